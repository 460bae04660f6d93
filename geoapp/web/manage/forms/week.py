"""The weekly hours of one audience as form fields, without OSM syntax."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from geoapp.venues.weekly_hours.parts import (
    DAY_MINUTES,
    InvalidWeek,
    Monthly,
    Season,
    Spans,
)
from geoapp.venues.weekly_hours.week import (
    Appointment,
    Holidays,
    Week,
    means_appointment,
)
from geoapp.web.manage.forms.time_range import Ends, spans_of
from geoapp.web.manage.forms.week_fields import (
    APPOINTMENT_ONLY,
    DIFFERENT_HOURS,
    MAX_MONTHLY,
    MAX_ON_HOLIDAYS,
    MAX_SPANS,
    WeekFields,
)

_MAX_TEXT_LENGTH = 1000  # what a venue's hours hold, in characters


class WeekForm(WeekFields):
    """The hours of one audience; a valid form sets `week`."""

    def __init__(
        self, data: QueryDict | None = None, *, prefix: str, week: Week | None = None
    ) -> None:
        super().__init__(data, prefix=prefix, week=week)
        self.week = Week()
        self.needs_night_confirmation = False

    @property
    def is_asked(self) -> bool:
        """Whether the submitted form contained these fields."""
        return self.add_prefix("asked") in self.data

    def clean(self) -> dict[str, Any]:
        """Build the week; report contradictions as errors."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parts = {
            "days": tuple(self._spans(f"d{day}", MAX_SPANS) for day in range(7)),
            "monthly": tuple(self._monthly()),
            "holidays": Holidays(cleaned.get("holidays") or ""),
            "holiday_spans": self._spans("ph", MAX_ON_HOLIDAYS),
            "season": self._season(),
            "appointment": Appointment(cleaned.get("appointment") or ""),
            "appointment_days": frozenset(
                day for day in range(7) if cleaned.get(f"d{day}_by")
            ),
            "remark": str(cleaned.get("remark") or "").replace('"', "”"),
        }
        self._ask_about(parts)
        if not self.errors:
            self._put_together(parts)
        return cleaned

    def _put_together(self, parts: dict[str, Any]) -> None:
        try:
            self.week = Week(**parts)
        except InvalidWeek:
            self.add_error(
                None,
                gettext(
                    "Hours past midnight cannot overlap with a day of the month. End "
                    "them at 00:00 and start the next day at 00:00."
                ),
            )
            return
        if len(self.week.text()) > _MAX_TEXT_LENGTH:
            self.add_error(
                "remark",
                gettext(
                    "The hours and the note are too long together. Shorten the note."
                ),
            )

    def _ask_about(self, parts: dict[str, Any]) -> None:
        """Report contradictory parts; resolve those that can only mean one thing."""
        days, by = parts["days"], parts["appointment_days"]
        for day in range(7):
            if days[day] and day in by:
                message = gettext("Choose either hours or an appointment for this day.")
                self.add_error(f"d{day}_by", message)
            self._ask_about_night(day, days)
        usual = any(days) or bool(by)
        times = any(days) or bool(parts["monthly"] or parts["holiday_spans"])
        self._ask_about_holidays(parts, usual=usual)
        if parts["appointment"] == Appointment.ONLY and (times or by):
            message = gettext(
                "You chose “%(option)s” but also entered hours. Remove one of them."
            ) % {"option": APPOINTMENT_ONLY}
            self.add_error("appointment", message)
        elif parts["appointment"] and not times:
            parts["appointment"] = Appointment.ONLY
            parts["appointment_days"] = frozenset()
        if means_appointment(parts["remark"]):
            self.add_error(
                "remark",
                gettext("Use the options for appointments above instead of this note."),
            )
        nothing = not (times or usual or parts["appointment"] or parts["remark"])
        if parts["season"] and nothing:
            self.add_error(
                "first_month", gettext("Enter the opening hours for this season.")
            )

    def _ask_about_night(self, day: int, days: Sequence[Spans]) -> None:
        following = days[(day + 1) % 7]
        if not (days[day] and following):
            return
        if days[day][-1].end - DAY_MINUTES > following[0].start:
            message = gettext(
                "These hours run past midnight and overlap with the next "
                "day. Change one of them."
            )
            self.add_error(f"d{day}_0_until", message)

    def _ask_about_holidays(self, parts: dict[str, Any], *, usual: bool) -> None:
        holidays = parts["holidays"]
        if parts["holiday_spans"]:
            if holidays in {Holidays.AS_USUAL, Holidays.CLOSED}:
                asks = gettext(
                    "You entered hours for public holidays. Choose “%(option)s”, "
                    "or clear them."
                ) % {"option": DIFFERENT_HOURS}
                self.add_error("holidays", asks)
            parts["holidays"] = Holidays.OTHER
        elif holidays == Holidays.OTHER:
            self.add_error("holidays", gettext("Enter the hours for public holidays."))
        elif holidays == Holidays.AS_USUAL and not usual:
            # Without weekly hours, "as usual" says nothing about holidays.
            parts["holidays"] = Holidays.NOT_SAID

    def _spans(self, name: str, maximum: int) -> Spans:
        ends: list[Ends] = [
            (
                self.cleaned_data.get(f"{name}_{n}_from"),
                self.cleaned_data.get(f"{name}_{n}_until"),
            )
            for n in range(maximum)
        ]
        if any(
            f"{name}_{n}_{end}" in self.errors
            for n in range(maximum)
            for end in ("from", "until")
        ):
            return ()
        nights = bool(self.cleaned_data.get("nights"))
        ask = partial(self.add_error, f"{name}_0_from")
        spans, swapped = spans_of(ends, nights=nights, ask=ask)
        self.needs_night_confirmation = self.needs_night_confirmation or swapped
        return spans

    def _monthly(self) -> Iterator[Monthly]:
        monthly: dict[tuple[int, int], Spans] = {}
        for number in range(MAX_MONTHLY):
            name = f"m{number}"
            nth = self.cleaned_data.get(f"{name}_nth")
            day = self.cleaned_data.get(f"{name}_day")
            spans = self._spans(name, 1)
            if nth is None and day is None and not spans:
                continue
            if nth is None or day is None:
                self.add_error(
                    f"{name}_nth",
                    gettext("Choose which week of the month and which day."),
                )
            elif not spans and f"{name}_0_from" not in self.errors:
                self.add_error(
                    f"{name}_0_from", gettext("Enter an opening and a closing time.")
                )
            elif spans:
                monthly[day, nth] = tuple(
                    sorted((*monthly.get((day, nth), ()), *spans))
                )
        try:
            rows = [Monthly(day, nth, spans) for (day, nth), spans in monthly.items()]
        except InvalidWeek:
            self.add_error(
                "m0_nth", gettext("Times on the same day overlap. Change one of them.")
            )
            return
        yield from sorted(rows, key=lambda row: row.order)

    def _season(self) -> Season | None:
        cleaned = self.cleaned_data
        first, last = cleaned.get("first_month"), cleaned.get("last_month")
        days = cleaned.get("first_day"), cleaned.get("last_day")
        if first is None and last is None and days == (None, None):
            return None
        if first is None or last is None:
            self.add_error("first_month", gettext("Choose a first and a last month."))
            return None
        try:
            return Season(first, last, *days)
        except InvalidWeek:
            asks = gettext("Enter both days or neither. Check that both dates exist.")
            self.add_error("first_month", asks)
            return None
