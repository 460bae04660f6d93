"""OSM's coded answers about access, in a reader's words."""

from django.utils.translation import gettext


def accessibility_name(key: str) -> str:
    """Return the name of an OSM accessibility key, the key itself where unknown."""
    names = {
        "toilets:wheelchair": gettext("Accessible toilet"),
        "step_free": gettext("Step-free access"),
        "lift": gettext("Lift"),
        "elevator": gettext("Lift"),
        "hearing_loop": gettext("Hearing loop"),
        "quiet_hours": gettext("Quiet hours"),
        "guide_dogs": gettext("Guide dogs"),
        "assistance_dog": gettext("Assistance dogs"),
        "dog": gettext("Dogs"),
    }
    return names.get(key, key.replace("_", " ").replace(":", " "))


def accessibility_text(value: str) -> str:
    """Return "yes", "no" and the like in words, anything else as it came."""
    words = {
        "yes": gettext("yes"),
        "no": gettext("no"),
        "limited": gettext("limited"),
        "leashed": gettext("on a lead"),
    }
    return words.get(value, value)
