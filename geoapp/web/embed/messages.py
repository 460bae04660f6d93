"""The messages of the embedded element, in all languages.

Messages with a count are sent in all plural forms, by Unicode category ("one",
"other"): the browser chooses with Intl.PluralRules.
"""

from collections.abc import Callable
from typing import Any

from babel import Locale
from django.utils import translation
from django.utils.translation import gettext, ngettext

from geoapp.crafts.choices import Kind
from geoapp.web.reader_preferences import CHOICES


def all_messages() -> dict[str, dict[str, Any]]:
    """Return the messages by language; the browser fills in `%(name)s`."""
    messages = {}
    for language in CHOICES:
        with translation.override(language):
            kinds = {kind.value: str(kind.label) for kind in Kind}
            messages[language] = {
                **_form_messages(),
                **_result_messages(),
                **_count_messages(language),
                "kinds": kinds,
            }
    return messages


def _count_messages(language: str) -> dict[str, dict[str, str]]:
    return {
        "places": _plural_forms(
            language,
            lambda n: ngettext(
                "%(n)s place within %(radius)s",
                "%(n)s places within %(radius)s, best match first",
                n,
            ),
        ),
        "open_unknown": _plural_forms(
            language,
            lambda n: ngettext(
                "We do not know whether %(n)s of these places is open now.",
                "We do not know whether %(n)s of these places are open now.",
                n,
            ),
        ),
    }


def _plural_forms(language: str, text: Callable[[int], str]) -> dict[str, str]:
    """Return the forms by Unicode category; 0 to 120 cover every plural rule."""
    category = Locale.parse(language, sep="-").plural_form
    return {category(n): text(n) for n in range(120, -1, -1)}


def _form_messages() -> dict[str, str]:
    return {
        "title": gettext("Make it near you"),
        "where": gettext("Near"),
        "show": gettext("Show places"),
        "near_me": gettext("Use my location"),
        "asking": gettext("Looking for places…"),
        "note": gettext(
            "Sends this page's title and address and your town or location to"
            " Makerloom. No cookies, nothing stored."
        ),
        "no_place": gettext("Enter a town or use your location."),
        "unknown_place": gettext(
            "We could not find “%(name)s”. Try a larger town nearby."
        ),
        "refused": gettext(
            "Your browser did not share your location. Enter a town instead."
        ),
        "offline": gettext(
            "We could not reach Makerloom. Check your connection and try again."
        ),
        "too_many": gettext("Too many requests. Try again in %(n)s seconds."),
        "failed": gettext("Makerloom is not responding. Try again later."),
    }


def _result_messages() -> dict[str, str]:
    return {
        "nothing": gettext("No places within %(radius)s"),
        "not_understood": gettext(
            "We could not tell from the title what you need. Describe it in other "
            "words on Makerloom."
        ),
        "wider": gettext("Search within %(radius)s (%(n)s)"),
        "all": gettext("See all results on Makerloom"),
        "fits": gettext("match:"),
        "open_question": gettext("but:"),
        "check": gettext("Check before you go"),
        "plan": gettext("%(n)s places together have everything"),
        "brings": gettext("use here: %(machines)s"),
        "way": gettext("Total distance: %(way)s"),
        "about": gettext("about %(n)s"),
        "inexact": gettext("approximate location"),
        "inexact_in": gettext("in %(place)s (approximate location)"),
        "open": gettext("Open now"),
        "closed": gettext("Closed now"),
        "closed_until": gettext("Closed, opens %(time)s"),
        "planned": gettext("Not open yet"),
        "paused": gettext("Temporarily closed"),
    }
