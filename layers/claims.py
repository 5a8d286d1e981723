"""A record in a reader's words: each of its facts is worded here, once for all surfaces.

    claim = Claim(row, Words(collection, "fr"))
    claim.head, claim.status, claim.facts, claim.prose

Nothing is worded before it is asked for: a list of many records says few facts of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.excerpts import shorten
from geodata.places import parse_place
from layers.mentions import name_mentions
from layers.rows import each_row
from layers.totals import lacks_total
from layers.units import NO_ROLE
from layers.weighing import Support, support_of
from layers.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geodata.layer_specs import Role
    from layers.rows import Row
    from layers.words import Words

MAX_NAME_LENGTH = 90  # characters

FACTS: Mapping[Role, tuple[str, ...]] = {
    "site": (
        "number", "parties", "date", "status", "status_note", "precision", "as_reported", "edition",
    ),
    "agreement": ("kind", "parties", "hosts", "signed", "date", "status", "places"),
    "statement": ("kind", "speaker", "hosts", "date", "places"),
    "event": ("hosts", "places", "date", "parties"),
}  # fmt: skip
"""What is said about a record by its role, in order; then the facts that its layer declares."""

PROSE = ("status_note", "summary", "note")
"""The texts of a record, in its own language, in the order in which they are read."""

NOTES = ("status_note", "note")
"""Those that editors wrote about it: where they mention other records, readers see their names."""

_TITLES: Mapping[str, str] = {
    "number": "Claim",
    "date": "Date",
    "status": "Status",
    "status_note": "On the status",
    "precision": "Precision",
    "as_reported": "As reported",
    "kind": "Kind",
    "signed": "Signed",
    "speaker": "Who speaks",
    "places": "Places",
    "summary": "Summary",
    "note": "Note",
}
_TERMS: Mapping[str, str] = {"parties": "jurisdiction", "hosts": "country", "edition": "edition"}
_OF_ROLES: Mapping[tuple[Role, str], str] = {
    ("site", "date"): "Since",
    ("agreement", "date"): "Period",
    ("statement", "hosts"): "Concerns",
}


class Fact(NamedTuple):
    """What is said about a record under a title.

    Attributes:
        name: The meaning of the column, or the column that the layer declares.
        title: What a reader sees over it.
        text: Never empty.
        is_prose: Whether it is a text of the record, in the record's own language.
    """

    name: str
    title: str
    text: str
    is_prose: bool = False


class Claim:
    """What a record says, in the words of a language.

    A row needs only the columns of what is asked for.
    """

    __slots__ = ("row", "words")

    def __init__(self, row: Row, words: Words) -> None:
        self.row = row
        self.words = words

    # --- what it is called ---

    @property
    def name(self) -> str:
        """What it is called by itself: its title, the start of its summary, or its place."""
        said = self.row["title"] or self.row["summary"]
        if said:
            return shorten(said, MAX_NAME_LENGTH)
        return self.words.place(self.row["host"], self.row["city"], self.row["region"])

    @property
    def head(self) -> str:
        """What it is called under its country, over its own text: title, place, or kind."""
        if self.row["title"]:
            return str(self.row["title"])
        if self.role == "site":
            return self.place_alone
        return self.kind if self.row["kind"] else capital(self.words.noun(self.row["layer"], 1))

    @property
    def place(self) -> str:
        """The city of a site; without one the region, said to be one; else that none is named."""
        city, region = self.row["city"], self.row["region"]
        if city or not region:
            return str(city or self.words.text("no city named"))
        return self.words.text("{region} (region; no city named)", region=region)

    @property
    def place_alone(self) -> str:
        """The same by itself: our words begin with a capital, those of a record stay as written."""
        is_named = self.row["city"] or self.row["region"]
        return self.place if is_named else capital(self.place)

    @property
    def mention(self) -> str:
        """What it is called where the text of another record mentions it."""
        said = self.words
        if self.role == "site":
            is_known = self.row["party"] != said.about.unknown_jurisdiction
            origin = self.parties if is_known else ""
            return said.in_line(filter(None, (self.row["title"], self.place, origin)))
        if self.row["title"]:
            return str(self.row["title"])
        if self.row["speaker"]:
            return said.in_line((self.speaker, self.date))
        return said.in_line(filter(None, (said.title(self.row["layer"]), self.places)))

    @property
    def role(self) -> Role:
        """The role of its layer."""
        return self.words.about.specs[self.row["layer"]].role

    # --- what is said about it, in parts ---

    @property
    def count(self) -> str:
        """How much it stands for, with the noun of its layer."""
        return self.words.counted(self.row["layer"], int(self.row["weight"]))

    @property
    def number(self) -> str:
        """The same, and whether this was taken for lack of a total."""
        lack = say_lack(self.row["host"], self.words)
        return self.words.aside(self.count, lack) if lack else self.count

    @property
    def hosts(self) -> str:
        """The countries that it concerns; that it concerns no single one."""
        named = self.words.in_line(map(self.words.country, self.row["hosts"]))
        return named or self.words.text("No single country")

    @property
    def remark_on_hosts(self) -> str:
        """That a statement is about no country in particular; empty where it names some."""
        return "" if self.row["hosts"] else self.words.text("about all claims")

    @property
    def parties(self) -> str:
        """The jurisdictions that it names; empty where no record of the collection names any."""
        if not names_parties(self.words):
            return ""
        return self.words.in_line(map(self.words.name, self.row["parties"]))

    @property
    def date(self) -> str:
        """When it was or began, the month spelt out; that it is not dated."""
        return self.words.date(self.row["date"]) or self.words.text("not dated")

    @property
    def short_date(self) -> str:
        """The same where there is little room."""
        return self.words.short_date(self.row["date"]) or self.words.text("not dated")

    @property
    def signed(self) -> str:
        """When it was signed; empty if no one says so."""
        return self.words.date(self.row["signed"])

    @property
    def status(self) -> str:
        """Its latest status, and as of when, if a source dates it.

        Empty in a layer that knows one status alone, which distinguishes no record from another.
        """
        label, *when = self.status_and_date or ("",)
        return self.words.aside(label, *when) if when else label

    @property
    def status_and_date(self) -> tuple[str, ...]:
        """The same in parts: its status, if it says anything, and as of when, if that is known."""
        if not self.row["status"] or not has_statuses(str(self.row["layer"]), self.words):
            return ()
        parts = (self.words.value(self.row, "status"), self.words.date(self.row["status_date"]))
        return tuple(filter(None, parts))

    @property
    def kind(self) -> str:
        """Of which kind it is."""
        return self.words.value(self.row, "kind")

    @property
    def speaker(self) -> str:
        """Who speaks in a statement, and for which country."""
        return self.said_by()

    def said_by(self, said_for: str = "") -> str:
        """Who speaks, and for which country, but for one that is said already."""
        speaker = self.words.value(self.row, "speaker")
        if self.row["speaker_country"] in {"", said_for}:
            return speaker
        country = self.words.country(self.row["speaker_country"])
        return self.words.text("{speaker}, {country}", speaker=speaker, country=country)

    @property
    def whose(self) -> str:
        """The country that speaks, and those it speaks about unless that is itself."""
        own, hosts = self.row["speaker_country"], self.row["hosts"]
        if not own:
            return self.hosts if hosts else ""
        name = self.words.country(own)
        return name if own in hosts else self.words.aside(name, self.remark_on_hosts or self.hosts)

    @property
    def places(self) -> str:
        """The places that it names; empty without any."""
        return self.words.in_line(parse_place(text).name for text in self.row["places"])

    @property
    def precision(self) -> str:
        """How closely its place is known."""
        return self.words.label(self.row["layer"], "precision", self.row["precision"])

    @property
    def edition(self) -> str:
        """The report that has it: title, publisher, date."""
        for each in each_row(self.words.collection.editions):
            if each["id"] == self.row["edition"]:
                parts = (each["title"], each["publisher"], self.words.date(each["published"]))
                return self.words.in_line(filter(None, parts))
        return ""

    @property
    def support(self) -> str:
        """What a reader must know of its sources; empty where they confirm each other."""
        return say_support(self.row["sources"], self.words)

    @property
    def remark_on_sources(self) -> str:
        """That it rests on a single source; empty if it does not."""
        return say_single(self.words) if is_single(self.row["sources"]) else ""

    @property
    def what(self) -> str:
        """What a statement says; in another language than its own the outcome is before."""
        if self.is_in_own_language or self.is_plain:
            return str(self.row["summary"])
        return self.words.text("{name}: {text}", name=self.kind, text=self.row["summary"])

    @property
    def is_in_own_language(self) -> bool:
        """Whether the reader's language is that of the texts of the record."""
        return self.words.language == self.words.record_language

    @property
    def is_plain(self) -> bool:
        """Whether a statement names no outcome."""
        terms = self.words.about.layer_terms(self.row["layer"], "kind")
        roles = {term.value: term.role for term in terms}
        return roles.get(self.row["kind"], NO_ROLE) == NO_ROLE

    # --- all that is said about it ---

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts with their titles, those that the layer declares behind those of its role."""
        own = (self.fact(name) for name in (*FACTS[self.role], "note"))
        *usual, note = own
        return tuple(fact for fact in (*usual, *self.declared, note) if fact.text)

    @property
    def declared(self) -> Iterator[Fact]:
        """The facts that the layer declares."""
        for column, title, text in self.words.facts(self.row):
            yield Fact(column, title, text)

    @property
    def prose(self) -> tuple[Fact, ...]:
        """Its texts, in the order in which they are read."""
        return tuple(fact for fact in map(self.fact, PROSE) if fact.text)

    def fact(self, name: str) -> Fact:
        """One of its facts, often without a text."""
        is_prose = name in PROSE or name == "as_reported"
        if name in NOTES:
            text = name_in_note(str(self.row[name]), self.words)
        else:
            text = str(self.row[name]) if is_prose else getattr(self, name)
        return Fact(name, title_of(name, self.role, self.words), text, is_prose)

    def line(self, fact: Fact) -> str:
        """A fact behind its title, in one line."""
        return self.words.text("{name}: {text}", name=fact.title, text=fact.text)


def title_of(fact: str, role: Role, words: Words) -> str:
    """The title of a fact of the records of a role."""
    if (role, fact) in _OF_ROLES:
        return words.text(_OF_ROLES[role, fact])
    if fact in _TERMS:
        return capital(words.term(_TERMS[fact]))
    return words.text(_TITLES[fact])


def name_in_note(note: str, words: Words) -> str:
    """A note as a reader sees it: other records that it mentions are named."""
    return name_mentions(
        note, words.collection, lambda row: words.quoted(Claim(row, words).mention)
    )


def is_single(sources: Sequence[str]) -> bool:
    """Whether a record rests on one source."""
    return len(sources) == 1


def say_support(sources: tuple[str, ...], words: Words) -> str:
    """What a reader must know of some sources; empty where they confirm each other."""
    support = support_of(sources, words.collection)
    if support is Support.FIRM:
        return ""
    if support is Support.ONE:
        return say_single(words)
    cited = dict.fromkeys(words.collection.sources.loc[list(sources), "standing"])
    labels = words.in_line(words.label("sources", "standing", each) for each in cited)
    said = say_single(words) if support is Support.ONE_WEAK else words.text("weak sources")
    return words.aside(said, labels)


def say_single(words: Words) -> str:
    """That a record rests on one source."""
    return words.text("one source only")


def say_lack(country: str, words: Words) -> str:
    """That the number of sites in a country was taken for lack of a total; empty if it was not."""
    if not lacks_total(words.collection, country):
        return ""
    return words.text("a number taken for lack of a published total")


def has_statuses(layer: str, words: Words) -> bool:
    """Whether the records of a layer may differ in their status."""
    return len(words.about.layer_terms(layer, "status")) != 1


def names_parties(words: Words) -> bool:
    """Whether any jurisdiction is known in a collection."""
    return bool(words.names.keys() - {words.about.unknown_jurisdiction})
