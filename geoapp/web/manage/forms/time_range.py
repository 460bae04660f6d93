"""A form field for a time of day, and spans made of two of them."""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from geoapp.venues.weekly_hours.parts import DAY_MINUTES, Span, Spans
from geoapp.web.manage.week_text import format_span, format_time_range

_CLOCK = re.compile(r"(\d{1,2})(?:[:.hH]?(\d{2}))?(?::\d{2})?")
# A span past midnight may end by six in the morning; later ends need confirmation.
EARLIEST_MORNING = 6 * 60

Ends = tuple[int | None, int | None]
Ask = Callable[[str], None]


class Clock(forms.CharField):
    """A time of day in minutes since midnight; None if empty.

    Anything else raises a ValidationError. Browsers send "09:30"; people also type
    "9.30", "9" or "24:00".
    """

    widget = forms.TimeInput(attrs={"type": "time"})

    def __init__(self, *, says: str, row: str) -> None:
        super().__init__(required=False, max_length=8)
        # The name of the row, such as "Monday", for the list of errors.
        self.row = row
        self.widget.attrs["aria-label"] = says

    def clean(self, value: Any) -> int | None:
        """Return the minutes."""
        text = str(value or "").strip()
        if not text:
            return None
        match = _CLOCK.fullmatch(text) if text.isascii() else None
        minutes = int(match[1]) * 60 + int(match[2] or 0) if match else -1
        if match is None or minutes > DAY_MINUTES or int(match[2] or 0) > 59:
            raise ValidationError(_("Enter a time, such as 10:00."))
        return minutes


def clock_text(minutes: int) -> str:
    """Return minutes as the value of a time field; midnight is 00:00 at both ends."""
    minutes %= DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"


def spans_of(pairs: Iterable[Ends], *, nights: bool, ask: Ask) -> tuple[Spans, bool]:
    """Return the spans of a day, and whether one may have its ends swapped.

    Implausible times are reported through `ask`. `nights` confirms that an end before
    its beginning is on the next day.
    """
    spans: list[Span] = []
    swapped = False
    for begin, end in pairs:
        span = _span(begin, end, ask)
        if span is None:
            continue
        if span.end - DAY_MINUTES > EARLIEST_MORNING and not nights:
            swapped = True
            ask(
                gettext(
                    "Does %(span)s run past midnight? If so, tick the box below. If "
                    "not, swap the two times."
                )
                % {"span": format_span(span)}
            )
        spans.append(span)
    return _in_order(spans, ask), swapped


def _span(begin: int | None, end: int | None, ask: Ask) -> Span | None:
    if begin is None and end is None:
        return None
    if begin is None or end is None:
        message = (
            gettext("Enter a closing time.")
            if end is None
            else gettext("Enter an opening time.")
        )
        ask(message)
        return None
    begin %= DAY_MINUTES
    if begin == end and begin:
        ask(gettext("The opening and closing times are the same. Change one of them."))
        return None
    return Span(begin, end if end > begin else end + DAY_MINUTES)


def _in_order(unsorted: list[Span], ask: Ask) -> Spans:
    spans = tuple(sorted(set(unsorted)))
    for before, after in pairwise(spans):
        if after.start < before.end:
            both = {
                "first": format_span(before),
                "second": format_span(after),
                "one": format_time_range(before.start, max(before.end, after.end)),
            }
            ask(
                gettext("%(first)s and %(second)s overlap. Did you mean %(one)s?")
                % both
            )
            return spans[:1]
    if spans and spans[-1].end - DAY_MINUTES > spans[0].start:
        ask(
            gettext(
                "The hours after midnight overlap with the first hours of the "
                "day. Change one of them."
            )
        )
        return spans[:1]
    return spans
