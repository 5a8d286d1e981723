"""The rules of the house that a machine can read from the source."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.recipes.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parents[1]
PACKAGES = ("geodata", "layers", "mapapp")
"""From below to above: a package imports those before it, and never those after it."""

MODULES = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
KNOWS_NOT = {
    "geodata": {"folium", "branca", "streamlit", "streamlit_folium", "typer", "rich"},
    "layers": {"streamlit", "streamlit_folium", "typer", "rich"},
    "mapapp": set(),
}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
MAX_FILE_BYTES = 500_000  # bytes, outside the data
DATA = "geodata/data/"


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def of_each(paths: Iterable[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Hold a rule for each of some files, in a single test: it names every file that breaks it.

    A test for each of them takes pytest longer than the rule takes.
    """

    def hold(rule: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            broken = {}
            for path in paths:
                try:
                    rule(path)
                except AssertionError as error:
                    broken[relative(path)] = str(error)
            assert not broken

        test.__name__, test.__doc__ = rule.__name__, rule.__doc__
        return test

    return hold


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported_roots(path: Path) -> set[str]:
    """The top names of everything that a module imports, inside functions too."""
    tree = parsed(path)
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{relative(path)} imports relatively"
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


@of_each(MODULES)
def test_imports_run_downwards(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    above = set(PACKAGES[PACKAGES.index(package) + 1 :])

    assert not imported_roots(path) & (above | KNOWS_NOT[package])


@pytest.mark.parametrize("part", PARTS)
def test_what_can_be_taken_away_is_loaded_by_nothing_else(part: str) -> None:
    own = [path for pattern in PARTS[part] for path in ROOT.glob(pattern)]
    own += [module for folder in own for module in folder.rglob("*.py")]
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in own}

    assert names
    assert not {
        (relative(path), name)
        for path in MODULES
        if path not in own
        for name in loaded_modules(path)
        if name in names
    }


def loaded_modules(path: Path) -> set[str]:
    """The modules that are read with a module: functions and what is for types import later."""
    tree = parsed(path)
    return {
        name
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        for name in (
            (node.module or "", f"{node.module}.{alias.name}")
            if isinstance(node, ast.ImportFrom)
            else (alias.name,)
        )
    }


@of_each(MODULES)
def test_what_a_package_keeps_to_itself_is_left_alone(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    others = [name for name in PACKAGES if name != package]
    text = path.read_text(encoding="utf-8")

    assert not re.findall(rf"\bfrom (?:{'|'.join(others)})[\w.]*\._|import _\w+\b", text)


def test_no_function_or_class_is_there_for_tests_alone() -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for package in PACKAGES
        for ending in ("py", "js", "html", "typ")
        for path in (ROOT / package).rglob(f"*.{ending}")
    ]
    used = Counter(word for text in texts for word in re.findall(r"\w+", text))

    assert not {
        f"{relative(path)}: {node.name}"
        for path in MODULES
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        if not node.decorator_list and used[node.name] == 1
    }


def test_import_linter_agrees() -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    result = subprocess.run(  # noqa: S603 - our own call
        [sys.executable, "-c", f"import sys; sys.path.insert(0, '.'); {code}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout


OF_AN_EXTRA = {
    "geodata/cluster.py",
    *(f"layers/stores/{name}.py"
    for name in (
        "compiling", "database", "duckdb_store", "postgis_store", "pushing", "sql_store",
    )),
}  # fmt: skip
"""The modules that need what is not installed by default: nothing else may."""


def test_every_package_that_is_imported_is_stated() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stated, extras = (
        {normal(re.split(r"[><=~\[ ]", each)[0]) for each in listed}
        for listed in (
            project["dependencies"],
            [each for some in project["optional-dependencies"].values() for each in some],
        )
    )
    written_for_developers = {"geodata/data"}
    packages = packages_distributions()

    assert not {
        (relative(path), name)
        for path in MODULES
        if relative(path.parent) not in written_for_developers
        for name in imported_roots(path) - {*PACKAGES} - sys.stdlib_module_names
        if not (stated | (extras if relative(path) in OF_AN_EXTRA else set()))
        & {normal(package) for package in packages.get(name, [name])}
    }


def normal(package: str) -> str:
    """The name of a package in the spelling of the lists."""
    return re.sub(r"[-_.]+", "-", package).lower()


@of_each(MODULES)
def test_no_name_is_empty(path: Path) -> None:
    assert not EMPTY_NAMES & {path.stem, path.parent.name}


def test_nothing_stands_in_for_the_standard_library() -> None:
    """What runs a script puts its folder on the path: `mapapp/html.py` would be `html`."""
    names = {path.stem for name in PACKAGES for path in (ROOT / name).glob("*.py")}

    assert not names & sys.stdlib_module_names


@of_each(MODULES)
def test_the_state_of_the_page_is_touched_in_one_module(path: Path) -> None:
    touches = re.search(r"\bst\.(session_state|query_params)\b", path.read_text(encoding="utf-8"))

    assert not touches or relative(path) == "mapapp/view.py"


@of_each(MODULES)
def test_no_failure_is_swallowed(path: Path) -> None:
    tree = parsed(path)
    handlers = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]

    for handler in handlers:
        caught = ast.unparse(handler.type) if handler.type else ""
        assert caught not in {"", "Exception", "BaseException"}


def test_packages_have_no_folder_without_an_init() -> None:
    folders = {path.parent for path in MODULES}

    assert not [relative(folder) for folder in folders if not (folder / "__init__.py").exists()]


def test_no_file_is_large_but_the_data() -> None:
    folders = (*PACKAGES, "tests", "benchmarks", "scripts")
    files = [path for name in folders for path in (ROOT / name).rglob("*") if path.is_file()]
    made = {"__pycache__", "published"}

    assert not [
        relative(path)
        for path in files
        if path.stat().st_size > MAX_FILE_BYTES
        and not relative(path).startswith(DATA)
        and not made & set(path.parts)
    ]


def layers_of(folder: str) -> set[str]:
    """The names of the tables of records that a collection has."""
    text = (ROOT / folder / "datapackage.json").read_text(encoding="utf-8")
    return {each["name"] for each in json.loads(text)["resources"] if "layer" in each}


LAYERS = layers_of("seeds") | layers_of("tests/collections/lumeria")
PAIRS = ({"country", "countries"}, {"jurisdiction", "jurisdictions"})
OTHERS = sorted(
    path
    for name in PACKAGES
    for ending in ("js", "html", "css", "typ")
    for path in (ROOT / name).rglob(f"*.{ending}")
)


def test_the_collections_say_what_their_layers_are() -> None:
    assert {"stations", "operations", "network_claims", "institutes", "scholarships"} <= LAYERS


@of_each(MODULES)
def test_no_code_names_a_table_of_records(path: Path) -> None:
    """Layers go by their roles; so no dictionary is keyed by them, and nothing compares names."""
    nodes = [*ast.walk(parsed(path))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}

    assert not LAYERS & ({each for each in texts if isinstance(each, str)} | attributes)


@of_each(OTHERS)
def test_no_script_template_or_style_names_a_table_of_records(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.findall(rf"""["'`.](?:{"|".join(LAYERS)})\b""", text)


@of_each(MODULES)
def test_no_code_asks_whether_a_column_is_singular_or_plural(path: Path) -> None:
    """Every layer has `hosts` and `parties`, whatever its own columns are called."""
    tree = parsed(path)

    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        inside = [*ast.walk(function)]
        texts = {getattr(node, "value", None) for node in inside if isinstance(node, ast.Constant)}
        asked = {
            getattr(node.left, "value", "")
            for node in inside
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn)
        }
        for pair in PAIRS:
            assert not (asked & pair and texts >= pair), function.name
