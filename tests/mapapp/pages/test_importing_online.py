"""The import page and an online service: off, then asked as its terms say, once, and marked."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from geodata.importing.previous_import import read_previous_import
from geodata.importing.reading import read_data
from mapapp.panels.import_work import Work

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
SHEET = "City;Country\nMilano;Italien\nXyzzyville;Kroatien\nQwertyham;Kroatien\nXyzzyville;HR\n"


def page():
    from mapapp.pages import importing  # noqa: PLC0415 - runs as a script of its own

    importing.show(None, None)


def open_page():
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["mapapp.kept.importing.work"] = Work("sites.csv", SHEET.encode())
    return app.run()


def press(app, label):
    (button,) = [each for each in app.button if each.label == label]
    return button.click().run()


def ask(app):
    (agreed,) = [each for each in app.checkbox if each.label.startswith("Send")]
    assert agreed.label == "Send 2 names of places to Nominatim (some 2 seconds)"
    agreed.check().run()
    return press(app, "Ask now")


@pytest.fixture(autouse=True)
def _asked_on_this_machine(monkeypatch, local_service):
    monkeypatch.setattr("mapapp.panels.import_work.OnlineGeocoder", local_service.geocoder)
    monkeypatch.setattr("mapapp.panels.import_work.read_apart", read_data)  # without a new process


def test_nothing_is_asked_until_a_person_agrees_to_the_terms(local_service):
    app = open_page()
    said = "".join(each.proto.body for each in app.get("html"))
    assert "At most one request a second" in said
    assert "operations.osmfoundation.org/policies/nominatim" in said
    assert "OpenStreetMap contributors (ODbL)" in said
    assert local_service.asked == []


def test_each_open_place_is_asked_for_once_at_the_services_pace_and_marked_online(local_service):
    app = ask(open_page())
    assert not app.exception
    assert [query for _, query in local_service.asked] == [
        "Xyzzyville, Croatia",
        "Qwertyham, Croatia",
    ]
    (first, _), (second, _) = local_service.asked
    assert second - first >= 1
    press(app, "Open it on the map")
    tables = read_previous_import(app.session_state["mapapp.own"].folder).tables
    methods = {row["name"]: row["method"] for row in tables["places"]}
    assert methods == {"Milan": "alternate", "Xyzzyville": "online", "Qwertyham": "none"}


def test_answers_are_kept_so_that_another_session_does_not_ask_again(local_service):
    ask(open_page())
    asked = len(local_service.asked)
    ask(open_page())
    assert len(local_service.asked) == asked
