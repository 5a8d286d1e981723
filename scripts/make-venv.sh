#!/bin/sh
# Make a virtual environment with a Python of 3.11 or later, or say what is missing.
set -eu
folder=$1

for python in "${PYTHON:-python3}" python3.11 python3.12 python3.13 python3.14; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
            echo "$python cannot make virtual environments: install its venv module (on Debian and Ubuntu: apt-get install python3-venv) and run make again." >&2
            exit 1
        fi
        if ! "$python" -m venv "$folder"; then
            rm -rf "$folder"
            echo "The virtual environment $folder could not be made: see above, and check that this folder can be written to." >&2
            exit 1
        fi
        exit 0
    fi
done
echo "Python 3.11 or later is needed and was not found: install it (on Debian and Ubuntu: apt-get install python3 python3-venv), or name it: make run PYTHON=/path/to/python3." >&2
exit 1
