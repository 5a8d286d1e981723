"""The picture pack: all that an editor needs to print a map, in one folder."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.errors import GeodataError
from geodata.writing import replacing_folder
from layers.cartography.glyphs import readable
from layers.tally import state_selection
from layers.words import Words
from mapapp.exports.picture.alternative import describe
from mapapp.exports.picture.drawing import draw_page, plan_page
from mapapp.exports.picture.picture_files import convert

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geodata.description import Description
    from layers.selection import Selected
    from mapapp.exports.picture.drawing import Plan
    from mapapp.exports.picture.options import PictureOptions

_SPECIAL: Mapping[str, str] = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_IN_ADDRESS: Mapping[str, str] = {
    "\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20", '"': "%22", "<": "%3C", ">": "%3E",
}  # fmt: skip
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9:_-]+")

PACK_FILES = (
    "map.svg", "map.png", "map@2x.png", "map.pdf", "map-a4.pdf", "map-a4.png", "social.png",
    "alt.txt", "credit.txt", "citations.bib",
)  # fmt: skip


class FolderInUseError(GeodataError, FileExistsError):
    """The folder holds files that are not of a pack: replacing it would lose them."""

    def __init__(self, folder: Path, names: tuple[str, ...]) -> None:
        self.folder = folder
        self.names = names
        super().__init__(
            f"{folder} holds {', '.join(names)}, which is not part of a picture pack: "
            "name another folder, or empty this one."
        )


def make_pack(shown: Selected, options: PictureOptions) -> dict[str, bytes]:
    """Make every file of a pack, by name.

    Args:
        shown: The selection.
        options: Focus, language, theme and title; sizes and forms are the pack's own.

    Raises:
        RefusedExportError: A record breaks an editorial rule.
    """
    files: dict[str, bytes] = {}
    article = replace(options, size="article")
    plan = plan_page(shown, article)
    page = draw_page(plan)
    files["map.svg"] = convert(page, plan, replace(article, form="svg"))
    files["map.png"] = convert(page, plan, replace(article, form="png", scale=1))
    files["map@2x.png"] = convert(page, plan, replace(article, form="png", scale=2))
    files["map.pdf"] = convert(page, plan, replace(article, form="pdf"))
    files["alt.txt"] = f"{describe(plan)}\n".encode()
    files["credit.txt"] = f"{_credit(plan)}\n".encode()
    paper = replace(options, size="a4")
    plan = plan_page(shown, paper)
    page = draw_page(plan)
    files["map-a4.pdf"] = convert(page, plan, replace(paper, form="pdf"))
    files["map-a4.png"] = convert(page, plan, replace(paper, form="png"))
    card = replace(options, size="social", form="png", scale=1)
    plan = plan_page(shown, card)
    files["social.png"] = convert(draw_page(plan), plan, card)
    files["citations.bib"] = write_bibtex(shown).encode()
    return files


def write_pack(folder: Path, shown: Selected, options: PictureOptions) -> None:
    """Write a pack as a whole: a folder of that name holds all of it, or is as it was.

    A pack written there before is replaced.

    Raises:
        FolderInUseError: The folder holds something else.
        OSError: The folder cannot be written.
    """
    with replacing_folder(folder) as fresh:
        _refuse_foreign(folder)
        for name, data in make_pack(shown, options).items():
            (fresh / name).write_bytes(data)


def _refuse_foreign(folder: Path) -> None:
    if folder.is_dir():
        foreign = sorted(path.name for path in folder.iterdir() if path.name not in PACK_FILES)
        if foreign:
            raise FolderInUseError(folder, tuple(foreign))
    elif folder.exists():
        raise NotADirectoryError(20, "Not a directory", str(folder))


def _credit(plan: Plan) -> str:
    collection, words = plan.shown.collection, plan.words
    about = collection.about
    said = state_selection(plan.shown, Words(collection, plan.options.language))
    lines = [words.title, words.deck, words.credit, about.license_url, *words.rules, words.borders]
    lines += [said.remarks, words.outside]
    lines.append(f"SHA-256 {collection.fingerprint}")
    return "\n".join(line for line in lines if line)


def write_bibtex(shown: Selected) -> str:
    """Write every source that a record of the selection cites, and the collection itself.

    Keys are the ids of the sources, so they stay the same from one export to the next. Names of
    publishers are in double braces: they are not split into first and last names.
    """
    sources = shown.collection.sources
    cited = {
        source for layer in shown.layers for ids in shown.table(layer)["sources"] for source in ids
    }
    rows = sources[sources["id"].isin(cited)].sort_index()
    entries = [_collection_entry(shown.collection.about)]
    entries += [
        _source_entry(row)
        for row in (
            dict(zip(rows.columns, cells, strict=True))
            for cells in rows.itertuples(index=False, name=None)
        )
    ]
    return "\n".join(entries)


def escape_tex(text: str) -> str:
    """Write a text so that TeX prints it and obeys none of it."""
    return "".join(_SPECIAL.get(sign, sign) for sign in readable(text))


def _source_entry(row: Mapping[str, object]) -> str:
    archived = str(row.get("archived_url") or "")
    fields = {
        "author": _name(str(row["publisher"])),
        "title": f"{{{escape_tex(str(row['title']))}}}",
        "year": str(row["published"])[:4],
        "date": str(row["published"]),
        "url": _address(str(row["url"])),
        "urldate": str(row["accessed"]),
        "note": f"Archived: \\url{{{_address(archived)}}}" if archived else "",
    }
    return _entry("online", str(row["id"]), fields)


def _collection_entry(about: Description) -> str:
    fields = {
        "author": _name(about.publisher),
        "title": f"{{{escape_tex(str(about.words()['title']))}}}",
        "year": about.created[:4],
        "date": about.created,
        "version": escape_tex(about.version),
        "note": escape_tex(about.license_title),
    }
    return _entry("dataset", about.name, fields)


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value.strip("{}")]
    return "\n".join([f"@{kind}{{{_NOT_IN_KEY.sub('-', key)},", *lines, "}", ""])


def _name(text: str) -> str:
    return f"{{{escape_tex(text)}}}"


def _address(text: str) -> str:
    address = "".join(_IN_ADDRESS.get(sign, sign) for sign in readable(text))
    return re.sub(r"(?<!\\)([%#])", r"\\\1", address)
