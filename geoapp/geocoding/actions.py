"""Load the gazetteer."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from geoapp.geocoding.geonames import edition, place_rows
from geoapp.geocoding.models import GazetteerEdition
from geoapp.geocoding.postcodes import load_sectors
from geoapp.geocoding.sql import load

BATCH = 20_000
Progress = Callable[[int, int], None]


@transaction.atomic
def load_gazetteer(*, at: datetime, progress: Progress | None = None) -> int:
    """Load the gazetteer unless this edition is loaded; return the number of places.

    A single transaction: an interrupted load leaves the previous data. `progress` is
    called with (done, total).
    """
    present = GazetteerEdition.objects.filter(edition=edition()).first()
    if present is not None:
        return present.places
    load.empty()
    GazetteerEdition.objects.all().delete()
    rows = list(place_rows())
    with load.without_indexes():
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            load.copy_places(batch)
            load.copy_names(batch)
            if progress:
                progress(start + len(batch), len(rows))
    load_sectors()
    load.analyze()
    GazetteerEdition.objects.create(edition=edition(), places=len(rows), loaded_at=at)
    return len(rows)
