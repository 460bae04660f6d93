"""What is asked, understood once: every view of a result answers the same question."""

from dataclasses import dataclass, replace

from geoapp.discovery.criteria import SearchCriteria
from geoapp.discovery.understanding import Understanding, understand
from geoapp.publishing.models import PublishedOpening
from geoapp.publishing.querysets import beyond_computed


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Criteria with the place that their text names put in, and how it was read.

    `beyond` says that some hours are not computed up to the moment asked for, so
    that their strings have to be evaluated before anything is counted.
    """

    criteria: SearchCriteria
    understanding: Understanding
    beyond: bool

    def but(self, **changes: object) -> "Question":
        """Return the question with some members of its criteria changed."""
        return replace(self, criteria=self.criteria.but(**changes))


def question_of(criteria: SearchCriteria, *, like: Question | None = None) -> Question:
    """Return the question that criteria ask.

    `like` is one that was read before: what both have in common is not read again.
    """
    if like and _same_text(criteria, like):
        understanding = like.understanding
    else:
        understanding = understand(criteria)
    if criteria.near is None and understanding.near is not None:
        criteria = criteria.but(near=understanding.near)
    beyond = like.beyond if like and _same_time(criteria, like) else _beyond(criteria)
    return Question(criteria=criteria, understanding=understanding, beyond=beyond)


def _same_text(criteria: SearchCriteria, like: Question) -> bool:
    """Whether the text is the same and is read from the same place."""
    named = like.understanding.place
    given = None if named else like.criteria.near
    return (criteria.q, criteria.near, criteria.bbox) == (
        like.criteria.q,
        given,
        like.criteria.bbox,
    )


def _same_time(criteria: SearchCriteria, like: Question) -> bool:
    known = like.criteria
    return (criteria.open_at, criteria.audience) == (known.open_at, known.audience)


def _beyond(criteria: SearchCriteria) -> bool:
    if criteria.open_at is None:
        return False
    outside = beyond_computed(criteria.open_at)
    rows = PublishedOpening.objects.filter(outside, audience=criteria.audience)
    return rows.filter(parsed=True).exists()
