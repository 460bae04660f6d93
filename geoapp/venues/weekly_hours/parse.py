"""Parse an `opening_hours` string into the equivalent week.

Strings that a week cannot represent exactly are left alone: otherwise opening and
saving a form would silently change them.
"""

from dataclasses import dataclass, field, replace

from geoapp.venues.weekly_hours.parts import LAST, InvalidWeek, Monthly, Spans
from geoapp.venues.weekly_hours.rules import Beyond, Rule, parsed, season_of
from geoapp.venues.weekly_hours.week import (
    BY_APPOINTMENT,
    Appointment,
    Holidays,
    Week,
    means_appointment,
)


@dataclass(slots=True)
class _Reading:
    days: list[Spans] = field(default_factory=lambda: [()] * 7)
    by: list[Rule | None] = field(default_factory=lambda: [None] * 7)
    appointed: set[int] = field(default_factory=set)
    monthly: dict[tuple[int, int], tuple[Spans, Rule]] = field(default_factory=dict)
    holidays: Holidays = Holidays.NOT_SAID
    holiday_spans: Spans = ()
    usual: list[Spans | None] = field(default_factory=lambda: [()] * 7)
    seasons: set[str] = field(default_factory=set)
    remarks: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)  # remarks next to "by appointment"
    only: bool = False
    alone: str = ""


def week_of(text: str) -> Week | None:
    """Return the equivalent week, or None if no week is exactly equivalent."""
    try:
        return _read(text)
    except (Beyond, InvalidWeek):
        return None


def _read(text: str) -> Week:
    rules = parsed(text)
    if rules.otherwise is not None and not means_appointment(rules.otherwise):
        raise Beyond
    reading = _Reading()
    for rule in rules.rules:
        _apply(rule, reading)
    week = _week(reading)
    _check_nights(week, reading)
    if rules.otherwise is None:
        return week
    return replace(week, appointment=Appointment.OTHERWISE)


def _apply(rule: Rule, reading: _Reading) -> None:
    """Apply the next rule; raise Beyond if its order matters in ways a week cannot."""
    closes_holidays = rule.holidays and rule.closes and not rule.days
    # A rule after one for all times, or for holidays, would override it.
    last_word = reading.alone or reading.only
    settled = reading.holidays in {Holidays.CLOSED, Holidays.OTHER}
    if settled or (last_word and not closes_holidays):
        raise Beyond
    if not closes_holidays:
        reading.seasons.add(rule.season)
    if rule.closes and (rule.adds or rule.quote is not None or rule.spans):
        raise Beyond
    if rule.spans:
        reading.remarks.add(_remark_of(rule))
    for holds, take_in in (
        (rule.usual, _as_usual),
        (rule.nths, _on_a_day_of_the_month),
        (rule.days or rule.holidays, _on_weekdays),
        (True, _alone),
    ):
        if holds:
            take_in(rule, reading)
            return


def _remark_of(rule: Rule) -> str:
    if rule.quote is not None and not rule.opens:
        # A quote without a state makes the times uncertain.
        raise Beyond
    return rule.quote or ""


def _as_usual(rule: Rule, reading: _Reading) -> None:
    instead = rule.days & {day for day, _nth in reading.monthly}
    if instead or rule.holidays or rule.closes:
        raise Beyond
    reading.holidays = Holidays.AS_USUAL
    for day in rule.days:
        reading.usual[day] = rule.spans or None
    if not rule.spans and not _is_appointment(rule, reading):
        raise Beyond


def _on_a_day_of_the_month(rule: Rule, reading: _Reading) -> None:
    if not rule.spans:
        raise Beyond
    for place in rule.nths:
        day, _nth = place
        if rule.adds and (reading.days[day] or day in reading.appointed):
            raise Beyond
        if place in reading.monthly or _contests(place, rule, reading):
            raise Beyond
        reading.monthly[place] = (rule.spans, rule)


