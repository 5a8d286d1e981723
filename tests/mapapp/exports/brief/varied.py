"""Some countries of the record whose briefs have, together, whatever a brief can consist of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.exports.brief.model import parts_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from mapapp.exports.brief.model import Brief

VARIED = ("IT", "CA", "DE", "GB", "HU", "KR", "NL", "PT", "TW", "US", "CN", "KE")
"""What writes documents is tried on these; the rest is of the same kinds of blocks."""


def kinds_of(brief: Brief) -> set[Hashable]:
    """Each kind of block and part, where it stands, and what of it may be there or not."""
    return set(_kinds_of(brief))


def _kinds_of(brief: Brief) -> Iterator[Hashable]:
    for section in brief.sections:
        for block in section.blocks:
            yield type(block), len(getattr(block, "columns", ()))
            for part in parts_of(block):
                yield (
                    *(type(block), type(part), section.is_annex),
                    *(bool(getattr(part, name, ())) for name in ("sources", "remark")),
                    *(bool(getattr(block, name, ())) for name in ("chart", "is_lead")),
                )
