"""The names of the ways to draw borders: as held, or nearer to the views of the United Nations."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Borders: TypeAlias = Literal["de-facto", "un"]

DE_FACTO: Borders = "de-facto"
BORDERS: tuple[Borders, ...] = get_args(Borders)
