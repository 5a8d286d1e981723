"""Whether an import came to anything, and if not, which column or sheet to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.errors import GeodataError
from geodata.plurals import count_of

if TYPE_CHECKING:
    from geodata.importing.drafting import Draft

COLUMNS_NAMED = 8


class NoRecordsError(GeodataError, ValueError):
    """No row of a sheet became a record."""

    def __init__(self, where: str, rows: int, reason: str, remedies: list[str]) -> None:
        self.rows = rows
        super().__init__(
            f"{where}: none of {count_of(rows, 'row')} became a record, because {reason}. "
            f"{'; '.join(remedies)}."
        )


def check_outcome(draft: Draft) -> None:
    """Refuse a draft that has no records.

    Raises:
        NoRecordsError: It has none; the message names the columns and the options that help.
    """
    if draft.count:
        return
    table, fields = draft.table, draft.plan.fields
    columns = {field: column for column, field in fields.items()}
    where = f"{table.name}, sheet “{table.sheet}”" if table.sheet else table.name
    others = [sheet for sheet in table.sheets if sheet != table.sheet]
    remedies = ["Say it with --map country=COLUMN or --map place=COLUMN"]
    if "country" in columns:
        samples = ", ".join(f"“{cell}”" for cell in _samples(draft, columns["country"]))
        reason = f"its column “{columns['country']}” ({samples or 'empty'}) names no country"
        remedies.append("or correct its cells")
    elif "place" in columns:
        samples = ", ".join(f"“{cell}”" for cell in _samples(draft, columns["place"]))
        reason = (
            f"no column holds countries, and its places (column “{columns['place']}”: {samples}) "
            "do not identify one"
        )
        remedies = ["Name the country with --country, or its column with --map country=COLUMN"]
    else:
        names = [f"“{name}”" for name in table.cells][:COLUMNS_NAMED]
        reason = f"no column holds countries or places (columns: {', '.join(names)})"
        remedies.append("name one country for all with --country")
    if others:
        named = ", ".join(f"“{sheet}”" for sheet in others[:COLUMNS_NAMED])
        remedies.append(f"or take another sheet with --sheet: {named}")
    raise NoRecordsError(where, len(table.cells), reason, remedies)


def _samples(draft: Draft, column: str) -> tuple[str, ...]:
    return next(guess.samples for guess in draft.guesses if guess.column == column)[:3]
