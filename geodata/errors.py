"""What can go wrong between words and places, named for what the caller can do next.

Every error carries its facts as attributes and writes its own sentence: what, where, what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.plurals import count_of

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_SHOWN = 5


class GeodataError(Exception):
    """The root of every error that geodata raises on purpose."""

    def __reduce__(self) -> tuple[object, ...]:
        """Copies to another process as it is: the classes below take other arguments."""
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(
    kind: type[GeodataError], arguments: tuple[object, ...], facts: dict[str, object]
) -> GeodataError:
    error = kind.__new__(kind, *arguments)
    error.args = arguments
    error.__dict__.update(facts)
    return error


class AmbiguousPlaceError(GeodataError, ValueError):
    """Several places carry the name and none stands out: a person has to choose.

    A ValueError, which `geopandas.tools.geocode` takes for "leave this row empty".
    """

    def __init__(self, name: str, candidates: Sequence[object], country: str | None = None) -> None:
        self.name = name
        self.country = country
        self.candidates = tuple(candidates)
        where = f" in {country}" if country else ""
        super().__init__(
            f"{name!r} could be {len(self.candidates)} places{where} "
            f"({_listed(self.candidates)}): name the country or region, or choose one by hand."
        )


class UnknownCountryError(GeodataError, ValueError):
    """A word names no country, or more than one."""

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        self.name = name
        self.suggestions = tuple(suggestions)
        hint = f" Did you mean {_listed(self.suggestions)}?" if self.suggestions else ""
        super().__init__(
            f"{name!r} is not the name or code of one country.{hint} "
            "Use the country's usual name or its two-letter code."
        )


class ServiceUnavailableError(GeodataError, ConnectionError):
    """An online service cannot answer now: wait, `retry_after` seconds if it is known."""

    def __init__(self, service: str, reason: str, retry_after: float | None = None) -> None:
        self.service = service
        self.reason = reason
        self.retry_after = retry_after
        when = f"in {retry_after:.0f} seconds" if retry_after is not None else "later"
        super().__init__(f"{service} does not answer ({reason}): try again {when}.")


class ServiceRefusedError(GeodataError, PermissionError):
    """An online service will not answer as things are: mend its name, its key or its settings."""

    def __init__(self, service: str, reason: str) -> None:
        self.service = service
        self.reason = reason
        super().__init__(
            f"{service} cannot be used ({reason}): check its name, its key and its settings."
        )


class UnusableCacheError(GeodataError, OSError):
    """Answers of online services cannot be kept, as their terms ask: mend the disk first."""

    def __init__(self, path: object, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"The answers of online services cannot be kept in {path} ({reason}): free some space "
            "there, or let XDG_CACHE_HOME name another folder for caches."
        )


class BadDateError(GeodataError, ValueError):
    """A text is not a date in the form that the record uses."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"{text!r} is not an EDTF date: write 2018, 2018-09, 2018-09-28, "
            "2016/2019 or 2023/.. instead."
        )


class BadCollectionError(GeodataError, ValueError):
    """A collection has faults; `faults` holds them all, so that they can be mended in one go."""

    def __init__(self, path: object, faults: Sequence[object]) -> None:
        self.path = path
        self.faults = tuple(faults)
        super().__init__(
            f"The collection in {path} has {count_of(len(faults), 'fault')}, "
            f"the first: {self.faults[0]} List them all with `python -m mapapp check`."
        )


class NoCollectionError(GeodataError, FileNotFoundError):
    """A folder holds no collection."""

    def __init__(self, path: object) -> None:
        self.path = path
        super().__init__(
            f"There is no collection in {path}: a collection is a folder with a datapackage.json."
        )


def _listed(items: Sequence[object]) -> str:
    shown = "; ".join(str(item) for item in items[:MAX_SHOWN])
    return f"{shown}; …" if len(items) > MAX_SHOWN else shown
