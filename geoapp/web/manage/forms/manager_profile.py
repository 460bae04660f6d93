"""The form for how other managers see a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.models import User
from geoapp.venues.actions.organizers import set_manager_profile
from geoapp.venues.models import ManagerProfile
from geoapp.web.forms import SiteForm
from geoapp.web.manage.forms.step_form import Line


class ManagerProfileForm(SiteForm):
    """A name, and whether other managers see the email address with it."""

    name = Line(
        label=_("Your name"),
        max_length=60,
        help_text=_("Other managers of your places see it next to your changes."),
        error_messages={"required": _("Enter a name. A first name is enough.")},
    )
    shows_email = forms.BooleanField(
        label=_("Show them my email address too"), required=False
    )

    def save(self, user: User) -> None:
        """Save a valid form."""
        set_manager_profile(
            user=user,
            name=self.cleaned_data["name"],
            shows_email=self.cleaned_data["shows_email"],
        )


def profile_initial(user: User) -> dict[str, object]:
    """Return the form's initial values: what other managers see now."""
    profile = ManagerProfile.objects.filter(user=user).first()
    if profile is None:
        return {"name": "", "shows_email": False}
    return {"name": profile.name, "shows_email": profile.shows_email}
