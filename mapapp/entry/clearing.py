"""Streamlit's server for a collection that was unpacked: its folder is gone when the server stops.

    python -m mapapp.entry.clearing FOLDER run mapapp/entry/app.py ...

The arguments after the folder are those of `streamlit`.
"""

from __future__ import annotations

import atexit
import shutil
import sys
from pathlib import Path

from streamlit.web.cli import main

PREFIX = "mapapp-collection-"
"""How the name of such a folder begins: no other is ever cleared."""


def clear_at_exit(folder: Path) -> None:
    """See that a folder that was made for an unpacked collection does not outlive this process."""
    if folder.name.startswith(PREFIX):
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


if __name__ == "__main__":
    clear_at_exit(Path(sys.argv.pop(1)))
    main()
