#!/bin/sh
# Install the packages of a lock file into a virtual environment: with uv, which takes a third of
# the time, and with pip where uv cannot be had or cannot reach what pip is set up to use.
set -eu
python=$1
requirements=$2
uv=$(dirname "$python")/uv

pip() {
    "$python" -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes "$@"
}

if [ ! -x "$uv" ]; then
    sed -n '/^uv==/,/[^\\]$/p' "$(dirname "$0")/../requirements-dev.txt" > "$uv.txt"
    pip --only-binary=:all: --requirement "$uv.txt" || true
fi
if [ -x "$uv" ]; then
    index=$("$python" -m pip config get global.index-url 2>/dev/null) || index=${PIP_INDEX_URL:-}
    if [ -n "$index" ]; then
        export UV_DEFAULT_INDEX="$index"
    fi
    if "$uv" pip install --quiet --python "$python" --require-hashes --requirement "$requirements" 2>/dev/null; then
        exit 0
    fi
fi
pip --requirement "$requirements"
