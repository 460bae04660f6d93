"""The form fields for the week of one audience, arranged in rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from geoapp.venues.weekly_hours.parts import (
    DAY_MINUTES,
    NTHS,
)
from geoapp.venues.weekly_hours.week import (
    MAX_REMARK_LENGTH,
    Appointment,
    Holidays,
    Week,
)
from geoapp.web.forms import set_error_messages
from geoapp.web.manage.forms.step_form import Line
from geoapp.web.manage.forms.time_range import Clock, clock_text
from geoapp.web.manage.week_text import ordinal_text

MAX_SPANS, MAX_MONTHLY, MAX_ON_HOLIDAYS = 3, 4, 2
# Options that an error message quotes.
DIFFERENT_HOURS, APPOINTMENT_ONLY = _("Different hours"), _("By appointment only")
_HOLIDAYS = [
    (Holidays.NOT_SAID, _("Not known yet")),
    (Holidays.AS_USUAL, _("As usual")),
    (Holidays.CLOSED, _("Closed")),
    (Holidays.OTHER, DIFFERENT_HOURS),
]
_APPOINTMENTS = [
    (Appointment.NONE, _("No")),
    (Appointment.OTHERWISE, _("Yes, outside these hours")),
    (Appointment.ONLY, APPOINTMENT_ONLY),
]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A row of the form: its name, time fields and further fields."""

    name: str
    first: tuple[BoundField, BoundField]
    more: tuple[tuple[BoundField, BoundField], ...]
    beside: tuple[BoundField, ...]

    @property
    def is_long(self) -> bool:
        """Whether fields beyond the first span have a value or an error."""
        more = [f for pair in self.more for f in pair]
        return any(f.value() or f.errors for f in (*more, *self.beside))

    @property
    def errors(self) -> list[str]:
        """The distinct errors of the row."""
        fields = (*self.first, *(f for pair in self.more for f in pair), *self.beside)
        return list(dict.fromkeys(str(e) for f in fields for e in f.errors))


