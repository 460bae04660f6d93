"""Read the mapping file from YAML into the schema, naming any invalid part."""

import re
from collections.abc import Mapping as AnyMapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import yaml

from geoapp.common.errors import DomainError
from geoapp.sources.csv_mapping.schema import (
    AddressColumns,
    Codes,
    CraftColumn,
    DateColumn,
    Inductions,
    KindWords,
    Mapping,
    OperationColumns,
    PositionColumns,
    PriceColumns,
    ReadHours,
    ToolColumn,
    Tools,
)
from geoapp.venues.record_json import source_from_json
from geoapp.venues.records import SourceInfo

_T = TypeVar("_T")


class InvalidMapping(DomainError):
    """The mapping file is invalid; the message names the part and what to write."""


_SECTIONS: AnyMapping[str, type] = {
    "address": AddressColumns,
    "position": PositionColumns,
    "confirmed_at": DateColumn,
    "kind": KindWords,
    "crafts": CraftColumn,
    "price": PriceColumns,
    "operation": OperationColumns,
    "inductions": Inductions,
    "hours": ReadHours,
}
# Descriptions of the required members.
_MEANINGS: AnyMapping[str, str] = {
    "source": "whose list it is",
    "source.key": "a short name of the list, such as my-list",
    "source.name": "the name of the list, as it is shown",
    "source.licence": "under which it is used, such as CC-BY-4.0",
    "source.attribution": "who is to be named",
    "name": "the column with the names of the venues",
    "kind": "what sort of places these are",
    "kind.default": "what sort of places these are, such as makerspace",
    "position.lon": "the column with the longitude",
    "position.lat": "the column with the latitude",
    "crafts.column": "the column with the crafts",
}
_EXAMPLES: AnyMapping[str, str] = {
    "source": "{key: my-list, name: My list, licence: CC0-1.0, attribution: Me}",
    "address": "{street: Street, locality: Town, postcode: Postcode}",
    "position": "{lon: Longitude, lat: Latitude}",
    "confirmed_at": '{column: Date, format: "%Y-%m-%d"}',
    "kind": "{default: makerspace}",
    "crafts": "{column: Crafts, modes: [use, learn]}",
    "tools": "{columns: [{column: Tools}]}",
    "tools.columns": "[{column: Tools}]",
    "codes": "[{field: access, column: Access, phrases: {open: public}}]",
}


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises InvalidMapping, and OSError if it cannot be read."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        msg = f"{path.name} is not valid YAML: {error}"
        raise InvalidMapping(msg) from None
    try:
        if not isinstance(document, dict):
            raise InvalidMapping("has no sections. Write `name: value` on each line.")
        return _mapping(document)
    except DomainError as error:
        msg = f"{path.name} {error}"
        raise InvalidMapping(msg) from None


def _mapping(document: dict[str, Any]) -> Mapping:
    values = dict(document)
    values["source"] = _source(values.get("source"))
    for name, kind in _SECTIONS.items():
        if name in values:
            values[name] = _section(kind, values[name], name)
    values["codes"] = _sections(Codes, values.get("codes"), "codes")
    tools = dict(_named_values(values.get("tools") or {}, "tools"))
    tools["columns"] = _sections(ToolColumn, tools.get("columns"), "tools.columns")
    values["tools"] = _section(Tools, tools, "tools")
    mapping = _section(Mapping, values, "")
    _check_patterns(mapping)
    return mapping


def _source(value: object) -> SourceInfo:
    if value is None:
        _lacks("source")
    values = _named_values(value, "source")
    _check_names(SourceInfo, values, "source")
    try:
        return source_from_json(_dates_as_text(values))
    except DomainError as error:
        msg = f"has an invalid `source`: {error}."
        raise InvalidMapping(msg) from None


def _sections(kind: type[_T], values: object, key_path: str) -> tuple[_T, ...]:
    if values is None:
        return ()
    if not isinstance(values, (list, tuple)):
        _needs_an_example(key_path, "a list")
    return tuple(_section(kind, part, key_path) for part in values)


def _section(kind: type[_T], section: object, key_path: str) -> _T:
    values = _named_values(section, key_path)
    _check_names(kind, values, key_path)
    return kind(**{name: _frozen(value) for name, value in values.items()})


def _named_values(value: object, key_path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        _needs_an_example(key_path, "names and values")
    return value


def _needs_an_example(key_path: str, what: str) -> NoReturn:
    top = key_path.partition(".")[0]
    example = _EXAMPLES.get(key_path, "{name: value}")
    usage = f"`{key_path}: {example}`" if key_path == top else f"`{example}`"
    msg = f"must have {what} at `{key_path}`. Write {usage}."
    raise InvalidMapping(msg)


def _check_names(kind: type, values: AnyMapping[str, Any], key_path: str) -> None:
    """Raise InvalidMapping for unknown or missing names of a section."""
    field_specs = {spec.name: spec for spec in fields(kind)}
    unknown = sorted(str(name) for name in set(values) - set(field_specs))
    if unknown:
        place = f" in `{key_path}`" if key_path else ""
        msg = f"has `{unknown[0]}`{place}, which is unknown. Use {', '.join(field_specs)}."
        raise InvalidMapping(msg)
    for name, spec in field_specs.items():
        needed = spec.default is MISSING and spec.default_factory is MISSING
        if needed and values.get(name) in (None, ""):
            _lacks(f"{key_path}.{name}" if key_path else name)


def _lacks(name: str) -> NoReturn:
    meaning = f": {_MEANINGS[name]}" if name in _MEANINGS else ""
    example = f" Write `{name}: {_EXAMPLES[name]}`." if name in _EXAMPLES else ""
    msg = f"lacks `{name}`{meaning}.{example}"
    raise InvalidMapping(msg)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _dates_as_text(values: AnyMapping[str, Any]) -> dict[str, Any]:
    # YAML parses a bare 2015-03-16 as a date; the record's form is text.
    return {
        name: value if isinstance(value, str) else str(value)
        for name, value in values.items()
    }


def _check_patterns(mapping: Mapping) -> None:
    patterns = [
        *mapping.tools.absent,
        *mapping.tools.words,
        *mapping.inductions.words,
        *(codes.unless for codes in mapping.codes),
        *(pattern for column in mapping.tools.columns for pattern in column.words),
    ]
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            msg = f"has the invalid pattern {pattern!r}: {error}."
            raise InvalidMapping(msg) from None
