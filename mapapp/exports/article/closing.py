"""What an article says of itself at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodata.web_addresses import web_address
from layers.borders import say_borders

if TYPE_CHECKING:
    from mapapp.exports.article.draft import Draft


def closing_words(draft: Draft) -> dict[str, Any]:
    """Caveats, data, licence, and what would make the page stale."""
    own = draft.own
    caveats = ["caveat", "fairness", "precision_rule"]
    if any(map(draft.shown.number, draft.about.of_role("statement"))):
        caveats.insert(2, "denials")
    return {
        "caveats": [
            *(str(own[name]) for name in caveats if own.get(name)),
            say_borders(draft.words, draft.borders),
        ],
        "data_line": _data_line(draft),
        "licence": {
            "title": draft.about.license_title,
            "url": web_address(draft.about.license_url),
        },
        "pin": _pin(draft),
        "stale": draft.words.text(
            "This page is a copy and does not change: it is out of date once a later version "
            "of the data is published, a source is corrected or withdrawn, or an authority "
            "responds to what is reported here."
        ),
    }


def _data_line(draft: Draft) -> str:
    if not draft.about.created:
        return ""
    return draft.words.text(
        "Data: {publisher}, version {version} of {date}.",
        publisher=draft.about.publisher or draft.about.name,
        version=draft.about.version,
        date=draft.words.date(draft.about.created),
    )


def _pin(draft: Draft) -> str:
    if not draft.options.pin:
        return ""
    return draft.words.text(
        "Made from version {version} of the data, SHA-256 {fingerprint}.",
        version=draft.about.version,
        fingerprint=draft.shown.collection.fingerprint,
    )
