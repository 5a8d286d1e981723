"""`python -m mapapp`: the command line."""

from __future__ import annotations

from mapapp.cli import app

if __name__ == "__main__":
    app(prog_name="python -m mapapp")
