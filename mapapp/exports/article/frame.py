"""The part of the world that an article shows first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mapapp.exports.article.options import WORLD_BOUNDS, focus_bounds

if TYPE_CHECKING:
    from layers.scene import Scene

Bounds: TypeAlias = tuple[float, float, float, float]
"""(west, south, east, north) in degrees, west < east."""

MARGIN = 0.08  # of the width and height, on each side
SMALLEST_SPAN = 6.0  # degrees: no closer than a small country, whatever the records
HALF_WORLD = 180.0


def frame_bounds(scene: Scene, focus: str) -> Bounds:
    """Find the box that the map shows first.

    Args:
        scene: What is drawn; its points and label points have to be in view.
        focus: As in `ArticleOptions`.

    Returns:
        The box of the focus, or one around what is drawn with a margin. What crosses the
        antimeridian, or spans more than half the world, is shown on the whole world.
    """
    chosen = focus_bounds(focus)
    if chosen is not None:
        return chosen if chosen[0] < chosen[2] else WORLD_BOUNDS
    lons = [*scene["sites"]["lon"], *scene["towns"]["lon"], *_anchors(scene, 0)]
    lats = [*scene["sites"]["lat"], *scene["towns"]["lat"], *_anchors(scene, 1)]
    if not lons or max(lons) - min(lons) > HALF_WORLD:
        return WORLD_BOUNDS
    west, east = _widened(min(lons), max(lons), HALF_WORLD)
    south, north = _widened(min(lats), max(lats), 85.0)
    return west, south, east, north


def _anchors(scene: Scene, axis: int) -> list[float]:
    points = [(each["lon"], each["lat"]) for each in scene["areas"]]
    return [point[axis] for point in points if point[axis] is not None]  # type: ignore[misc]  # the None is gone


def _widened(low: float, high: float, limit: float) -> tuple[float, float]:
    middle = (low + high) / 2
    half = max((high - low) * (1 + 2 * MARGIN), SMALLEST_SPAN) / 2
    return max(-limit, round(middle - half, 2)), min(limit, round(middle + half, 2))
