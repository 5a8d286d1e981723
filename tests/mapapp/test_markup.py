"""Text and markup are of two types: what was not written as markup is escaped."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from mapapp.panels.markup import button, definitions, element, fragment, link
from tests.hostile import PROBES

ESCAPED = "&lt;b&gt;&#34;&#39;&amp;"
PROBE = "<b>\"'&"
TERM = f"<div><dt>{ESCAPED}</dt><dd><i></i></dd></div>"
WRITTEN = {
    "content": (lambda: element("p", PROBE), f"<p>{ESCAPED}</p>"),
    "content that is markup": (lambda: element("p", element("i", "x")), "<p><i>x</i></p>"),
    "a text beside markup": (
        lambda: element("p", PROBE + element("i", PROBE)),
        f"<p>{ESCAPED}<i>{ESCAPED}</i></p>",
    ),
    "markup beside a text": (
        lambda: element("p", element("i", "x") + PROBE),
        f"<p><i>x</i>{ESCAPED}</p>",
    ),
    "an attribute": (lambda: element("p", "", title=PROBE), f'<p title="{ESCAPED}"></p>'),
    "an attribute of markup": (
        lambda: element("p", "", title=Markup('"<b>')),
        '<p title="&#34;&lt;b&gt;"></p>',
    ),
    "attributes without a value": (
        lambda: element("p", "", hidden=True, title=None, open=False),
        "<p hidden></p>",
    ),
    "names of attributes": (
        lambda: element("p", "", class_="a", data_mark="b"),
        '<p class="a" data-mark="b"></p>',
    ),
    "a fragment": (lambda: fragment([PROBE, element("i", "")]), f"{ESCAPED}<i></i>"),
    "a button": (
        lambda: button(PROBE, PROBE),
        f'<button type="button" data-action="{ESCAPED}">{ESCAPED}</button>',
    ),
    "an unsafe link": (lambda: link("javascript:x", PROBE), ESCAPED),
    "definitions": (
        lambda: definitions([("a", PROBE), (PROBE, element("i", ""))]),
        f"<dl><div><dt>a</dt><dd>{ESCAPED}</dd></div>{TERM}</dl>",
    ),
    "braces": (lambda: element("p", "{0} {x} %s"), "<p>{0} {x} %s</p>"),
    "an f-string, which is text": (
        lambda: element("p", f"{element('i', 'x')}"),
        "<p>&lt;i&gt;x&lt;/i&gt;</p>",
    ),
}


@pytest.mark.parametrize(("write", "written"), WRITTEN.values(), ids=WRITTEN)
def test_only_markup_stays_markup(write, written):
    result = write()
    assert isinstance(result, Markup)
    assert result == written


@pytest.mark.parametrize("probe", PROBES)
def test_a_text_is_read_as_it_was(probe):
    assert element("p", probe).unescape() == f"<p>{probe}</p>"
