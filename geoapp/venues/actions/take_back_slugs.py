"""The slug of a venue whose name is taken back, and put back later.

Slugs are named by the numbers of the events of the venue's row, as values are.
"""

from dataclasses import dataclass
from uuid import UUID

from geoapp.venues.models import Venue, VenueAlias, VenueEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerSlugs:
    """The event with the slug that stood, and the events of aliases that went."""

    row_id: int
    alias_ids: tuple[int, ...] = ()


def take_back_slug(*, venue_id: UUID, row_id: int) -> FormerSlugs:
    """Give the venue the slug that it had when its present name last stood.

    `row_id` is the newest event of the row before the name was taken back. Aliases that
    came since then go. The venue has been computed with its name.
    """
    venue = Venue.objects.get(pk=venue_id)
    events = VenueEvent.objects.filter(pgh_obj_id=venue_id, pgh_id__lte=row_id)
    stood = events.filter(name=venue.name).order_by("-pgh_id").first()
    if stood is None or stood.slug == venue.slug:
        return FormerSlugs(row_id=row_id)
    since = events.filter(pgh_id__gt=stood.pgh_id).values("slug")
    gone = {stood.slug, *since.values_list("slug", flat=True)}
    aliases = venue.aliases.filter(slug__in=gone)
    former = events.filter(slug__in=aliases.values("slug"))
    newest = former.order_by("slug", "-pgh_id").distinct("slug")
    alias_ids = tuple(newest.values_list("pgh_id", flat=True))
    aliases.delete()
    venue.slug = stood.slug
    venue.save(update_fields=["slug"])
    return FormerSlugs(row_id=row_id, alias_ids=alias_ids)


def put_back(*, venue_id: UUID, slugs: FormerSlugs) -> None:
    """Undo take_back_slug, unless another venue has the slug by now."""
    venue = Venue.objects.get(pk=venue_id)
    event = VenueEvent.objects.filter(pk=slugs.row_id).first()
    if event is None or event.slug == venue.slug or _is_taken(event.slug, venue):
        return
    venue.slug = event.slug
    venue.save(update_fields=["slug"])
    former = VenueEvent.objects.filter(pk__in=slugs.alias_ids)
    for slug in former.values_list("slug", flat=True):
        VenueAlias.objects.get_or_create(slug=slug, defaults={"venue": venue})


def _is_taken(slug: str, venue: Venue) -> bool:
    others = Venue.objects.filter(slug=slug).exclude(pk=venue.pk)
    return others.exists() or VenueAlias.objects.filter(slug=slug).exists()
