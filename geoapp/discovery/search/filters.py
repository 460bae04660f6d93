"""Every filter of a search, declared once.

Criteria, both ways of querying, facets, links, the API's contract, and the pages'
chips and choices are derived from these declarations. They hold plain data: a JSON
Schema, lazy labels, conditions on published venues; neither HTTP nor pages are known
here. A new filter is one declaration, its label and its test.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from geoapp.crafts.choices import (
    Access,
    Audience,
    Kind,
    Mode,
    Newcomers,
    Price,
    Wheelchair,
)
from geoapp.discovery.search import value_labels
from geoapp.discovery.search.facets_sql import (
    FacetRows,
    column_rows,
    element_rows,
    machine_rows,
    offer_rows,
    satisfied_rows,
)
from geoapp.discovery.search.feature_pages_sql import (
    column_between,
    column_in,
    column_overlaps,
)
from geoapp.discovery.search.filter_declaration import (
    TEXT,
    Circle,
    Filter,
    many_of,
    one_of,
)
from geoapp.discovery.search.filter_values import FilterValues
from geoapp.discovery.search.params import OLDEST, ParamParser
from geoapp.publishing.conditions import known_hours
from geoapp.publishing.models import (
    PublishedOpening,
    equipment_q,
    offers_q,
)

# --- what can be made there ---------------------------------------------------


def _offers_q(values: FilterValues, near: Circle | None) -> Q:
    """Return the condition on crafts and modes: a single offer has to meet both."""
    return offers_q(values.get("craft", ()), modes=values.get("mode", ()), near=near)


def _modes_q(values: FilterValues, near: Circle | None) -> Q:
    return Q() if "craft" in values else _offers_q(values, near)


def _equipment_q(values: FilterValues, near: Circle | None) -> Q:
    condition = Q()
    for equipment in values["equipment"]:
        condition &= equipment_q(equipment, near=near)
    return condition


CRAFT = Filter(
    name="craft",
    label=_("Craft"),
    parse=ParamParser.craft_ids,
    schema=many_of(TEXT),
    description=(
        "Craft id from /crafts. Repeat the parameter to match any of several"
        " crafts. Narrower crafts are included."
    ),
    example=["pottery"],
    value_label=value_labels.craft_label,
    q=_offers_q,
    facet=lambda values: offer_rows("craft_id", modes=values.get("mode", ())),
    field="offers",
)
EQUIPMENT = Filter(
    name="equipment",
    label=_("Equipment"),
    parse=ParamParser.equipment_ids,
    schema=many_of(TEXT),
    description=(
        "Equipment id from /equipment. Repeat the parameter to require several."
        " Only working machines count."
    ),
    example=["kiln"],
    value_label=value_labels.equipment_label,
    q=_equipment_q,
    facet=lambda _values: machine_rows(),
    field="machines",
    all_of=True,
)
MODE = Filter(
    name="mode",
    label=_("What you can do"),
    parse=lambda parser, name: parser.values(name, Mode.values),
    schema=many_of(one_of(Mode.values)),
    description=(
        "What people can do there. Repeat the parameter to match any of several modes."
    ),
    value_label=lambda value: Mode(value).label,
    q=_modes_q,
    facet=lambda _values: offer_rows("mode"),
    field="offers",
)

# --- the place ----------------------------------------------------------------

KIND = Filter(
    name="kind",
    label=_("Kind of place"),
    parse=lambda parser, name: parser.values(name, Kind.values),
    schema=many_of(one_of(Kind.values)),
    description="Venue kind. Repeat the parameter to match any of several kinds.",
    value_label=lambda value: Kind(value).label,
    q=lambda values, _near: Q(kind__in=values["kind"]),
    sql=lambda kinds: column_in("kind", kinds),
    facet=lambda _values: column_rows("kind"),
    field="kind",
)
ACCESS = Filter(
    name="access",
    label=_("Who can come"),
    parse=lambda parser, name: parser.values(name, Access.values),
    schema=many_of(one_of(Access.values)),
    description="Access type. Repeat the parameter to match any of several types.",
    value_label=lambda value: Access(value).label,
    q=lambda values, _near: Q(access__overlap=list(values["access"])),
    sql=lambda access: column_overlaps("access", access),
    facet=lambda _values: element_rows("access"),
    field="access",
)
_FILTERED_PRICES = (Price.FREE.value, Price.DONATION.value)
PRICE = Filter(
    name="price",
    label=_("Price"),
    parse=lambda parser, name: parser.values(name, _FILTERED_PRICES),
    schema=many_of(one_of(_FILTERED_PRICES)),
    description="What being there costs; any of them.",
    value_label=lambda value: Price(value).label,
    q=lambda values, _near: Q(price__in=values["price"]),
    sql=lambda prices: column_in("price", prices),
    facet=lambda _values: column_rows("price", *_FILTERED_PRICES),
    field="price",
)


def _languages_q(values: FilterValues, _near: Circle | None) -> Q:
    if "*" in values["language"]:
        return ~Q(language_ranges=[])
    return Q(language_ranges__overlap=list(values["language"]))


LANGUAGE = Filter(
    name="language",
    label=_("Languages"),
    parse=ParamParser.language_ranges,
    schema=many_of(TEXT),
    description=(
        "Languages spoken there (BCP 47); any of them. Matched by the basic filtering"
        " of RFC 4647: de finds de-AT."
    ),
    example=["de"],
    value_label=value_labels.language_label,
    q=_languages_q,
    facet=lambda _values: element_rows("language_ranges"),
    field="languages",
)
AGE = Filter(
    name="age",
    label=_("Age"),
    parse=lambda parser, name: parser.whole_number(name, minimum=0, maximum=OLDEST),
    schema={"type": "integer", "minimum": 0, "maximum": OLDEST},
    description=(
        "A person of this age may come. Venues whose minimum age is unknown stay, with"
        " `minimum_age: null`."
    ),
    example=14,
    value_label=value_labels.age_label,
    q=lambda values, _near: Q(minimum_age__lte=values["age"]) | Q(minimum_age=None),
    field="minimum_age",
)
# Who needs the lesser is served by more.
_SATISFYING_VALUES = {
    "limited": ("yes", "limited"),
    "by_arrangement": ("welcome", "by_arrangement"),
}
_STEP_FREE = (Wheelchair.YES.value, Wheelchair.LIMITED.value)
WHEELCHAIR = Filter(
    name="wheelchair",
    label=_("Wheelchair access"),
    parse=lambda parser, name: parser.value(name, _STEP_FREE),
    schema=one_of(_STEP_FREE),
    description="`limited` also matches `yes`.",
    value_label=value_labels.wheelchair_label,
    q=lambda values, _near: Q(wheelchair__in=_satisfying_values(values["wheelchair"])),
    sql=lambda value: column_in("wheelchair", _satisfying_values(value)),
    facet=lambda _values: _satisfied_rows("wheelchair", _STEP_FREE),
    choices=_STEP_FREE,
    field="wheelchair",
)
NEWCOMERS = Filter(
    name="newcomers",
    label=_("Newcomers"),
    parse=lambda parser, name: parser.value(name, Newcomers.values),
    schema=one_of(Newcomers.values),
    description="`by_arrangement` also matches `welcome`.",
    value_label=lambda value: Newcomers(value).label,
    q=lambda values, _near: Q(newcomers__in=_satisfying_values(values["newcomers"])),
    sql=lambda value: column_in("newcomers", _satisfying_values(value)),
    facet=lambda _values: _satisfied_rows("newcomers", Newcomers.values),
    choices=tuple(Newcomers.values),
    field="newcomers",
)


def _satisfied_rows(name: str, values: Iterable[str]) -> FacetRows:
    return satisfied_rows(name, {value: _satisfying_values(value) for value in values})


def _satisfying_values(value: str) -> tuple[str, ...]:
    return _SATISFYING_VALUES.get(value, (value,))


def _confirmed_q(values: FilterValues, _near: Circle | None) -> Q:
    days = values["datetime"]
    condition = Q(confirmed_at__isnull=False)
    if days.first:
        condition &= Q(confirmed_at__gte=days.first)
    return condition & Q(confirmed_at__lte=days.last) if days.last else condition


DATETIME = Filter(
    name="datetime",
    label=_("Last confirmed"),
    parse=ParamParser.days,
    schema=TEXT,
    description=(
        "When a venue was last confirmed: an RFC 3339 time, or an interval such as"
        " `2025-01-01T00:00:00Z/..`. Use `..` for an open end. Venues that were"
        " never confirmed are left out."
    ),
    example="2025-01-01T00:00:00Z/..",
    q=_confirmed_q,
    sql=lambda days: column_between(
        "confirmed_at", days.first or (None if days.last else days.EARLIEST), days.last
    ),
    field="confirmed_at",
)

# --- when ---------------------------------------------------------------------

AUDIENCE = Filter(
    name="audience",
    label=_("Hours for"),
    parse=lambda parser, name: parser.value(name, Audience.values),
    schema={**one_of(Audience.values), "default": Audience.PUBLIC.value},
    description="Audience whose opening hours are used.",
    value_label=value_labels.audience_label,
    to_params=lambda value: [value] if value != Audience.PUBLIC else [],
)
OPEN_AT = Filter(
    name="open_at",
    label=_("Open at a time"),
    parse=ParamParser.moment,
    schema=TEXT,
    description=(
        "`now`, a local time at the venue (2026-11-28T10:00), or a time with an"
        " offset or Z. Closed venues are left out. Venues with unknown hours come"
        " last, with `open_state: unknown`."
    ),
    example="now",
    value_label=value_labels.visit_label,
)
OPEN_DURING = Filter(
    name="open_during",
    label=_("Open within a time"),
    parse=ParamParser.interval,
    schema=TEXT,
    description=(
        "START/END, both with an offset or both wall clocks: open for at least an hour"
        " within it. Unknown hours as with open_at; not together with open_at."
    ),
    example="2026-11-28T10:00/2026-11-28T14:00",
    value_label=value_labels.visit_label,
)


def _hours_q(values: FilterValues, _near: Circle | None) -> Q:
    if OPEN_AT.name in values or OPEN_DURING.name in values:
        return Q()  # the search drops the unknown along with the closed
    openings = PublishedOpening.objects.filter(
        known_hours(),
        venue_id=OuterRef("pk"),
        audience=values.get("audience", Audience.PUBLIC.value),
    )
    return Q(Exists(openings))


HOURS = Filter(
    name="hours",
    label=_("Opening hours"),
    parse=lambda parser, name: parser.value(name, ["known"]),
    schema=one_of(["known"]),
    description=(
        "With open_at or open_during: leave out what is not known. Alone: venues whose"
        " hours are known."
    ),
    value_label=lambda _value: _("Opening hours known"),
    q=_hours_q,
)

# In the order of forms, chips and links.
FILTERS: Mapping[str, Filter] = {
    f.name: f
    for f in (
        CRAFT,
        EQUIPMENT,
        MODE,
        KIND,
        ACCESS,
        PRICE,
        LANGUAGE,
        AGE,
        AUDIENCE,
        OPEN_AT,
        OPEN_DURING,
        HOURS,
        WHEELCHAIR,
        NEWCOMERS,
        DATETIME,
    )
}
