"""The picture pack: all that an editor needs to print a map, in one folder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.errors import GeodataError
from geodata.writing import replacing_folder
from layers.tally import state_selection
from layers.words import Words
from mapapp.exports.picture.alternative import describe
from mapapp.exports.picture.bibliography import write_bibtex
from mapapp.exports.picture.drawing import draw_page, plan_page
from mapapp.exports.picture.files import convert

if TYPE_CHECKING:
    from pathlib import Path

    from layers.selection import Selected
    from mapapp.exports.picture.drawing import Plan
    from mapapp.exports.picture.options import PictureOptions

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
            f"{folder} holds {', '.join(names)}, which is no part of a picture pack: "
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
