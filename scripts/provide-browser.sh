#!/bin/sh
# See to it that the browser tests have a Chrome or Chromium: one that is there, else Playwright's
# own, else Debian's package.
set -eu
python=$1

for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done

has_own() {
    "$python" - <<'EOF'
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    sys.exit(not Path(playwright.chromium.executable_path).exists())
EOF
}

if has_own; then
    exit 0
fi
echo "No Chrome or Chromium found; trying Playwright's ..." >&2
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    if "$python" -m playwright install --with-deps chromium && has_own; then
        exit 0
    fi
    echo "Playwright's is not to be had; installing the package chromium ..." >&2
    if apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium; then
        exit 0
    fi
elif "$python" -m playwright install chromium && has_own; then
    exit 0
fi
echo "The browser tests need a Chrome or Chromium and none could be installed: install one (on Debian: apt-get install chromium) and run make again." >&2
exit 1
