"""Event tables, filled by triggers, so that no write in the code bypasses them."""

from typing import Any, ClassVar

import pghistory
from django.db import models

from geoapp.venues.models.sources import Correction, SourceRecord
from geoapp.venues.models.venue import Venue

# The fields are generated from the tracked models at run time.
_VenueEvent: Any = pghistory.create_event_model(Venue, model_name="VenueEvent")
_SourceRecordEvent: Any = pghistory.create_event_model(
    SourceRecord,
    # The former values: the next edition overwrites the row.
    pghistory.UpdateEvent(
        "changed", row=pghistory.Old, condition=pghistory.AnyChange("digest")
    ),
    fields=["source", "venue", "said", "recorded_at"],
    model_name="SourceRecordEvent",
)
_CorrectionEvent: Any = pghistory.create_event_model(
    Correction,
    pghistory.InsertEvent("said"),
    # Not when its author is deleted: the correction has not changed.
    pghistory.UpdateEvent(
        "said_again", condition=pghistory.AnyChange("value", "made_at")
    ),
    pghistory.DeleteEvent("taken_back"),
    model_name="CorrectionEvent",
)


class VenueEvent(_VenueEvent):  # type: ignore[misc] # made at run time
    """A venue after a change of its row."""

    objects: ClassVar[models.Manager["VenueEvent"]] = models.Manager()


class SourceRecordEvent(_SourceRecordEvent):  # type: ignore[misc] # made at run time
    """A source record before it was changed by the next edition."""

    objects: ClassVar[models.Manager["SourceRecordEvent"]] = models.Manager()


class CorrectionEvent(_CorrectionEvent):  # type: ignore[misc] # made at run time
    """A correction that was created, changed or removed."""

    objects: ClassVar[models.Manager["CorrectionEvent"]] = models.Manager()
