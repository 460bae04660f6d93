"""What the published projection holds of places that may be somebody's home."""

from django.utils.translation import gettext_lazy as _

from geoapp.accounts.personal_data import PersonalData, RegisterHeading

ENTRIES = (
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Published places"),
        what=_(
            "A copy of what everyone may see of a published place. If its address is"
            " hidden, the copy has only the centre of an area."
        ),
        why=_("For searches, the map, the API, files and feeds."),
        how_long=_("Until the place is withdrawn."),
        who_sees=_("Everyone."),
        columns=(
            *("publishing.PublishedVenue.public_point",),
            *(f"publishing.PublishedVenue.{name}" for name in ("locality", "search")),
            *(f"publishing.PublishedVenue.{name}" for name in ("feature", "page")),
            "publishing.PublishedVenue.said_by",
            "publishing.PublishedOffer.public_point",
            "publishing.PublishedEquipment.public_point",
        ),
    ),
)
