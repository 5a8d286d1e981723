"""`python -m mapapp`, and the command `mapapp` of an installation."""

from __future__ import annotations

import gc

from mapapp.terminal import restart_if_arguments_are_garbled

ROWS_LEFT_ALONE = (100_000, 20, 20)
"""How many objects are made before the garbage collector looks for cycles: a command ends soon, and
the rows of a large table are none."""


def main() -> None:
    """Run the command line."""
    restart_if_arguments_are_garbled()
    gc.set_threshold(*ROWS_LEFT_ALONE)

    from mapapp.cli import app  # noqa: PLC0415 - not before a restart

    app(prog_name="python -m mapapp" if __name__ == "__main__" else "mapapp")


if __name__ == "__main__":
    main()
