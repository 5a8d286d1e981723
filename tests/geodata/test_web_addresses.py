"""Which addresses become links, wherever they are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geodata.web_addresses import host_of, is_web_address, web_address
from layers.cited_sources import cite_all_briefly
from layers.words import Words
from mapapp.exports.article.options import ArticleOptions, BadOptionError
from mapapp.exports.brief.build import build_brief
from mapapp.panels.markup import link

LINKS = {
    "a page": "https://example.org/a?b=c#d",
    "without a path": "http://example.org",
    "in capitals": "HTTPS://EXAMPLE.ORG",
    "with a port": "https://example.org:8080/",
    "in Arabic": "https://ar.example/تقرير",
    "with a number for a host": "http://[::1]/",
}
NOT_LINKS = {
    "nothing": "",
    "a script": "javascript:alert(1)",
    "a script in capitals": "JavaScript:alert(1)",
    "a script over two lines": "java\nscript:alert(1)",
    "a script behind a control": "\x01javascript:alert(1)",
    "data": "data:text/html,x",
    "a file": "file:///etc/passwd",
    "mail": "mailto:a@example.org",
    "no scheme": "//example.org",
    "a path": "/a",
    "no host": "https:",
    "no host before the path": "https:///a",
    "only a port": "https://:80/",
    "half a host": "http://[",
    "a break": "https://example.org/\nb",
    "an override": "https://example.org/\u202egnp.exe",
    "a space without width": "https://exam\u200bple.org/",
}
FAULTY = {what: url for what, url in NOT_LINKS.items() if url}


@pytest.mark.parametrize("url", LINKS.values(), ids=LINKS)
def test_an_address_of_the_web_is_a_link(url):
    assert is_web_address(url)
    assert web_address(f" {url}\n") == url
    assert f'href="{url}"' in link(url, "label")


@pytest.mark.parametrize("url", NOT_LINKS.values(), ids=NOT_LINKS)
def test_nothing_else_is(url):
    assert not is_web_address(url)
    assert web_address(url) == ""
    assert link(url, "label") == "label"


@pytest.mark.parametrize("url", FAULTY.values(), ids=FAULTY)
def test_no_surface_has_a_rule_of_its_own(make_collection, url):
    collection = make_collection(stations=[{}])
    source = collection.sources.index[0]
    collection.sources.loc[source, ["url", "archived_url"]] = url
    assert cite_all_briefly(Words(collection))[source].url == ""
    [reference] = [each for each in build_brief(collection, ["IT"]).references if each.id == source]
    assert (reference.url, reference.archived_url) == ("", "")
    with pytest.raises(BadOptionError, match="https://"):
        replace(ArticleOptions(), url=url)


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://www.example.org/a", "example.org"), ("example.org", ""), ("http://[", "")],
)
def test_a_source_is_called_by_the_host_of_its_address(url, host):
    assert host_of(url) == host
