"""Closed lists of values shared by all packages (docs/api.md)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """The kind of a venue."""

    MAKERSPACE = "makerspace", _("Makerspace")
    FAB_LAB = "fab_lab", _("Fab lab")
    HACKERSPACE = "hackerspace", _("Hackerspace")
    REPAIR_CAFE = "repair_cafe", _("Repair café")
    TOOL_LIBRARY = "tool_library", _("Tool library")
    ARTISAN_WORKSHOP = "artisan_workshop", _("Artisan workshop")
    ARTISAN_SHOP = "artisan_shop", _("Artisan shop")
    OPEN_STUDIO = "open_studio", _("Open studio")
    LIBRARY_MAKERSPACE = "library_makerspace", _("Library makerspace")
    SCHOOL_LAB = "school_lab", _("School lab")
    MOBILE_LAB = "mobile_lab", _("Mobile lab")


class Mode(TextChoices):
    """What a venue offers of a craft."""

    LEARN = "learn", _("Learn")
    USE = "use", _("Use the workshop")
    COMMISSION = "commission", _("Have it made")
    REPAIR = "repair", _("Repair")
    BUY = "buy", _("Buy")


class Audience(TextChoices):
    """The audience of opening hours."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members")
    COURSE = "course", _("Course participants")
    APPOINTMENT = "appointment", _("By appointment")


class Access(TextChoices):
    """Who can come, and how."""

    PUBLIC = "public", _("Open to the public")
    DROP_IN = "drop_in", _("Drop-in")
    MEMBERSHIP = "membership", _("Membership")
    COURSE = "course", _("Courses")
    APPOINTMENT = "appointment", _("By appointment")
    SCHOOL_ONLY = "school_only", _("School use only")


class Induction(TextChoices):
    """The induction required before using a machine."""

    NONE = "none", _("No induction needed")
    GENERAL = "general", _("General induction needed")
    MACHINE = "machine", _("Induction needed for this machine")
    STAFF = "staff", _("Operated by staff")


class MachineState(TextChoices):
    """The condition of a machine."""

    WORKING = "working", _("Working")
    LIMITED = "limited", _("Partly working")
    BROKEN = "broken", _("Out of order")
    UNKNOWN = "unknown", _("Not known yet")


class Precision(TextChoices):
    """The precision of a position."""

    EXACT = "exact", _("Exact")
    ADDRESS = "address", _("Address")
    STREET = "street", _("Street")
    POSTCODE = "postcode", _("Postcode")
    CITY = "city", _("Town")
    AREA = "area", _("Area")


class Price(TextChoices):
    """How visitors pay."""

    FREE = "free", _("Free")
    DONATION = "donation", _("By donation")
    HOUR = "hour", _("Pay by the hour")
    DAY = "day", _("Pay by the day")
    MONTH = "month", _("Pay by the month")


class Operation(TextChoices):
    """Whether the place operates."""

    UNKNOWN = "unknown", _("Not known yet")
    PLANNED = "planned", _("Not open yet")
    OPERATING = "operating", _("Operating")
    PAUSED = "paused", _("Temporarily closed")
    CLOSED = "closed", _("Permanently closed")


# Shown on the map, although nobody can make anything there at present.
NOT_RUNNING = (Operation.PLANNED, Operation.PAUSED)


class Wheelchair(TextChoices):
    """Values of OSM's `wheelchair`."""

    YES = "yes", _("Full wheelchair access")
    LIMITED = "limited", _("Limited wheelchair access")
    NO = "no", _("No wheelchair access")


class Newcomers(TextChoices):
    """Whether people who come alone and know nobody are expected."""

    WELCOME = "welcome", _("Newcomers welcome")
    BY_ARRANGEMENT = "by_arrangement", _("Newcomers by appointment")
