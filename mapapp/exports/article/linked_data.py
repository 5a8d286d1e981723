"""What machines read about an article: JSON-LD of schema.org, and Open Graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodata.locales import with_territory
from geodata.web_addresses import web_address
from layers.script_json import element_json
from mapapp.exports.article.controls import known_years
from mapapp.exports.citations import cite_record

if TYPE_CHECKING:
    from layers.selection import Selected
    from mapapp.exports.article.draft import Draft
    from mapapp.exports.article.options import ArticleOptions


def write_linked_data(draft: Draft, text: str) -> str:
    """Describe the data as a schema.org Dataset, in JSON that is inert in a script element.

    Args:
        draft: The article.
        text: Its description.
    """
    shown, options, about = draft.shown, draft.options, draft.about
    sites = about.of_role("site")
    countries = sorted({host for layer in sites for host, _ in shown.grouped(layer, "host")})
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": draft.title,
        "description": text,
        "inLanguage": options.language,
        "identifier": f"sha256:{shown.collection.fingerprint}",
        "version": about.version,
        "dateModified": about.created,
        "license": web_address(about.license_url) or about.license_title,
        "creator": {"@type": "Organization", "name": about.publisher},
        "creditText": options.credit,
        "citation": cite_record(draft.words),
        "url": options.url,
        "keywords": list(about.descriptor.get("keywords", [])),
        "isAccessibleForFree": True,
        "spatialCoverage": [draft.words.country(code) for code in countries],
        "temporalCoverage": _coverage(shown),
    }
    return element_json({name: value for name, value in described.items() if value})


def open_graph(options: ArticleOptions, title: str, text: str) -> list[tuple[str, str]]:
    """The properties by which a link to the page is shown elsewhere."""
    properties = (
        ("og:type", "article"),
        ("og:title", title),
        ("og:description", text),
        ("og:locale", with_territory(options.language)),
        ("og:url", options.url),
    )
    return [(name, content) for name, content in properties if content]


def _coverage(shown: Selected) -> str:
    known = known_years(shown)
    return f"{known[0]}/{known[1]}" if known else ""
