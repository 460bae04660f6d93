"""Forms for a photo's credit and description."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from geoapp.venues.actions.photos import Credit, describe_photo
from geoapp.venues.models import Photo, PhotoLicence
from geoapp.web.forms import SiteForm
from geoapp.web.manage.forms.step_form import Line


class CreditForm(SiteForm):
    """Photographer and licence."""

    author = Line(label=_("Photographer"), max_length=120)
    licence = forms.ChoiceField(
        label=_("Licence"),
        # No default: the licence must be chosen deliberately.
        choices=[("", _("Choose an option")), *PhotoLicence.choices],
    )

    def credit(self) -> Credit:
        """Return the credit of a valid form."""
        licence = PhotoLicence(self.cleaned_data["licence"])
        return Credit(author=self.cleaned_data["author"], licence=licence)


class PhotoForm(CreditForm):
    """The form of an uploaded photo; without a description it is not shown.

    Hidden initial values record what the page showed, so that only changed fields are
    saved: edits from another tab stay.
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
        """Return the form of a photo, with the photo's id as prefix."""
        initial = {"alt": photo.alt, "author": photo.author, "licence": photo.licence}
        return cls(data, initial=initial, prefix=photo.pk.hex)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def describe(self, photo: Photo) -> None:
        """Save the changed fields of a photo; the form must be valid."""
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
