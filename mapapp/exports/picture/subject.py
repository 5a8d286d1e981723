"""What a picture is about, and the scenes that its maps draw of it.

A picture shows sites; agreements only where they are asked for, and as a picture of their own
where they are without sites: the host countries filled, each with its number. What else a
selection holds is drawn if there is nothing of both.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any

from layers.scene import build_scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geodata.layer_specs import Role
    from layers.scene_types import Area, Scene, Sites, Towns
    from layers.selection import Selected

    AreShown = Callable[[Sequence[tuple[float, float]]], Sequence[bool]]


def subject_of(shown: Selected) -> Role:
    """The role that a picture is about: the first of these of which there are records."""
    roles: tuple[Role, ...] = ("site", "agreement")
    return next((role for role in roles if not shown.of_role(role).empty), "statement")


def of_subject(shown: Selected) -> Selected:
    """The records that a picture is about, and agreements beside sites if they are asked for."""
    about, subject = shown.collection.about, subject_of(shown)
    if subject == "statement":
        return shown
    layers = {*about.of_role(subject)}
    if asks_for_agreements(shown):
        layers.update(about.of_role("agreement"))
    return shown.filtered(
        {layer: [layer in layers] * len(shown.table(layer)) for layer in shown.layers}
    )


def draw_scene(shown: Selected, language: str, colour: str) -> Scene:
    """The scene of a picture of such records.

    Beside sites, arcs and towns of agreements are drawn only if countries are chosen.
    """
    scene = build_scene(shown, language=language, colour_by=colour, has_labels=False)
    subject = subject_of(shown)
    kinds = {"response"} if subject == "statement" else {"unlocated", "agreement", "proposed"}
    scene = {**scene, "areas": [each for each in scene["areas"] if each["kind"] in kinds]}
    if subject == "site" and shown.selection.chosen("country"):
        return scene
    return {**scene, "towns": _kept(scene["towns"], ()), "arcs": []}


def asks_for_agreements(shown: Selected) -> bool:
    """Whether layers of agreements are named, not only shown with all others."""
    named = shown.selection.chosen("layer") or frozenset()
    return bool(named.intersection(shown.collection.about.of_role("agreement")))


def keep_where(scene: Scene, are_shown: AreShown) -> Scene:
    """The part of a scene whose places lie where a function says of many (lon, lat)."""

    def kept(columns: Sites | Towns) -> Any:
        return _kept(columns, are_shown([*zip(columns["lon"], columns["lat"], strict=True)]))

    def is_kept(area: Area) -> bool:
        return area["lon"] is None or are_shown([(area["lon"], area["lat"] or 0.0)])[0]

    return {
        **scene,
        "sites": kept(scene["sites"]),
        "towns": kept(scene["towns"]),
        "areas": [each for each in scene["areas"] if is_kept(each)],
    }


def count_sites(scene: Scene) -> int:
    """How many sites a scene shows, in cities and for whole countries."""
    return sum(scene["sites"]["count"]) + count_unlocated(scene["areas"])


def count_unlocated(areas: Sequence[Area]) -> int:
    """How many sites have no city on a map, and are counted for a country."""
    return sum(area["count"] for area in areas if area["kind"] == "unlocated")


def _kept(columns: Any, are_kept: Iterable[bool]) -> Any:
    kept = list(are_kept)
    return {name: list(compress(cells, kept)) for name, cells in columns.items()}
