"""`python -m mapapp`, and the command `mapapp` of an installation."""

from __future__ import annotations

import gc
import os

from mapapp.terminal import restart_if_arguments_are_garbled

ROWS_LEFT_ALONE = (100_000, 20, 20)
"""How many objects are made before the garbage collector looks for cycles: a command ends soon, and
the rows of a large table hold none."""


ARROW_POOL = "ARROW_DEFAULT_MEMORY_POOL", "system"
"""Arrow's own pool keeps what the check of a large table needed; the system's gives it back."""


def main() -> None:
    """Run the command line."""
    restart_if_arguments_are_garbled()
    gc.set_threshold(*ROWS_LEFT_ALONE)
    os.environ.setdefault(*ARROW_POOL)

    from mapapp.cli import app  # noqa: PLC0415 - not before a restart

    app(prog_name="python -m mapapp" if __name__ == "__main__" else "mapapp")


if __name__ == "__main__":
    main()
