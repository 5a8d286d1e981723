"""Put a PDF of vl-convert into an order of its own.

vl-convert lists the fonts and parts of a page in an order that changes from run to run. Here they
are listed by name, and objects numbered as they are met on the way from the catalogue: the same
page gives the same bytes. The document also gets its title and its language.
"""

from __future__ import annotations

import re

_HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_RESOURCES = re.compile(rb"<<((?:\s*/[a-z]+\d+ \d+ 0 R)+)\s*>>")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_LENGTH = re.compile(rb"/Length (\d+)")


def settle_pdf(data: bytes, *, title: str, language: str) -> bytes:
    """Write a PDF anew, its objects in a fixed order.

    Args:
        data: As vl-convert writes it.
        title: Of the document.
        language: As an IETF tag.
    """
    bodies = _read_objects(data)
    found = _ROOT.search(data, data.rindex(b"trailer"))
    root = int(found.group(1)) if found else min(bodies)
    bodies = {number: _in_order(body) for number, body in bodies.items()}
    bodies[root] = bodies[root].replace(
        b"/Type /Catalog",
        b"/Type /Catalog\n  /Lang (%s)\n  /ViewerPreferences << /DisplayDocTitle true >>"
        % language.encode("ascii"),
        1,
    )
    numbers = _number(bodies, root)
    written = [(numbers[old], _renumbered(bodies[old], numbers)) for old in numbers]
    information = b"<<\n  /Title <%s>\n>>" % ("\ufeff" + title).encode("utf-16-be").hex().encode()
    return _assemble([*written, (len(written) + 1, information)])


def _read_objects(data: bytes) -> dict[int, bytes]:
    """Read the objects one after the other; a stream is stepped over by its length."""
    bodies, at = {}, data.index(b" 0 obj\n")
    at = data.rindex(b"\n", 0, at) + 1
    while head := re.compile(rb"\s*(\d+) 0 obj\n").match(data, at):
        end = data.index(b"\nendobj", head.end())
        stream = data.find(b"stream\n", head.end(), end)
        length = _LENGTH.search(data, head.end(), stream) if stream >= 0 else None
        if length:
            end = data.index(b"\nendobj", stream + len(b"stream\n") + int(length.group(1)))
        bodies[int(head.group(1))] = data[head.end() : end]
        at = end + len(b"\nendobj")
    return bodies


def _in_order(body: bytes) -> bytes:
    """List the resources of an object by their names."""
    head = _head(body)
    return _RESOURCES.sub(_sorted_entries, head) + body[len(head) :]


def _sorted_entries(entries: re.Match[bytes]) -> bytes:
    lines = sorted(line.strip() for line in entries.group(1).splitlines() if line.strip())
    return b"<<\n      " + b"\n      ".join(lines) + b"\n    >>"


def _head(body: bytes) -> bytes:
    """An object without the bytes of its stream."""
    return body.split(b"stream\n", 1)[0]


def _number(bodies: dict[int, bytes], root: int) -> dict[int, int]:
    """New numbers by old ones, in the order in which the objects are first referred to."""
    numbers: dict[int, int] = {}
    waiting = [root]
    while waiting:
        old = waiting.pop(0)
        if old in numbers:
            continue
        numbers[old] = len(numbers) + 1
        waiting += [int(number) for number in _REFERENCE.findall(_head(bodies[old]))]
    return numbers


def _renumbered(body: bytes, numbers: dict[int, int]) -> bytes:
    head = _head(body)
    new = _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found.group(1))], head)
    return new + body[len(head) :]


def _assemble(objects: list[tuple[int, bytes]]) -> bytes:
    parts, offsets, at = [_HEADER], [], len(_HEADER)
    for number, body in objects:
        part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        offsets.append(at)
        parts.append(part)
        at += len(part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table))
    parts.append(b"trailer\n<<\n  /Size %d\n  /Root 1 0 R\n  /Info %d 0 R\n>>\n" % (size, size - 1))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
    return b"".join(parts)
