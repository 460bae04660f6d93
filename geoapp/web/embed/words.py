"""The words of the element, in every language that a host page may speak."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from geoapp.crafts.terms import Kind
from geoapp.web.reader import CHOICES


def all_words() -> dict[str, dict[str, Any]]:
    """Return the words by language; `%(name)s` is filled in the browser."""
    found = {}
    for language in CHOICES:
        with translation.override(language):
            kinds = {kind.value: str(kind.label) for kind in Kind}
            found[language] = {**_asking(), **_answering(), "kinds": kinds}
    return found


def _asking() -> dict[str, str]:
    return {
        "title": gettext("Make it near you"),
        "where": gettext("Near where?"),
        "show": gettext("Show places"),
        "near_me": gettext("Use my position"),
        "asking": gettext("Looking for places …"),
        "note": gettext(
            "Asks Makerloom with the name and address of this page and the town that"
            " you write. No cookies, nothing is stored."
        ),
        "no_place": gettext("Write a town first, or use your position."),
        "unknown_place": gettext(
            "We know no place called “%(name)s”. Try a larger town nearby."
        ),
        "refused": gettext(
            "Your browser did not tell where you are. Write a town instead;"
            " everything else works."
        ),
        "offline": gettext(
            "Makerloom cannot be reached. Look at your connection and try again."
        ),
        "too_many": gettext("Too many questions. Try again in %(n)s seconds."),
        "failed": gettext("Makerloom gives no answer just now. Try again later."),
    }


def _answering() -> dict[str, str]:
    return {
        "one_place": gettext("One place within %(radius)s"),
        "places": gettext("%(n)s places within %(radius)s, the best first"),
        "nothing": gettext("Nothing within %(radius)s"),
        "not_understood": gettext(
            "We could not tell from its name what this takes to make. Say it in other"
            " words on Makerloom."
        ),
        "wider": gettext("Within %(radius)s: %(n)s"),
        "all": gettext("See everything on Makerloom"),
        "fits": gettext("fits:"),
        "open_question": gettext("open question:"),
        "from_note": gettext("read from a note"),
        "from_notes": gettext("all of this was read from notes, ask first"),
        "plan": gettext("%(n)s places together have everything"),
        "brings": gettext("brings %(machines)s"),
        "way": gettext("All ways from you added up: %(way)s"),
        "about": gettext("about %(n)s"),
        "inexact": gettext("exact place unknown"),
        "inexact_in": gettext("in %(place)s, exact place unknown"),
        "open": gettext("Open now"),
        "closed": gettext("Closed now"),
        "closed_until": gettext("Closed, opens %(time)s"),
        "unknown": gettext("Hours unknown"),
        "planned": gettext("Planned, not open yet"),
        "paused": gettext("Paused at present"),
    }
