"""One script from our JavaScript modules, for pages that cannot load modules: it links them.

A module imports by `import { a, b } from "./other.js";` and exports by `export function`,
`export const` or `export class`; a component of Streamlit has one `export default function name`.
Our modules need no more, so no more is linked: what is not understood is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rjsmin import jsmin

from geodata.errors import GeodataError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_IMPORT = re.compile(r'^import \{([\w\s,]+)\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function|const|class) (\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default (?=function (\w+))", re.MULTILINE)
_NOT_LINKED = re.compile(r"^(?:import|export)\b.*|\bimport(?:\(|\.meta\b).*", re.MULTILINE)
_DECLARED = re.compile(
    r"^(?:async )?(?:function|class|const|let|var)\b\*? *([^\s(=;]+)", re.MULTILINE
)


class BundleError(GeodataError, ValueError):
    """A module cannot be linked."""


def bundle(entry: Path, given: Mapping[str, str] | None = None) -> str:
    """Link a module and all that it imports into one minified script.

    Args:
        entry: The module that runs last. With a default export, the script is a module that has
            the same.
        given: The text of modules that Python writes, by the name of their file: there is none.

    Raises:
        BundleError: A module holds what is not understood, imports what another does not export
            or imports itself by way of others; or two declare the same name.
    """
    linker = _Linker(given or {})
    linker.add(entry.resolve())
    body = '(() => {\n"use strict";\n' + "".join(linker.parts)
    if linker.default:
        return str(jsmin(f"export default {body}return {linker.default};\n}})();\n"))
    return str(jsmin(f"{body}}})();\n"))


class _Linker:
    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.parts: list[str] = []
        self.exported: dict[Path, set[str]] = {}
        self.declared: dict[str, Path] = {}
        self.default = ""

    def add(self, path: Path, importing: tuple[Path, ...] = ()) -> None:
        """Add a module, after those that it imports."""
        if path in self.exported:
            return
        if path in importing:
            circle = " → ".join(each.name for each in (*importing, path))
            raise BundleError(f"Modules import each other in a circle: {circle}.")
        text = self._read(path)
        for match in _IMPORT.finditer(text):
            other = (path.parent / match[2]).resolve()
            self.add(other, (*importing, path))
            names = {name.strip() for name in match[1].split(",")} - {""}
            if missing := names - self.exported[other]:
                raise BundleError(f"{path.name}: {other.name} does not export {min(missing)!r}.")
        self._link(path, _IMPORT.sub("", text), is_entry=not importing)

    def _read(self, path: Path) -> str:
        if path.name in self.given:
            return self.given[path.name]
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise BundleError(f"There is no module {path.name} in {path.parent.name}.") from error

    def _link(self, path: Path, text: str, *, is_entry: bool) -> None:
        self.exported[path] = set(_EXPORT.findall(text))
        text = _EXPORT.sub("", text)
        if is_entry and (match := _DEFAULT.search(text)):
            self.default = match[1]
            text = _DEFAULT.sub("", text, count=1)
        if match := _NOT_LINKED.search(text):
            raise BundleError(f"{path.name}: cannot link {match[0]!r}.")
        for name in _DECLARED.findall(text):
            if not re.fullmatch(r"[\w$]+", name):
                raise BundleError(f"{path.name}: declare one name at a time, not {name!r}.")
            if name in self.declared:
                other = self.declared[name].name
                raise BundleError(f"{path.name} and {other} both declare {name!r}: rename one.")
            self.declared[name] = path
        self.parts.append(text)
