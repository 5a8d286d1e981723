"""`python -m mapapp`, and the command `mapapp` of an installation."""

from __future__ import annotations

from mapapp.terminal import restart_if_arguments_are_garbled


def main() -> None:
    """Run the command line."""
    restart_if_arguments_are_garbled()

    from mapapp.cli import app  # noqa: PLC0415 - not before a restart

    app(prog_name="python -m mapapp" if __name__ == "__main__" else "mapapp")


if __name__ == "__main__":
    main()