class WeekFields(forms.Form):
    """The fields of one audience."""

    asked = forms.CharField(initial="1", required=False, widget=forms.HiddenInput)
    holidays = forms.ChoiceField(
        label=_("Public holidays"), choices=_HOLIDAYS, required=False
    )
    appointment = forms.ChoiceField(
        label=_("By appointment"), choices=_APPOINTMENTS, required=False
    )
    nights = forms.BooleanField(
        label=_("Yes, these hours run past midnight"), required=False
    )
    remark = Line(
        label=_("Note about the hours"),
        help_text=_("Shown next to the hours, such as “Ring at the back door”."),
        max_length=MAX_REMARK_LENGTH,
        required=False,
    )

    def __init__(
        self, data: QueryDict | None = None, *, prefix: str, week: Week | None = None
    ) -> None:
        fits = week if week is not None and has_enough_rows(week) else None
        super().__init__(data, prefix=prefix, initial=_initial(fits or Week()))
        self.shown = fits or Week()
        for day in range(7):
            self._add_times(f"d{day}", str(WEEKDAYS[day]), MAX_SPANS)
            self.fields[f"d{day}_by"] = forms.BooleanField(
                label=gettext("by appointment"), required=False
            )
        for number in range(MAX_MONTHLY):
            self._add_monthly(number)
        self._add_times("ph", gettext("Public holidays"), MAX_ON_HOLIDAYS)
        for end, says in (("first", gettext("from")), ("last", gettext("until"))):
            self._add_season(end, says)
        set_error_messages(self.fields.values())

    # Fields

    def _add_times(self, name: str, says: str, maximum: int) -> None:
        for number in range(maximum):
            for end, word in (("from", gettext("from")), ("until", gettext("until"))):
                place = f"{number + 1}" if maximum > 1 else ""
                label = " ".join(part for part in (says, place, word) if part)
                self.fields[f"{name}_{number}_{end}"] = Clock(says=label, row=says)

    def _add_monthly(self, number: int) -> None:
        nths = [("", "—"), *((nth, ordinal_text(nth)) for nth in NTHS)]
        days = [("", "—"), *((day, str(WEEKDAYS[day])) for day in range(7))]
        for name, choices, says in (
            ("nth", nths, gettext("which week of the month")),
            ("day", days, gettext("day of the week")),
        ):
            field = forms.TypedChoiceField(
                choices=choices, coerce=int, empty_value=None, required=False
            )
            field.widget.attrs["aria-label"] = f"{says} {number + 1}"
            self.fields[f"m{number}_{name}"] = field
        self._add_times(f"m{number}", gettext("Day of the month"), 1)

    def _add_season(self, end: str, says: str) -> None:
        months = [("", "—"), *((month, str(MONTHS[month])) for month in range(1, 13))]
        month = forms.TypedChoiceField(
            choices=months, coerce=int, empty_value=None, required=False
        )
        month.widget.attrs["aria-label"] = f"{gettext('Season')} {says}"
        day = forms.IntegerField(min_value=1, max_value=31, required=False)
        day.widget.attrs |= {
            "aria-label": f"{gettext('Season')} {says}: {gettext('day')}"
        }
        self.fields[f"{end}_month"], self.fields[f"{end}_day"] = month, day

    # Rows for the template

    @cached_property
    def day_rows(self) -> list[WeekRow]:
        """The weekdays."""
        return [
            self._row(
                f"d{day}",
                str(WEEKDAYS[day]),
                maximum=MAX_SPANS,
                beside=(f"d{day}_by",),
            )
            for day in range(7)
        ]

    @cached_property
    def monthly_rows(self) -> list[WeekRow]:
        """The days of the month."""
        return [
            self._row(f"m{n}", "", maximum=1, beside=(f"m{n}_nth", f"m{n}_day"))
            for n in range(MAX_MONTHLY)
        ]

    @cached_property
    def holiday_row(self) -> WeekRow:
        """The times on public holidays."""
        return self._row("ph", "", maximum=MAX_ON_HOLIDAYS, beside=("holidays",))

    @property
    def has_advanced_values(self) -> bool:
        """Whether any field beside the weekdays has a value or an error."""
        rows = (*self.monthly_rows, self.holiday_row)
        fields = [f for row in rows for f in (*row.first, *row.beside)]
        fields += [self[name] for name in ("first_month", "last_month", "appointment")]
        return any(f.value() or f.errors for f in (*fields, self["remark"]))

    def _row(
        self, name: str, says: str, *, maximum: int, beside: Sequence[str] = ()
    ) -> WeekRow:
        first, *more = (
            (self[f"{name}_{n}_from"], self[f"{name}_{n}_until"])
            for n in range(maximum)
        )
        return WeekRow(says, first, tuple(more), tuple(self[field] for field in beside))


def has_enough_rows(week: Week) -> bool:
    """Whether the form has enough rows for a week."""
    rows = sum(len(row.spans) for row in week.monthly)
    return (
        all(len(spans) <= MAX_SPANS for spans in week.days)
        and rows <= MAX_MONTHLY
        and len(week.holiday_spans) <= MAX_ON_HOLIDAYS
    )


def _initial(week: Week) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "holidays": week.holidays.value,
        "appointment": week.appointment.value,
        "remark": week.remark,
        "nights": any(
            span.end - DAY_MINUTES > 6 * 60 for spans in week.days for span in spans
        ),
    }
    spans_by_name = [(f"d{day}", spans) for day, spans in enumerate(week.days)]
    for name, spans in (*spans_by_name, ("ph", week.holiday_spans)):
        for number, span in enumerate(spans):
            initial[f"{name}_{number}_from"] = clock_text(span.start)
            initial[f"{name}_{number}_until"] = clock_text(span.end)
    initial |= {f"d{day}_by": True for day in week.appointment_days}
    rows = [(row, span) for row in week.monthly for span in row.spans]
    for number, (row, span) in enumerate(rows):
        initial |= {
            f"m{number}_nth": row.nth,
            f"m{number}_day": row.weekday,
            f"m{number}_0_from": clock_text(span.start),
            f"m{number}_0_until": clock_text(span.end),
        }
    for end, (month, day) in zip(
        ("first", "last"), week.season.ends if week.season else (), strict=False
    ):
        initial |= {f"{end}_month": month, f"{end}_day": day}
    return initial
