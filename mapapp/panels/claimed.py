"""What was claimed, to stand beside what the record holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.selection import Selection

if TYPE_CHECKING:
    import pandas as pd

    from geodata.collection import Collection


@dataclass(frozen=True)
class Claimed:
    """A published total. `is_whole` says that it counts all, not just the part selected."""

    number: int
    bound: str
    is_whole: bool
    sources: tuple[str, ...]

    @property
    def words(self) -> str:
        """Such as `of 102 claimed`."""
        least = "at least " if self.bound == "at_least" else ""
        whole = " in all" if self.is_whole else ""
        return f"of {least}{self.number:,} claimed{whole}"


def find_claimed(collection: Collection, selection: Selection, measure: str) -> Claimed | None:
    """Find the published total to compare a selection with.

    A selection of one edition, one country or one jurisdiction is compared with the total
    claimed for just that, if there is one; any other with the total claimed for the whole.

    Args:
        collection: Whose claims to look in.
        selection: What is shown.
        measure: `stations` or `countries`.
    """
    claims = collection.claims[collection.claims["measure"] == measure]
    country, jurisdiction = _only(selection.countries), _only(selection.jurisdictions)
    edition = _only(selection.editions)
    asked = (country, jurisdiction, edition)
    own = _last(claims, *asked) if _is_comparable(selection, *asked) else None
    if own is not None:
        return _claimed(own, is_whole=False)
    whole = _last(claims, "", "", "")
    return None if whole is None else _claimed(whole, is_whole=selection != Selection())


def _is_comparable(selection: Selection, country: str, jurisdiction: str, edition: str) -> bool:
    """Whether nothing is filtered but one country, jurisdiction or edition."""
    rest = Selection(
        layers=selection.layers,
        countries=selection.countries if country else None,
        jurisdictions=selection.jurisdictions if jurisdiction else None,
        editions=selection.editions if edition else None,
    )
    return selection == rest


def _last(
    claims: pd.DataFrame, country: str, jurisdiction: str, edition: str
) -> pd.Series[Any] | None:
    """The latest claim for just this; of an edition its own, else what it counts up to."""
    wanted = (
        (claims["country"] == country)
        & (claims["jurisdiction"] == jurisdiction)
        & (claims["region"] == "")
    )
    if edition:
        wanted &= (claims["edition"] == edition) & (claims["scope"] == "edition")
    else:
        wanted &= claims["scope"] == "cumulative"
    found = claims[wanted].sort_values("edition")
    return None if found.empty else found.iloc[-1]


def _claimed(row: pd.Series[Any], *, is_whole: bool) -> Claimed:
    sources = row["sources"]
    return Claimed(
        number=int(str(row["number"])),
        bound=str(row["bound"]),
        is_whole=is_whole,
        sources=tuple(sources) if isinstance(sources, tuple) else (),
    )


def _only(chosen: frozenset[str] | None) -> str:
    return next(iter(chosen)) if chosen and len(chosen) == 1 else ""
