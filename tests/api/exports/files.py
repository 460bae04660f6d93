"""Exports read back by readers that know nothing of how they were written."""

import csv
import json
from io import StringIO
from typing import Any

import shapely
from django.test import Client
from pyogrio import raw

RS = "\x1e"
ENDINGS = ("geojsonl", "csv", "gpkg", "fgb", "ics")


def body(answer: Any) -> bytes:
    """Return the whole of a streamed answer."""
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def export(client: Client, ending: str, **params: object) -> bytes:
    """Return the whole export in a format."""
    return body(client.get(f"/api/exports/venues.{ending}", params))


def features(data: bytes) -> list[dict[str, Any]]:
    """Return the features of a text sequence, every record checked (RFC 8142)."""
    text = data.decode()
    records = text.split(RS)
    assert records[0] == ""
    assert all(record.endswith("\n") for record in records[1:])
    return [json.loads(record) for record in records[1:]]


def rows(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def layer(path: Any, data: bytes) -> tuple[list[tuple[float, float]], dict[str, Any]]:
    """Return the points and the columns that GDAL reads."""
    path.write_bytes(data)
    meta, _fids, geometry, columns = raw.read(str(path), layer="venues")
    assert meta["crs"] == "EPSG:4326"
    points = [_point(one) for one in geometry]
    names = [str(name) for name in meta["fields"]]
    return points, dict(zip(names, (list(c) for c in columns), strict=True))


def _point(wkb: bytes) -> tuple[float, float]:
    point = shapely.from_wkb(wkb)
    return (round(point.x, 6), round(point.y, 6))


def calendar(data: bytes) -> list[dict[str, str]]:
    """Return the events of a calendar; what is not RFC 5545 raises."""
    text = data.decode()
    assert "\n" not in text.replace("\r\n", "")
    lines: list[str] = []
    for line in text.split("\r\n")[:-1]:
        assert len(line.encode()) <= 75
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    events: list[dict[str, str]] = []
    stack: list[str] = []
    for line in lines:
        name, _sep, value = line.partition(":")
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] == "VEVENT":
            assert name not in events[-1], line
            events[-1][name] = value
    assert stack == []
    return events


def plain(value: str) -> str:
    """Return what an escaped TEXT says."""
    said, rest = "", iter(value)
    for sign in rest:
        meant = next(rest) if sign == "\\" else ""
        said += {"": sign, "n": "\n", "N": "\n"}.get(meant, meant)
    return said