def _contests(place: tuple[int, int], rule: Rule, reading: _Reading) -> bool:
    """Return whether the rules for the fourth and last weekday contradict the week's.

    In some months both are the same day. After ";" the later rule applies to it, after
    "," both do; in a week, the last one always wins.
    """
    day, nth = place
    other = {4: LAST, LAST: 4}.get(nth, nth)
    spans, _rule = reading.monthly.get((day, other), (rule.spans, rule))
    return spans != rule.spans and (rule.adds or nth != LAST)


def _on_weekdays(rule: Rule, reading: _Reading) -> None:
    monthly_days = {day for day, _nth in reading.monthly}
    if rule.days & monthly_days or reading.holidays == Holidays.AS_USUAL:
        raise Beyond
    appointed = not rule.spans and not rule.closes
    if appointed and (rule.holidays or not _is_appointment(rule, reading)):
        raise Beyond
    for day in rule.days:
        before = reading.days[day] if rule.adds else ()
        if (rule.adds and day in reading.appointed) or (appointed and before):
            raise Beyond
        reading.days[day] = tuple(sorted((*before, *rule.spans)))
        reading.by[day] = rule
    reading.appointed -= rule.days
    reading.appointed |= rule.days if appointed else set()
    if rule.holidays:
        reading.holidays = Holidays.CLOSED if rule.closes else Holidays.OTHER
        reading.holiday_spans = rule.spans


def _is_appointment(rule: Rule, reading: _Reading) -> bool:
    """Return whether the rule is by appointment, and store its additional remark."""
    words = rule.quote or ""
    start = f"{BY_APPOINTMENT}: "
    if words.startswith(start):
        reading.beside.add(words.removeprefix(start))
        return True
    reading.beside |= {""} if means_appointment(words) else set()
    return means_appointment(words)


def _alone(rule: Rule, reading: _Reading) -> None:
    """Apply a rule that consists of a quote only and thus covers all times."""
    if rule.number or not rule.quote or rule.opens:
        raise Beyond
    reading.only = _is_appointment(rule, reading)
    if not reading.only:
        reading.alone = rule.quote
        reading.remarks.add(rule.quote)


def _week(reading: _Reading) -> Week:
    timed = bool(reading.remarks) and not reading.alone
    remarks = reading.remarks or reading.beside
    if (
        len(reading.seasons) > 1
        or len(remarks) > 1
        or (timed and reading.beside - {""})
    ):
        raise Beyond
    if reading.holidays == Holidays.AS_USUAL:
        usual = [
            None if day in reading.appointed else reading.days[day] for day in range(7)
        ]
        if usual != reading.usual:
            raise Beyond
    monthly = [
        Monthly(day, nth, spans)
        for (day, nth), (spans, _rule) in reading.monthly.items()
    ]
    week = Week(
        days=tuple(reading.days),
        monthly=tuple(sorted(monthly, key=lambda row: row.order)),
        holidays=reading.holidays,
        holiday_spans=reading.holiday_spans,
        season=season_of(next(iter(reading.seasons), "")),
        appointment=Appointment.ONLY if reading.only else Appointment.NONE,
        appointment_days=frozenset(reading.appointed),
        remark=next(iter(remarks), ""),
    )
    if week == Week():
        # "Mo-Su off" means closed, which differs from unknown.
        raise Beyond
    return week


def _check_nights(week: Week, reading: _Reading) -> None:
    """Raise Beyond if a rule after ";" cuts hours past midnight, unlike in a week."""
    if not week.passes_midnight:
        return
    for day, spans in enumerate(week.days):
        night = any(span.passes_midnight for span in spans)
        own, following = reading.by[day], reading.by[(day + 1) % 7]
        if not (night and own and following) or own == following:
            continue
        if not max(own, following, key=lambda rule: rule.number).adds:
            raise Beyond
    for row in week.monthly:
        _spans, rule = reading.monthly[row.weekday, row.nth]
        if rule.number and rule.adds == week.takes_over(row):
            raise Beyond
