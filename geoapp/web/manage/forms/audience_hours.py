"""The hours of one audience: weekly fields, or a string they cannot express."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from geoapp.crafts.choices import Audience
from geoapp.venues.weekly_hours.parse import week_of
from geoapp.venues.weekly_hours.week import Week
from geoapp.web.forms import SiteForm
from geoapp.web.manage.forms.step_form import Line
from geoapp.web.manage.forms.week import WeekForm
from geoapp.web.manage.forms.week_fields import has_enough_rows
from geoapp.web.manage.hours_text import as_written_note

AUDIENCES = (
    Audience.PUBLIC,
    Audience.MEMBERS,
    Audience.COURSE,
    Audience.APPOINTMENT,
)


class PastedForm(SiteForm):
    """A pasted OSM `opening_hours` string."""

    pasted = Line(
        label=_("Or paste an OpenStreetMap opening_hours value"),
        help_text=_("This replaces the hours above."),
        max_length=1000,
        required=False,
    )

    def add_prefix(self, field_name: str) -> str:
        """Return the field's established name."""
        if field_name == "pasted":
            return f"hours_{self.prefix}"
        return super().add_prefix(field_name)


class AudienceHoursForm:
    """Both forms of one audience; once valid, `text` is their combined value.

    An unchanged text stays the same to the byte.
    """

    def __init__(
        self, data: QueryDict | None, *, audience: Audience, text: str, first: bool
    ) -> None:
        week = week_of(text)
        fits = week is not None and has_enough_rows(week)
        self.audience, self.former, self.is_first = audience, text, first
        self.text = text
        self.week = WeekForm(data, prefix=audience, week=week)
        initial = {"pasted": "" if fits else text}
        self.paste = PastedForm(data, prefix=audience, initial=initial)
        self._fits = fits

    @property
    def label(self) -> str:
        """The label of the audience."""
        return str(self.audience.label)

    @property
    def is_open(self) -> bool:
        """Whether the section is shown expanded."""
        wrong = bool(self.week.errors or self.paste.errors)
        sent = self.week.is_bound and self.week.has_changed()
        return self.is_first or bool(self.former) or wrong or sent

    @property
    def shows_paste(self) -> bool:
        """Whether the string has a value or an error."""
        return bool(self.paste["pasted"].value() or self.paste.errors)

    def note(self) -> str:
        """Return a note about a string that is saved as written, or ""."""
        return as_written_note(self.text)

    def is_valid(self) -> bool:
        """Whether both forms are valid; decides which of them sets `text`."""
        pasted = self.paste.is_valid()
        if not self.week.is_asked:
            self.text = self._pasted() if self._is_pasted_asked else self.former
            return pasted
        if not (self.week.is_valid() and pasted):
            return False
        return self._settle(self.week.week, self._pasted())

    def _settle(self, week: Week, pasted: str) -> bool:
        touched = week != self.week.shown
        if pasted and touched and week not in {Week(), week_of(pasted)}:
            both = gettext(
                "This does not match the hours above. Clear whichever is wrong."
            )
            self.paste.add_error("pasted", both)
            return False
        if pasted:
            self.text = pasted
        elif touched:
            self.text = week.text()
        elif not self._fits:
            self.text = ""
        return True

    def _pasted(self) -> str:
        cleaned: dict[str, Any] = self.paste.cleaned_data
        return str(cleaned.get("pasted") or "")

    @property
    def _is_pasted_asked(self) -> bool:
        return self.paste.add_prefix("pasted") in self.paste.data
