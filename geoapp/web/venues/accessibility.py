"""Labels of OSM accessibility keys and values."""

from django.utils.translation import gettext


def accessibility_name(key: str) -> str:
    """Return the name of an OSM accessibility key, or the key itself if unknown."""
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
    """Return the label of a coded value such as "yes", any other value unchanged."""
    words = {
        "yes": gettext("yes"),
        "no": gettext("no"),
        "limited": gettext("limited"),
        "leashed": gettext("on a lead"),
    }
    return words.get(value, value)
