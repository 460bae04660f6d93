"""Weekly opening hours as people say them, and the OSM string that says the same.

A frozen value of what a form can ask about: spans for each weekday, other times on
"the first Saturday of the month", public holidays, a season, by appointment, a
remark. What OSM's `opening_hours` can say beyond that, `week_of` leaves alone.
Specification: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from geoapp.venues.weekly_hours.parts import (
    LAST,
    WEEKDAYS,
    InvalidWeek,
    Monthly,
    Season,
    Spans,
    check_spans,
)

LONGEST_REMARK = 200  # characters
BY_APPOINTMENT = "by appointment"
# What lists write for it; it is shown in the reader's language from then on.
_APPOINTMENT = re.compile(
    r"(by|on|upon|per)\s+(appointment|request|arrangement)"
    r"|(nach|nur nach)\s+(vereinbarung|absprache)"
    r"|(sur|uniquement sur)\s+rendez-vous|con\s+cita(\s+previa)?",
    re.IGNORECASE,
)


class Holidays(StrEnum):
    """What is said of public holidays."""

    NOT_SAID = ""
    AS_USUAL = "as_usual"
    CLOSED = "closed"
    OTHER = "other"


class Appointment(StrEnum):
    """What of the time is by appointment, beside the days that are."""

    NONE = ""
    OTHERWISE = "otherwise"  # whenever it is not open
    ONLY = "only"


NO_DAYS: tuple[Spans, ...] = ((),) * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Hours for one audience. Raises InvalidWeek for what no string says exactly."""

    days: tuple[Spans, ...] = NO_DAYS  # Monday first
    monthly: tuple[Monthly, ...] = ()
    holidays: Holidays = Holidays.NOT_SAID
    holiday_spans: Spans = ()
    season: Season | None = None
    appointment: Appointment = Appointment.NONE
    appointment_days: frozenset[int] = frozenset()
    remark: str = ""

    def __post_init__(self) -> None:
        for spans in (*self.days, self.holiday_spans):
            check_spans(spans)
        _check_remark(self.remark)
        for contradicts, reason in self._contradictions():
            if contradicts:
                raise InvalidWeek(reason)

    def _contradictions(self) -> Iterator[tuple[bool, str]]:
        order = [row.order for row in self.monthly]
        only = self.appointment == Appointment.ONLY
        otherwise = self.appointment == Appointment.OTHERWISE
        usual = self.holidays == Holidays.AS_USUAL
        other = self.holidays == Holidays.OTHER
        no_weekdays = not (any(self.days) or self.appointment_days)
        nothing = no_weekdays and not (self.appointment or self.remark)
        yield len(self.days) != 7, "A week must have seven days."
        yield (
            order != sorted(set(order)),
            "Days of the month must be unique and in order.",
        )
        yield (
            self._cuts_a_night(),
            "Days of the month conflict with hours past midnight.",
        )
        both = any(self.days[day] for day in self.appointment_days)
        yield both, "A day has either hours or is by appointment."
        yield (
            other != bool(self.holiday_spans),
            "Different hours on public holidays need times.",
        )
        yield usual and no_weekdays, "Usual hours on holidays need hours on weekdays."
        more = self.has_times or bool(self.appointment_days)
        yield only and more, "“Only by appointment” excludes other hours."
        yield (
            otherwise and not self.has_times,
            "“Otherwise by appointment” needs other hours.",
        )
        yield bool(self.season) and nothing and not more, "A season needs hours."

    @property
    def has_times(self) -> bool:
        """Whether it names any time of a day."""
        return any(self.days) or bool(self.monthly or self.holiday_spans)

    @property
    def passes_midnight(self) -> bool:
        """Whether any span ends on the day after it began."""
        usual = (*self.days, *(row.spans for row in self.monthly))
        return any(span.passes_midnight for spans in usual for span in spans)

    def _cuts_a_night(self) -> bool:
        """Whether a night would go on that another rule ends, or the reverse.

        Evaluators cut what comes over midnight into a day with a rule of its own
        after ";", and do not cut what goes out of a day that such a rule replaces.
        """
        usual = [(day, spans) for day, spans in enumerate(self.days)]
        more = [(row.weekday, row.spans) for row in self.monthly]
        nights = {
            day
            for day, spans in (*usual, *more)
            if any(span.passes_midnight for span in spans)
        }
        into = {(day + 1) % 7 for day in nights}
        replaced = {row.weekday for row in self.monthly if self._replaces_hours(row)}
        ending = {row.weekday for row in self.monthly if self.takes_over(row)}
        return bool(replaced & nights or ending & into)

    def takes_over(self, row: Monthly) -> bool:
        """Whether on its day of the month something else would hold without it."""
        return row.weekday in self.appointment_days or self._replaces_hours(row)

    def _replaces_hours(self, row: Monthly) -> bool:
        """Whether it stands in the place of other hours.

        Those are the weekday's usual ones, or for the last of a month the fourth's:
        in some months they are one day, and then the last has the word.
        """
        fourth = [
            other.spans
            for other in self.monthly
            if row.nth == LAST and (other.weekday, other.nth) == (row.weekday, 4)
        ]
        return bool(self.days[row.weekday]) or any(s != row.spans for s in fourth)

    def text(self) -> str:
        """Return the `opening_hours` string; "" where nothing is said."""
        season = f"{self.season.text()} " if self.season else ""
        weekly = [season + rule for rule in self._weekly()]
        added, taking_over = self._monthly(season)
        # A rule after ";" ends what came over midnight into its day; after "," not.
        joint = ", " if self.passes_midnight else "; "
        rules = [joint.join([*weekly, *added])]
        if self.holidays == Holidays.AS_USUAL:
            rules += [f"{season}PH {rule}" for rule in self._weekly()]
        rules += [*taking_over, self._on_holidays(season)]
        text = "; ".join(rule for rule in rules if rule)
        otherwise = self.appointment == Appointment.OTHERWISE
        return f'{text} || "{BY_APPOINTMENT}"' if otherwise else text

    def _weekly(self) -> Iterator[str]:
        for days, spans in grouped(self.days):
            yield f"{_days_text(days)} {self._times(spans)}"
        if self.appointment_days:
            yield f"{_days_text(self.appointment_days)} {self._quoted()}"
        elif self.appointment == Appointment.ONLY or (
            self.remark and not self.has_times
        ):
            yield self._quoted()

    def _monthly(self, season: str) -> tuple[list[str], list[str]]:
        """Return the rules for days of the month: beside, and instead of a weekday's."""
        beside: list[str] = []
        instead: list[str] = []
        for row in self.monthly:
            day = f"{WEEKDAYS[row.weekday]}[{row.nth}]"
            rules = instead if self.takes_over(row) else beside
            rules.append(f"{season}{day} {self._times(row.spans)}")
        return beside, instead

    def _on_holidays(self, season: str) -> str:
        if self.holidays == Holidays.CLOSED:
            return "PH off"
        if self.holidays == Holidays.OTHER:
            return f"{season}PH {self._times(self.holiday_spans)}"
        return ""

    def _times(self, spans: Spans) -> str:
        times = ",".join(span.text() for span in spans)
        # Without the word a remark would make the times unsure (specification).
        return f'{times} open "{self.remark}"' if self.remark else times

    def _quoted(self) -> str:
        appointed = self.appointment or self.appointment_days
        words = [BY_APPOINTMENT] if appointed else []
        if self.remark and not self.has_times:
            words.append(self.remark)
        return f'"{": ".join(words)}"'


