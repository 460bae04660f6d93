"""Where nothing is found: what lies further away, counted and by name."""

from dataclasses import dataclass

from django.db.models import Count, Q, Window

from geoapp.discovery.far_ahead import TooManyToEvaluate
from geoapp.discovery.question import Question
from geoapp.discovery.search import matching
from geoapp.discovery.wider import WIDER_M, Wider
from geoapp.geo.values import MAX_RADIUS_M, Position, Radius
from geoapp.publishing.models import PublishedVenue
from geoapp.publishing.querysets import within

FURTHEST = Radius(MAX_RADIUS_M)
_NEAREST = 3
_NAMED = ("slug", "name", "kind", "locality", "precision", "uncertainty_m")


@dataclass(frozen=True, slots=True)
class Further:
    """Wider circles that show more, and the nearest places, with `distance_m`."""

    circles: tuple[Wider, ...] = ()
    nearest: tuple[PublishedVenue, ...] = ()


def look_further(question: Question) -> Further:
    """Return each wider circle that shows more than the one before, and the nearest.

    Distances count from the place, else from the middle of the box; without either
    there is nothing further, nor with more hours to evaluate than can be. One
    statement, bounded by FURTHEST, and for a moment two.
    """
    meant = question.criteria
    middle = meant.near or (meant.bbox.centre() if meant.bbox else None)
    if middle is None:
        return Further()
    steps = [Radius(m) for m in WIDER_M if m > meant.radius.metres and meant.near]
    widest, circles = _widest(question, middle, sorted({*steps, FURTHEST}, key=_metres))
    if widest is None:
        return Further()
    steps = [step for step in steps if step in circles]
    rows = list(
        matching(widest)
        .annotate(
            **{
                f"at_{step.metres}": Window(Count("pk", filter=Q(within(middle, step))))
                for step in steps
            }
        )
        .nearest_to(middle)
        .only(*_NAMED)[:_NEAREST]
    )
    found: list[Wider] = []
    for step in steps if rows else ():
        count = getattr(rows[0], f"at_{step.metres}")
        if count > (found[-1].count if found else 0):
            found.append(Wider(step, count))
    return Further(tuple(found), tuple(rows))


def _metres(circle: Radius) -> float:
    return circle.metres


def _widest(
    question: Question, middle: Position, circles: list[Radius]
) -> tuple[Question | None, list[Radius]]:
    """Return the question of the widest circle that can be answered, and those in it."""
    for count in range(len(circles), 0, -1):
        try:
            # A box would hide what the wider circle is asked for.
            widest = question.elsewhere(
                near=middle, radius=circles[count - 1], bbox=None
            )
        except TooManyToEvaluate:
            continue
        return widest, circles[:count]
    return None, []
