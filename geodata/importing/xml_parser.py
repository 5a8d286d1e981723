"""XML read in pieces by a real parser (expat): comments, quotes and prefixes do not matter.

No document type is allowed: entities that multiply or lead elsewhere are refused.
"""

from __future__ import annotations

import io
from typing import IO, Any, Protocol
from xml.parsers import expat

from geodata.importing.file_errors import BrokenFileError, ImportFileError

CHUNK = 256 * 1024


class XmlReader(Protocol):
    """Called for each element, by its name with its prefix, and for the texts between them."""

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, piece: str) -> None:
        """A piece of text."""


def parse_xml(part: IO[bytes], reader: XmlReader, *, name: str, kind: str) -> None:
    """Read XML to its end.

    Args:
        part: The XML.
        reader: Is called with what is in it.
        name: Of the file, for messages.
        kind: What the file should be, for messages.

    Raises:
        BrokenFileError: It is not whole, or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text

    def refuse(*_: Any) -> None:
        raise BrokenFileError(name, kind, "it declares entities")

    parser.StartDoctypeDeclHandler = refuse
    try:
        while piece := part.read(CHUNK):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BrokenFileError(name, kind, "it is not whole") from error


def check_xml(data: bytes, *, name: str, kind: str) -> None:
    """See that some XML is whole and declares nothing, before another parser reads it.

    Raises:
        BrokenFileError: As in `parse_xml`.
    """
    try:
        parse_xml(io.BytesIO(data), _IgnoringReader(), name=name, kind=kind)
    except ImportFileError:
        raise
    except (LookupError, ValueError) as error:
        raise BrokenFileError(name, kind, "its encoding is not known") from error


class _IgnoringReader:
    """Takes no notice of what is in it."""

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        pass

    def end(self, tag: str) -> None:
        pass

    def text(self, piece: str) -> None:
        pass
