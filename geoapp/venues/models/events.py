"""What stood in the tables before: kept by triggers, past every path of the code."""

from typing import Any, ClassVar

import pghistory
from django.db import models

from geoapp.venues.models.sources import Correction, SourceRecord
from geoapp.venues.models.venue import Venue

# The fields come from the models that are tracked, at run time.
_VenueEvent: Any = pghistory.create_event_model(Venue, model_name="VenueEvent")
_SourceRecordEvent: Any = pghistory.create_event_model(
    SourceRecord,
    # What it said before: the row is overwritten by the next edition.
    pghistory.UpdateEvent(
        "changed", row=pghistory.Old, condition=pghistory.AnyChange("digest")
    ),
    fields=["source", "venue", "said", "recorded_at"],
    model_name="SourceRecordEvent",
)
_CorrectionEvent: Any = pghistory.create_event_model(
    Correction,
    pghistory.InsertEvent("said"),
    # Not when its author leaves: that is nothing said.
    pghistory.UpdateEvent(
        "said_again", condition=pghistory.AnyChange("value", "made_at")
    ),
    pghistory.DeleteEvent("taken_back"),
    model_name="CorrectionEvent",
)


class VenueEvent(_VenueEvent):  # type: ignore[misc] # made at run time
    """A venue as it was after a change of its row."""

    objects: ClassVar[models.Manager["VenueEvent"]] = models.Manager()


class SourceRecordEvent(_SourceRecordEvent):  # type: ignore[misc] # made at run time
    """What a list said before its next edition said something else."""

    objects: ClassVar[models.Manager["SourceRecordEvent"]] = models.Manager()


class CorrectionEvent(_CorrectionEvent):  # type: ignore[misc] # made at run time
    """A person's word, said or taken back."""

    objects: ClassVar[models.Manager["CorrectionEvent"]] = models.Manager()
