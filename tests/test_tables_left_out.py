"""A collection need not have every table: one left out is one without rows, everywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.errors import BadCollectionError
from geodata.standard_tables import standard_columns
from layers.selection import Selection, select
from mapapp.cli import app
from tests.every_export import export_everything
from tests.record import LAYERS, SEEDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import CollectionWriter

OPTIONAL = ("claims", *LAYERS, "network_claims")
CASES = [pytest.param((name,), id=name) for name in OPTIONAL] + [
    pytest.param(tuple(name for name in OPTIONAL if name != kept), id=f"all but {kept}")
    for kept in LAYERS
]
COMMANDS = {
    "check": (("check",), ""),
    "article": (("export", "article"), ".html"),
    "picture": (("export", "picture"), ".svg"),
    "table": (("export", "table"), ".xlsx"),
    "brief": (("brief", "Italy", "Kenya"), ".md"),
}
PAGES = ("map", "article", "briefing", "methods")


@pytest.fixture
def without(write_collection: CollectionWriter) -> Any:
    """Write a collection with a row in every table, then take some tables out of it."""

    def write(left_out: tuple[str, ...]) -> Path:
        folder = write_collection(
            stations=[{"precision": "city", "city": "Rome"}],
            agreements=[{"places": "Rome"}],
            responses=[{}],
            operations=[{}],
            network_claims=[{}],
            claims=[{}],
            places=[{"country": "IT", "name": "Rome", "lon": "12.5", "lat": "41.9"}],
        )
        path = folder / "datapackage.json"
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        for table in descriptor["resources"]:
            if table["name"] in left_out:
                (folder / table["path"]).unlink()
        descriptor["resources"] = [
            table for table in descriptor["resources"] if table["name"] not in left_out
        ]
        path.write_text(json.dumps(descriptor), encoding="utf-8")
        return folder

    return write


@pytest.mark.parametrize("left_out", CASES)
def test_a_table_left_out_is_read_as_one_without_rows(without: Any, left_out: tuple[str, ...]):
    folder = without(left_out)
    assert find_faults(folder) == ()
    collection = read_collection(folder)
    for name in OPTIONAL:
        assert (name in collection.about.tables) == (name not in left_out)
    columns = {each["name"] for each in standard_columns("claims")}
    assert columns <= set(collection.tables["claims"].columns)


@pytest.mark.parametrize("left_out", CASES)
def test_everything_is_exported_without_a_table(without: Any, left_out: tuple[str, ...]):
    shown = frozenset(LAYERS).difference(left_out)
    export_everything(without(left_out), Selection(layer=shown))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("left_out", CASES[:1])
def test_every_command_works_without_a_table(
    without: Any, tmp_path: Path, left_out: tuple[str, ...], command: str
):
    words, suffix = COMMANDS[command]
    output = tmp_path / f"out{suffix}"
    folder = without(left_out)
    asked = [*words, str(folder)] if command == "check" else [
        *words, "--collection", str(folder), "-o", str(output)
    ]  # fmt: skip
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    assert command == "check" or output.stat().st_size > 0


def _show(collection: object, name: str) -> None:
    """What a test runs in place of the app: one of its pages."""
    from importlib import import_module  # noqa: PLC0415 - Streamlit runs this text alone

    from layers.selection import Selection  # noqa: PLC0415 - the same
    from mapapp.view import View  # noqa: PLC0415 - the same

    record = str(collection.tables[collection.about.layers[0]].index[0])
    view = View(Selection(layer=frozenset(collection.about.layers)), record=record)
    import_module(f"mapapp.pages.{name}").show(collection, view)


@pytest.mark.parametrize("left_out", CASES)
def test_every_page_opens_without_a_table(without: Any, left_out: tuple[str, ...]):
    collection = read_collection(without(left_out))
    for name in PAGES:
        kwargs = {"collection": collection, "name": name}
        page = AppTest.from_function(_show, kwargs=kwargs, default_timeout=60).run()
        assert not page.exception, name


COLUMNS = [
    pytest.param(table["name"], field["name"], id=f"{table['name']}-{field['name']}")
    for table in json.loads((SEEDS / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    for field in table["schema"]["fields"]
]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_column_left_out_is_reported_or_read_as_empty(without: Any, table: str, column: str):
    folder = without(())
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    (resource,) = (each for each in descriptor["resources"] if each["name"] == table)
    fields = resource["schema"]["fields"]
    resource["schema"]["fields"] = [field for field in fields if field["name"] != column]
    layer = resource.get("layer", {})
    for meaning in [key for key, own in layer.items() if own == column]:
        del layer[meaning]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    cells = pd.read_csv(folder / resource["path"], dtype=str, keep_default_na=False)
    cells.drop(columns=column).to_csv(folder / resource["path"], index=False)
    try:
        collection = read_collection(folder)
    except BadCollectionError:
        return  # reported: the error cannot be made without a fault
    assert select(collection, Selection()).layers


@pytest.mark.parametrize("name", ["sources", "editions", "jurisdictions", "places"])
@pytest.mark.parametrize("command", [*COMMANDS, "locate"])
def test_every_command_reports_a_table_that_none_can_do_without(
    without: Any, tmp_path: Path, command: str, name: str
) -> None:
    words, ending = COMMANDS.get(command, (("locate",), ""))
    folder = str(without((name,)))
    output = ("--collection", folder, "-o", str(tmp_path / f"out{ending}")) if ending else (folder,)

    result = CliRunner().invoke(app, [*words, *output])

    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    assert f"has no table {name}" in result.output