def means_appointment(words: str) -> bool:
    """Whether a remark says "by appointment" and no more."""
    return _APPOINTMENT.fullmatch(words.strip()) is not None


def grouped(days: tuple[Spans, ...]) -> list[tuple[list[int], Spans]]:
    """Return the weekdays with hours, those with the same times together."""
    groups: dict[Spans, list[int]] = {}
    for day, spans in enumerate(days):
        if spans:
            groups.setdefault(spans, []).append(day)
    return [(same, spans) for spans, same in groups.items()]


def runs(days: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of weekdays without a gap."""
    spans: list[tuple[int, int]] = []
    for day in sorted(days):
        if spans and spans[-1][1] == day - 1:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans


def _days_text(days: Iterable[int]) -> str:
    return ",".join(
        WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"
        for first, last in runs(days)
    )


def _check_remark(remark: str) -> None:
    if '"' in remark or remark != " ".join(remark.split()):
        raise InvalidWeek("A remark must be one line without double quotes.")
    if len(remark) > LONGEST_REMARK:
        raise InvalidWeek(f"A remark can have at most {LONGEST_REMARK} characters.")
    if means_appointment(remark) or remark.startswith(f"{BY_APPOINTMENT}:"):
        raise InvalidWeek("Enter “by appointment” as its own field, not as a remark.")
