"""What is shown of a hidden home: the cell of a fixed grid, never its position.

A fixed grid is used because noise per request averages out; see A. D. Chapman,
Current Best Practices for Generalizing Sensitive Species Occurrence Data (2020).
"""

import math

from geoapp.geo.values import Position

CELL_M = 1_500
_METRES_PER_DEGREE = 111_195  # of a great circle on a sphere of 6,371.0088 km
AREA_UNCERTAINTY_M = 1_100  # half the diagonal of a cell, rounded up


def cell_centre(position: Position) -> Position:
    """Return the centre of the grid cell, at least 1 km wide everywhere.

    Rows are CELL_M high; each row has as many whole cells round the earth as fit
    at its edge nearest to the pole, so that none is narrower than CELL_M.
    """
    rows = math.floor(180 * _METRES_PER_DEGREE / CELL_M)
    height = 180 / rows
    row = min(math.floor((position.lat + 90) / height), rows - 1)
    south = -90 + row * height
    lat = south + height / 2
    edge = min(max(abs(south), abs(south + height)), 89.99)
    around = 360 * _METRES_PER_DEGREE * math.cos(math.radians(edge))
    columns = max(1, math.floor(around / CELL_M))
    width = 360 / columns
    column = min(math.floor((position.lon + 180) / width), columns - 1)
    return Position(lon=round(-180 + (column + 0.5) * width, 6), lat=round(lat, 6))
