"""The kinds of things that people report and moderators decide about.

Each kind is one declaration. Those of the packages below are in `content_kinds`;
packages above register theirs in `ready()`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from geoapp.accounts.models import User
from geoapp.stewardship.decisions import Outcome
from geoapp.stewardship.deeds import DeedKind, register_deed_kinds
from geoapp.stewardship.report_models import ReportTopic

Measure = Callable[[UUID, datetime], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedItem:
    """One thing of a kind. `responsible` get the statement of reasons.

    `path` leads to it or to the page that shows it; `edit_path` is for moderators.
    """

    title: str
    path: str
    is_public: bool
    responsible: tuple[User, ...]
    venue_id: UUID | None = None
    edit_path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentKind:
    """A kind of thing: what can be said about it, and what can be done with it.

    Each function takes an item's id and, where it writes, the time (aware). `find`
    returns None for an id that does not exist. `withhold` hides what endangers a
    person, or shows it again. `hide` and `show` take the whole item from public view
    and back; `erase` cannot be undone. If withholding leaves the rest of the item
    public, that can also be the decision (`withholds_part`). `measures` are the other
    outcomes that do something. `take_back` are the kinds of deeds about such items, in
    the order in which they are taken back. Without `erase`, nothing is erased. With
    `labels`, only these outcomes are possible, and they are called so.
    """

    name: str  # stored with reports, so it never changes
    label: str | Promise
    topics: tuple[ReportTopic, ...]
    find: Callable[[UUID], ReportedItem | None]
    withhold: Callable[[UUID, bool], None]
    hide: Measure
    show: Measure
    erase: Measure | None
    withholds_part: bool = False
    measures: Mapping[Outcome, Measure] = field(default_factory=dict)
    take_back: tuple[DeedKind, ...] = ()
    labels: Mapping[Outcome, str | Promise] = field(default_factory=dict)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Return what a moderator can decide, the mildest first."""
        if self.labels:
            return tuple(outcome for outcome in Outcome if outcome in self.labels)
        special = {Outcome.CLOSED, Outcome.AREA_ONLY} - set(self.measures)
        if self.withholds_part:
            special.discard(Outcome.AREA_ONLY)
        if self.erase is None:
            special.add(Outcome.ERASED)
        return tuple(outcome for outcome in Outcome if outcome not in special)

    def label_of(self, outcome: Outcome) -> str:
        """Return how an outcome is called for this kind."""
        return str(self.labels.get(outcome, outcome.label))

    def carry_out(self, outcome: Outcome, item_id: UUID, at: datetime) -> None:
        """Do what the outcome says; nothing for one that only records something."""
        verbs = {
            Outcome.REMOVED: self.hide,
            Outcome.ERASED: self.erase,
            **self.measures,
        }
        verb = verbs.get(outcome)
        if verb is not None:
            verb(item_id, at)


_kinds: dict[str, ContentKind] = {}


def register_content_kind(kind: ContentKind) -> None:
    """Add a kind, so that it can be reported and deeds about it taken back."""
    _kinds[kind.name] = kind
    register_deed_kinds(kind.take_back)


def content_kind(name: str) -> ContentKind | None:
    """Return the kind of this name, if there is one."""
    return _kinds.get(name)


def content_kinds() -> tuple[ContentKind, ...]:
    """Return every kind that can be reported."""
    return tuple(_kinds.values())
