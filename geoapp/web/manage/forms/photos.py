"""Photos: whose they are, what may be done with them, and what is on them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from geoapp.venues.actions.photos import Credit, describe_photo
from geoapp.venues.models import Photo, PhotoLicence
from geoapp.web.forms import SiteForm
from geoapp.web.manage.forms.step_form import Line


class CreditForm(SiteForm):
    """Who took it, and its licence."""

    author = Line(label=_("Photographer"), max_length=120)
    licence = forms.ChoiceField(
        label=_("Licence"),
        # No licence stands there first: whoever gives one has chosen it.
        choices=[("", _("Choose an option")), *PhotoLicence.choices],
    )

    def credit(self) -> Credit:
        """Return what a valid form says."""
        licence = PhotoLicence(self.cleaned_data["licence"])
        return Credit(author=self.cleaned_data["author"], licence=licence)


class PhotoForm(CreditForm):
    """One photo that is there; without words for it, it is not shown.

    The page carries along what it showed, so that only what somebody changed since
    is written: words from another tab stay.
    """

    alt = Line(
        label=_("Describe the photo for people who cannot see it"),
        max_length=300,
        required=False,
        help_text=_(
            "We show the photo once you describe it. For example, “Two wood "
            "lathes by a window”."
        ),
    )

    field_order = ("alt", "author", "licence")

    @classmethod
    def about(cls, photo: Photo, data: Any = None) -> "PhotoForm":
        """Return the form of a photo, its fields named after it."""
        initial = {"alt": photo.alt, "author": photo.author, "licence": photo.licence}
        return cls(data, initial=initial, prefix=photo.pk.hex)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def describe(self, photo: Photo) -> None:
        """Write what somebody changed of a photo; the form is valid."""
        if not self.has_changed():
            return
        description = {
            name: self.cleaned_data[name]
            if name in self.changed_data
            else getattr(photo, name)
            for name in self.field_order
        }
        credit = Credit(
            author=description["author"], licence=PhotoLicence(description["licence"])
        )
        describe_photo(photo=photo, alt=description["alt"], credit=credit)
