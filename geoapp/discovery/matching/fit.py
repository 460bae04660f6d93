"""How well a venue meets a need: pure rules, and the one "best first" order.

docs/architecture.md, "Best first", describes the six steps. The oracle in
tests/discovery/matching/test_match_oracle.py computes the same by brute force.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from geoapp.crafts.choices import NOT_RUNNING, Access, Audience, Mode
from geoapp.discovery.hours.open_state import CLOSED, OPEN, UNKNOWN, OpenState
from geoapp.discovery.matching.requirements import Requirements

# Equipment, from the best a venue can say of it to the worst.
LISTED, NOT_LISTED, LISTED_BROKEN, SAID_ABSENT = (
    "listed",
    "not_listed",
    "broken",
    "absent",
)
_MODE_STEP = {Mode.USE: 0, Mode.LEARN: 0, Mode.COMMISSION: 2, Mode.REPAIR: 3}
_MODE_UNKNOWN, _MODE_BUY = 1, 9
EQUAL, NARROWER, BROADER, NO_CRAFT = 0, 1, 2, 3
YES, MAYBE, NO = 0, 1, 2

_OPEN_ACCESS = frozenset({Access.PUBLIC, Access.DROP_IN, Access.COURSE})


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer in the projection; depth 0 is the craft itself."""

    craft: str
    depth: int
    mode: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    """A type of machine in the projection; count 0 means that there is none."""

    equipment: str
    state: str
    count: int | None = None
    induction: str = ""
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything about a venue that matching reads."""

    venue_id: UUID
    offers: tuple[OfferRow, ...]
    equipment: Mapping[str, EquipmentRow]
    access: tuple[str, ...]
    operation: str
    opening: OpenState
    distance_m: float
    confirmed_at: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """The visitor's audience, and whether the query names a time.

    Confirmations of before `known_since` are old to them; None takes no account of it.
    """

    audience: str = Audience.PUBLIC.value
    asks_for_time: bool = False
    known_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well a venue fits, step by step; smaller sorts first."""

    venue_id: UUID
    missing: tuple[str, ...]
    equipment_statuses: Mapping[
        str, str
    ]  # every required machine -> how it stands there
    mode: str  # of the offer that serves best; empty: unknown
    mode_step: int
    craft_step: int
    craft: str  # the offered craft that serves; empty: none
    usable: int
    is_old: bool  # not confirmed within 36 months
    distance_m: float

    @property
    def key(self) -> tuple[int, int, int, int, int, bool, float, str]:
        """Return the sort key: the six steps, then the id as a tie-break."""
        denied = sum(
            s in (LISTED_BROKEN, SAID_ABSENT) for s in self.equipment_statuses.values()
        )
        return (
            len(self.missing),
            denied,
            self.mode_step,
            self.craft_step,
            self.usable,
            self.is_old,
            self.distance_m,
            str(self.venue_id),
        )

    @property
    def only_sells(self) -> bool:
        """Whether the best offer is only a sale."""
        return self.mode_step == _MODE_BUY


def equipment_status(equipment: str, rows: Mapping[str, EquipmentRow]) -> str:
    """Return whether a type of equipment is listed, broken, absent or not listed."""
    row = rows.get(equipment)
    if row is None:
        return NOT_LISTED
    if row.count == 0:
        return SAID_ABSENT
    return LISTED_BROKEN if row.state == "broken" else LISTED


def is_candidate(facts: Facts, needs: Requirements, ancestors: Collection[str]) -> bool:
    """Whether the venue serves a required craft or has a usable required machine."""
    serves = any(_craft_step(o, needs, ancestors) != NO_CRAFT for o in facts.offers)
    has = any(equipment_status(e, facts.equipment) == LISTED for e in needs.required)
    return serves or has


