"""Small lists of venues for the tests of geoapp.sources."""

import json
from pathlib import Path

from geoapp.geo.values import Position
from geoapp.sources.readers.fixture import FORMAT
from geoapp.venues.record_json import to_json
from geoapp.venues.records import Address, OfferRecord, SourceInfo, VenueRecord

REPOSITORY = Path(__file__).parents[2]
FIXTURES = REPOSITORY / "fixtures"
SHARED = REPOSITORY.parent / "shared" / "data"

SOURCE = SourceInfo(
    key="list", name="A list", licence="CC0-1.0", attribution="A list, CC0"
)
KILN_YARD = VenueRecord(
    external_id="1",
    name="Kiln Yard",
    kind="open_studio",
    position=Position(lon=-0.0553, lat=51.545),
    address=Address(locality="London", country="GB"),
    offers=(OfferRecord(craft="pottery", mode="use"),),
)


def write_json(path: Path, document: object) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def write_records(path: Path, *records: VenueRecord, source=SOURCE) -> Path:
    document = {
        "format": FORMAT,
        "source": to_json(source),
        "records": [to_json(record) for record in records],
    }
    return write_json(path, document)


def feature(number=1, *, lon=5.3, lat=60.4, **tags) -> dict:
    return {
        "type": "Feature",
        "id": f"node/{number}",
        "properties": {"name": "Verkstedet", **tags},
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


def collection(*features, **members) -> dict:
    return {"type": "FeatureCollection", **members, "features": list(features)}
