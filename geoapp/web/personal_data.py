"""Data that pages store in the visitor's browser."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.personal_data import PersonalData, RegisterHeading

_WHO_SEES = _("Whoever uses the same browser.")

ENTRIES = (
    PersonalData(
        topic=RegisterHeading.EVERYBODY,
        name=_("Page and API counts"),
        what=_(
            "A keyed hash of your IP address or, while you are signed in, of your"
            " account's or API key's number. With it, how often pages and the API were"
            " used lately."
        ),
        why=_("So that nobody takes the site away from others."),
        how_long=_("It counts for two minutes and is then overwritten."),
        who_sees=_("Nobody."),
    ),
    PersonalData(
        topic=RegisterHeading.DEVICE,
        name=_("Like before signing in"),
        what=_("A cookie with the tutorial that you liked while signed out."),
        why=_("To save the like when you sign up or sign in."),
        how_long=_("Until you sign in, at most a day."),
        who_sees=_WHO_SEES,
        browser_keys=("cookie:wanted_like",),
    ),
    PersonalData(
        topic=RegisterHeading.DEVICE,
        name=_("Unfinished forms"),
        what=_("What you have entered about a place and not submitted yet."),
        why=_("So that a closed tab loses nothing."),
        how_long=_("Until you save or sign out."),
        who_sees=_WHO_SEES,
        browser_keys=("localStorage:step:*",),
    ),
    PersonalData(
        topic=RegisterHeading.DEVICE,
        name=_("Saved pages"),
        what=_(
            "The last 30 lists and places you opened while signed out, but no lists"
            " around your browser's location. Also the site's style sheets and scripts."
        ),
        why=_("So that you can read them offline."),
        how_long=_("Until you sign out or the site is updated."),
        who_sees=_WHO_SEES,
        browser_keys=("cache:pages-*", "cache:shell-*"),
    ),
    PersonalData(
        topic=RegisterHeading.DEVICE,
        name=_("Form protection"),
        what=_("A cookie with a random number."),
        why=_("So that no other site can submit forms in your name."),
        how_long=_("One year."),
        who_sees=_WHO_SEES,
        browser_keys=(f"cookie:{settings.CSRF_COOKIE_NAME}",),
    ),
    PersonalData(
        topic=RegisterHeading.DEVICE,
        name=_("Known device"),
        what=_(
            "A cookie with a random number and your account's number, set when you sign"
            " in."
        ),
        why=_("So that you can sign in here while someone guesses your password."),
        how_long=_("Up to 400 days after you last signed in."),
        who_sees=_WHO_SEES,
        browser_keys=(f"cookie:{settings.DEVICE_COOKIE_NAME}",),
    ),
    PersonalData(
        topic=RegisterHeading.DEVICE,
        name=_("Messages"),
        what=_("A cookie with a message to show once."),
        why=_("To show it on the next page."),
        how_long=_("Until the next page, or until you close the browser."),
        who_sees=_WHO_SEES,
        browser_keys=("cookie:messages",),
    ),
    PersonalData(
        topic=RegisterHeading.DEVICE,
        name=_("Language and units"),
        what=_("A cookie for each choice you make at the foot of a page."),
        why=_("To show pages that way."),
        how_long=_("One year."),
        who_sees=_WHO_SEES,
        browser_keys=("cookie:django_language", "cookie:units"),
    ),
)
