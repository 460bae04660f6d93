"""Weekly opening hours as people describe them, and the equivalent OSM string.

An immutable value of what the form supports: spans for each weekday, different hours on
"the first Saturday of the month", public holidays, a season, by appointment, a remark.
`week_of` does not parse what OSM's `opening_hours` can express beyond that.
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

MAX_REMARK_LENGTH = 200  # characters
BY_APPOINTMENT = "by appointment"
# Spellings in the sources; displayed in the user's language.
_APPOINTMENT = re.compile(
    r"(by|on|upon|per)\s+(appointment|request|arrangement)"
    r"|(nach|nur nach)\s+(vereinbarung|absprache)"
    r"|(sur|uniquement sur)\s+rendez-vous|con\s+cita(\s+previa)?",
    re.IGNORECASE,
)


class Holidays(StrEnum):
    """What is known about public holidays."""

    NOT_SAID = ""
    AS_USUAL = "as_usual"
    CLOSED = "closed"
    OTHER = "other"


class Appointment(StrEnum):
    """Which times are by appointment, in addition to the days that are."""

    NONE = ""
    OTHERWISE = "otherwise"  # outside the opening hours
    ONLY = "only"


NO_DAYS: tuple[Spans, ...] = ((),) * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Hours for one audience; InvalidWeek if no string represents them exactly."""

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
        has_hours = self.has_times or bool(self.appointment_days)
        yield only and has_hours, "“Only by appointment” excludes other hours."
        yield (
            otherwise and not self.has_times,
            "“Otherwise by appointment” needs other hours.",
        )
        yield bool(self.season) and nothing and not has_hours, "A season needs hours."

    @property
    def has_times(self) -> bool:
        """Return whether it has any times."""
        return any(self.days) or bool(self.monthly or self.holiday_spans)

    @property
    def passes_midnight(self) -> bool:
        """Return whether any span ends on the next day."""
        usual = (*self.days, *(row.spans for row in self.monthly))
        return any(span.passes_midnight for spans in usual for span in spans)

    def _cuts_a_night(self) -> bool:
        """Return whether rules for days of the month conflict with hours past midnight.

        Evaluators cut hours that continue past midnight into a day with its own rule
        after ";", and do not cut hours that start on a day replaced by such a rule.
        """
        usual = [(day, spans) for day, spans in enumerate(self.days)]
        monthly = [(row.weekday, row.spans) for row in self.monthly]
        nights = {
            day
            for day, spans in (*usual, *monthly)
            if any(span.passes_midnight for span in spans)
        }
        into = {(day + 1) % 7 for day in nights}
        replaced = {row.weekday for row in self.monthly if self._replaces_hours(row)}
        ending = {row.weekday for row in self.monthly if self.takes_over(row)}
        return bool(replaced & nights or ending & into)

    def takes_over(self, row: Monthly) -> bool:
        """Return whether other hours would apply on this day without it."""
        return row.weekday in self.appointment_days or self._replaces_hours(row)

    def _replaces_hours(self, row: Monthly) -> bool:
        """Return whether it replaces other hours.

        Those are the weekday's usual hours or, for the last of a month, those of the
        fourth: in some months both are the same day, and the last one takes precedence.
        """
        fourth = [
            other.spans
            for other in self.monthly
            if row.nth == LAST and (other.weekday, other.nth) == (row.weekday, 4)
        ]
        return bool(self.days[row.weekday]) or any(s != row.spans for s in fourth)

    def text(self) -> str:
        """Return the `opening_hours` string; empty if there are no hours."""
        season = f"{self.season.text()} " if self.season else ""
        weekly = [season + rule for rule in self._weekly()]
        added, taking_over = self._monthly(season)
        # A rule after ";" cuts hours that continue into its day; one after "," does
        # not.
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
        """Return the additional and the replacing rules for days of the month."""
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
        # Without "open" a remark would make the times uncertain (specification).
        return f'{times} open "{self.remark}"' if self.remark else times

    def _quoted(self) -> str:
        appointed = self.appointment or self.appointment_days
        words = [BY_APPOINTMENT] if appointed else []
        if self.remark and not self.has_times:
            words.append(self.remark)
        return f'"{": ".join(words)}"'


def means_appointment(words: str) -> bool:
    """Return whether a remark means "by appointment" and nothing else."""
    return _APPOINTMENT.fullmatch(words.strip()) is not None


def grouped(days: tuple[Spans, ...]) -> list[tuple[list[int], Spans]]:
    """Return the weekdays with hours, grouped by identical hours."""
    groups: dict[Spans, list[int]] = {}
    for day, spans in enumerate(days):
        if spans:
            groups.setdefault(spans, []).append(day)
    return [(same, spans) for spans, same in groups.items()]


def runs(days: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of consecutive weekdays."""
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
    if len(remark) > MAX_REMARK_LENGTH:
        raise InvalidWeek(f"A remark can have at most {MAX_REMARK_LENGTH} characters.")
    if means_appointment(remark) or remark.startswith(f"{BY_APPOINTMENT}:"):
        raise InvalidWeek("Enter “by appointment” as its own field, not as a remark.")
