"""The models of venues."""

from geoapp.venues.models.details import Hours, Machine, Offer
from geoapp.venues.models.events import (
    CorrectionEvent,
    SourceRecordEvent,
    VenueEvent,
)
from geoapp.venues.models.live import LiveState
from geoapp.venues.models.merges import DistinctVenues, VenueMerge
from geoapp.venues.models.organisation import Organisation
from geoapp.venues.models.organizers import (
    ChangeEmails,
    Invitation,
    ManagerChange,
    ManagerEvent,
    ManagerProfile,
    Organizer,
)
from geoapp.venues.models.photo import (
    Photo,
    PhotoLicence,
    PhotoProblem,
    RemovedPhoto,
)
from geoapp.venues.models.sources import Correction, Source, SourceRecord
from geoapp.venues.models.venue import Publication, Venue, VenueAlias

__all__ = [
    "ChangeEmails",
    "Correction",
    "CorrectionEvent",
    "DistinctVenues",
    "Hours",
    "Invitation",
    "LiveState",
    "Machine",
    "ManagerChange",
    "ManagerEvent",
    "ManagerProfile",
    "Offer",
    "Organisation",
    "Organizer",
    "Photo",
    "PhotoLicence",
    "PhotoProblem",
    "Publication",
    "RemovedPhoto",
    "Source",
    "SourceRecord",
    "SourceRecordEvent",
    "Venue",
    "VenueAlias",
    "VenueEvent",
    "VenueMerge",
]