def fit_of(
    facts: Facts, needs: Requirements, ancestors: Collection[str], *, visitor: Visitor
) -> Fit:
    """Return how well the venue fits. `ancestors` are those of the needed crafts."""
    equipment_statuses = {
        e: equipment_status(e, facts.equipment) for e in needs.required
    }
    mode_step, craft_step, craft, mode = _best_offer(facts, needs, ancestors)
    return Fit(
        venue_id=facts.venue_id,
        missing=tuple(e for e, how in equipment_statuses.items() if how != LISTED),
        equipment_statuses=equipment_statuses,
        mode=mode,
        mode_step=mode_step,
        craft_step=craft_step,
        craft=craft,
        usable=usable(facts, visitor),
        is_old=_is_old(facts, visitor),
        distance_m=facts.distance_m,
    )


def _is_old(facts: Facts, visitor: Visitor) -> bool:
    if visitor.known_since is None:
        return False
    return facts.confirmed_at is None or facts.confirmed_at < visitor.known_since


def _best_offer(
    facts: Facts, needs: Requirements, ancestors: Collection[str]
) -> tuple[int, int, str, str]:
    """Return (mode step, craft step, craft, mode) of the best offer.

    If none serves the craft, return the best mode of any offer, with no craft. The same
    applies if the best serving offer is only a sale, and the venue has a required
    machine and an offer that is not a sale.
    """
    serving = min(
        (
            (_mode_step(offer.mode), step, offer.craft, offer.mode)
            for offer in facts.offers
            if (step := _craft_step(offer, needs, ancestors)) != NO_CRAFT
        ),
        default=None,
    )
    # A venue matched only by equipment takes the mode of its other offers.
    modes = [(_mode_step(offer.mode), offer.mode) for offer in facts.offers]
    step, mode = min(modes, default=(_MODE_UNKNOWN, ""))
    holds = any(equipment_status(e, facts.equipment) == LISTED for e in needs.required)
    if serving and (serving[0] != _MODE_BUY or not holds or step == _MODE_BUY):
        return serving
    return step, NO_CRAFT, "", mode


def _mode_step(mode: str) -> int:
    return _MODE_STEP.get(Mode(mode), _MODE_BUY)


def _craft_step(
    offer: OfferRow, needs: Requirements, ancestors: Collection[str]
) -> int:
    """Return EQUAL, NARROWER, BROADER or NO_CRAFT; sibling crafts do not count."""
    if offer.craft in needs.crafts:
        return EQUAL if offer.depth == 0 else NARROWER
    if offer.depth == 0 and offer.craft in ancestors:
        return BROADER
    return NO_CRAFT


def usable(facts: Facts, visitor: Visitor) -> int:
    """Return YES, MAYBE or NO: whether the visitor is admitted at the requested time.

    A venue that is not running is NO.
    """
    if facts.operation in NOT_RUNNING:
        return NO
    steps = [admits(facts.access, visitor.audience)]
    if visitor.asks_for_time:
        steps.append({OPEN: YES, UNKNOWN: MAYBE, CLOSED: NO}[facts.opening.state])
    return max(steps)


def admits(access: Iterable[str], audience: str) -> int:
    """Return YES, MAYBE or NO for an audience; MAYBE if access is unknown."""
    ways = set(access)
    if not ways:
        return MAYBE
    if ways == {Access.SCHOOL_ONLY}:
        return NO
    audiences = {
        Audience.PUBLIC: _OPEN_ACCESS,
        Audience.MEMBERS: {Access.MEMBERSHIP, *_OPEN_ACCESS},
        Audience.COURSE: {Access.COURSE, *_OPEN_ACCESS},
        Audience.APPOINTMENT: {Access.APPOINTMENT, *_OPEN_ACCESS},
    }[Audience(audience)]
    return YES if ways & set(audiences) else NO


def best_first(fits: Iterable[Fit]) -> list[Fit]:
    """Return the fits in the order that all pages and responses use."""
    return sorted(fits, key=lambda fit: fit.key)
