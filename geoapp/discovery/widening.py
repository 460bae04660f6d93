"""Where nothing is found: how many places a wider circle would show."""

from django.db.models import Count, Q

from geoapp.discovery.far_ahead import TooManyToEvaluate
from geoapp.discovery.question import Question
from geoapp.discovery.search import matching
from geoapp.discovery.wider import WIDER_M, Wider
from geoapp.geo.values import Radius
from geoapp.publishing.querysets import within


def wider_circles(question: Question) -> tuple[Wider, ...]:
    """Return each wider circle that shows more than the one before, with its count.

    Nothing without a place, and no circle with more hours to evaluate than can be.
    One statement, bounded by the widest circle, and for a moment two.
    """
    meant = question.criteria
    steps = [Radius(metres) for metres in WIDER_M if metres > meant.radius.metres]
    if meant.near is None or not steps:
        return ()
    widest, steps = _widest(question, steps)
    if widest is None:
        return ()
    counts = (
        matching(widest)
        .order_by()
        .aggregate(
            **{
                f"at_{step.metres}": Count("pk", filter=Q(within(meant.near, step)))
                for step in steps
            }
        )
    )
    found: list[Wider] = []
    for step in steps:
        count = counts[f"at_{step.metres}"]
        if count > (found[-1].count if found else 0):
            found.append(Wider(step, count))
    return tuple(found)


def _widest(
    question: Question, steps: list[Radius]
) -> tuple[Question | None, list[Radius]]:
    """Return the question of the widest circle that can be answered, and its steps."""
    for count in range(len(steps), 0, -1):
        try:
            # A box would hide what the wider circle is asked for.
            widest = question.elsewhere(radius=steps[count - 1], bbox=None)
        except TooManyToEvaluate:
            continue
        return widest, steps[:count]
    return None, []
