from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from layers.bundle import BundleError, bundle

if TYPE_CHECKING:
    from pathlib import Path


def write_modules(folder: Path, modules: dict[str, str]) -> Path:
    """Write modules by name; the first is the entry."""
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(modules))}.js"


def test_each_module_stands_once_after_those_that_it_imports(tmp_path: Path):
    entry = write_modules(
        tmp_path,
        {
            "page": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nrun(b, c);\n',
            "b": 'import {\n  c,\n  d\n} from "./c.js";\nexport const b = c + d;\n',
            "c": "export const c = 1;\nexport const d = 2;\n",
        },
    )
    assert bundle(entry) == ('(()=>{"use strict";const c=1;const d=2;const b=c+d;run(b,c);})();')


def test_a_module_can_be_given(tmp_path: Path):
    entry = write_modules(tmp_path, {"page": 'import { looks } from "./looks.js";\nrun(looks);\n'})
    given = {"looks.js": 'export const looks = {"a": 1};\n'}
    assert 'const looks={"a":1};run(looks);' in bundle(entry, given)


def test_the_default_export_of_a_component_stays_one(tmp_path: Path):
    entry = write_modules(
        tmp_path,
        {
            "form": 'import { a } from "./a.js";\nexport default function show() { return a; }\n',
            "a": "export class a {}\n",
        },
    )
    assert bundle(entry) == (
        'export default(()=>{"use strict";class a{}\nfunction show(){return a;}\nreturn show;})();'
    )


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({"a": 'import b from "./b.js";\n', "b": ""}, "a.js: cannot link 'import b from"),
        ({"a": 'import * as b from "./b.js";\n', "b": ""}, "a.js: cannot link 'import"),
        ({"a": 'import "./b.js";\n', "b": ""}, "a.js: cannot link 'import"),
        ({"a": 'import { b } from "library";\n'}, "a.js: cannot link 'import"),
        ({"a": 'await import("./b.js");\n'}, "a.js: cannot link 'import"),
        ({"a": "const a = 1;\nexport { a };\n"}, "a.js: cannot link 'export { a };'"),
        ({"a": "export let a = 1;\n"}, "a.js: cannot link 'export let"),
        (
            {"a": 'import { b } from "./b.js";\n', "b": "export default function b() {}\n"},
            "b.js: cannot link 'export default",
        ),
        (
            {"a": 'import { b as c } from "./b.js";\n', "b": "export const b = 1;\n"},
            "a.js: b.js does not export 'b as c'",
        ),
        ({"a": 'import { b } from "./b.js";\n', "b": "const b = 1;\n"}, "b.js does not export 'b'"),
        ({"a": 'import { b } from "./b.js";\n'}, "There is no module b.js"),
        (
            {
                "a": 'import { b } from "./b.js";\nexport const a = 1;\n',
                "b": 'import { a } from "./a.js";\nexport const b = 1;\n',
            },
            "in a circle: a.js → b.js → a.js",
        ),
        (
            {"a": 'import { b } from "./b.js";\nconst c = b;\n',
             "b": "export const b = 1;\nfunction c() {}\n"},
            "a.js and b.js both declare 'c'",
        ),
        ({"a": "const { b } = c;\n"}, "a.js: declare one name at a time, not '{'"),
    ],
)  # fmt: skip
def test_what_cannot_be_linked_is_refused(tmp_path: Path, modules: dict[str, str], said: str):
    with pytest.raises(BundleError) as caught:
        bundle(write_modules(tmp_path, modules))
    assert said in str(caught.value)
