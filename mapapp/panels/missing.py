"""A collection of the reader's own that the server no longer holds: said, and asked for again."""

from __future__ import annotations

import streamlit as st

from geodata.errors import GeodataError
from geodata.zipped import unpack_collection
from mapapp import view as views
from mapapp.messages import explain
from mapapp.own_collections import MAX_ZIP_MB, OwnCollection
from mapapp.pages import has_page
from mapapp.panels.markup import plain_markdown


def show_missing() -> None:
    """Say what is missing, and offer every way to a map; none is shown in its place."""
    st.header("This map is no longer open")
    st.write(
        "The address is that of a map of a user's own records, "
        f"{plain_markdown(views.missing_collection()[:80])}. The app forgets such a map when its "
        "page is closed or the app is restarted, so there is nothing to show here."
    )
    _ask_for_zip()
    to_import, to_usual = st.columns(2)
    can_import = has_page("importing")
    if can_import and to_import.button("Import the sheet again", width="stretch"):
        views.go_to("importing")
        st.rerun()
    if to_usual.button("Show the collection of this app", width="stretch"):
        views.show_own(None)
        st.rerun()


def _ask_for_zip() -> None:
    uploaded = st.file_uploader(
        "If you downloaded the collection, drop the zip here",
        type="zip",
        max_upload_size=MAX_ZIP_MB,
        key="missing.zip",
    )
    if uploaded is None:
        return
    own = OwnCollection()
    archive = own.room / "archive.zip"
    own.folder = own.room / "collection"
    own.folder.mkdir()
    try:
        archive.write_bytes(uploaded.getvalue())
        unpack_collection(archive, own.folder, name=uploaded.name)
    except (GeodataError, OSError) as error:
        st.error(plain_markdown(explain(error)))
        return
    archive.unlink()
    views.show_own(own, keeps_address=True)
    st.rerun()
