"""Locate records without a position by postcode or by town.

A placer takes the rows of a batch without a position and returns the same number of
rows. Add new ones as a function and an entry of PLACERS.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from geoapp.crafts.choices import Precision
from geoapp.sources.postcodes import compact, positions_of
from geoapp.sources.reader_rows import ReadOptions, ReadRow
from geoapp.sources.towns import Town, towns

Placer = Callable[[Sequence[ReadRow], ReadOptions], list[ReadRow]]

_POSTCODE_M = 100  # a British postcode covers about fifteen neighbouring addresses
# Approximate population density of European towns, to estimate the distance from the
# centre to the edge.
_DENSITY_PER_KM2 = 4000
_MIN_TOWN_M = 1000
_MAX_TOWN_M = 30_000  # larger towns are not circular


def placed(rows: Sequence[ReadRow], options: ReadOptions) -> list[ReadRow]:
    """Return the rows, located where possible."""
    result = list(rows)
    for place in PLACERS:
        wanting = [
            index
            for index, row in enumerate(result)
            if row.record is not None
            and row.record.position is None
            and not row.part_of
        ]
        if wanting:
            positions = place([result[index] for index in wanting], options)
            for index, row in zip(wanting, positions, strict=True):
                result[index] = row
    return result


def by_postcode(rows: Sequence[ReadRow], options: ReadOptions) -> list[ReadRow]:
    """Locate by British postcode, if a table of postcodes was given."""
    if options.postcodes is None:
        return list(rows)
    codes = [
        compact(row.record.address.postcode)
        if row.record and row.record.address.country == "GB"
        else ""
        for row in rows
    ]
    positions = positions_of(codes, table=options.postcodes)
    return [
        replace(
            row,
            record=replace(
                row.record,
                position=positions[code],
                precision=Precision.POSTCODE.value,
                uncertainty_m=_POSTCODE_M,
            ),
        )
        if row.record and code in positions
        else row
        for row, code in zip(rows, codes, strict=True)
    ]


def by_town(rows: Sequence[ReadRow], _options: ReadOptions) -> list[ReadRow]:
    """Locate at the centre of the row's town, with its extent as uncertainty."""
    return [_in_town(row) for row in rows]


def _in_town(row: ReadRow) -> ReadRow:
    if row.record is None:
        return row
    town = _town(row, row.record.address.country)
    if town is None:
        return row
    radius_km = math.sqrt(town.population / _DENSITY_PER_KM2 / math.pi)
    record = replace(
        row.record,
        position=town.position,
        precision=Precision.CITY.value,
        uncertainty_m=min(max(_MIN_TOWN_M, round(radius_km) * 1000), _MAX_TOWN_M),
    )
    return replace(row, record=record)


def _town(row: ReadRow, country: str) -> Town | None:
    names = row.towns or ((row.record.address.locality,) if row.record else ())
    for name in names:
        town = towns().named(name, country=country) if name and country else None
        if town:
            return town
    return None


PLACERS: tuple[Placer, ...] = (by_postcode, by_town)
