"""`python -m mapapp`: the command line."""

from __future__ import annotations

from mapapp.terminal import restart_if_arguments_are_garbled

if __name__ == "__main__":
    restart_if_arguments_are_garbled()

    from mapapp.cli import app

    app(prog_name="python -m mapapp")
