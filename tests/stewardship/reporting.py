"""What tests of reports share: a report, a decision, and what is published."""

from django.forms.models import model_to_dict

from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.report import (
    ReportDraft,
    report_item,
)
from geoapp.stewardship.actions.resolve_report import (
    Resolution,
    resolve_report,
)
from geoapp.stewardship.models import Report, ReportTopic
from geoapp.venues.models import Organizer
from tests.people import member
from tests.world import AT, venue

NEVER_COMPARED = {"changed_at", "version", "search", "search_vector"}


def anonymous(item_id, topic=ReportTopic.PERSONAL, *, kind="venue", **more) -> Report:
    draft = ReportDraft(
        kind=kind, item_id=item_id, topic=topic, words="I live there.", **more
    )
    return report_item(draft=draft, author=None, at=AT)


def decide(row, judge, outcome, *, at=AT, **more) -> Report:
    row.refresh_from_db()
    more = {"reason": "Because.", "ground": "privacy", **more}
    return resolve_report(
        report_id=row.pk,
        by=judge,
        resolution=Resolution(outcome=outcome, **more),
        at=at,
        seen=row.state,
    )


def shown(venue_id) -> dict:
    """Return the published row, as far as it says something about the venue."""
    row = PublishedVenue.objects.get(pk=venue_id)
    values = model_to_dict(row) | {"point": row.public_point.wkt}
    return {k: v for k, v in values.items() if k not in NEVER_COMPARED}


def managed(name="Kiln Yard", who="manager", *, owner=False):
    place = venue(name)
    person = member(who)
    Organizer.objects.create(venue_id=place, user=person, since=AT, is_owner=owner)
    return place, person
