"""The script that Streamlit runs for every reader, again and again.

It does not lie beside `pages/`: there Streamlit would run a page as a script of its own when its
address is the first that anyone opens, and show nothing.
"""

from __future__ import annotations

from mapapp.app import main

main()
