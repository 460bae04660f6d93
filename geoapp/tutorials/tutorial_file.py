"""Parse tutorials from YAML; errors carry the line number."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import yaml
from django.utils.text import slugify

from geoapp.common.errors import DomainError
from geoapp.crafts.located_yaml import LOADER, line_number
from geoapp.crafts.vocabulary import current

SCHEMES = frozenset({"http", "https"})
TEXT_LENGTHS = {"title": 300, "url": 800, "site": 120, "language": 35}
LISTS = ("crafts", "required", "optional")
KEYS = (*TEXT_LENGTHS, *LISTS)
NEEDED = ("title", "url", "site", "crafts")


class InvalidTutorials(DomainError):
    """The tutorials file breaks a rule; `line` counts from 1."""

    def __init__(self, message: str, *, line: int) -> None:
        super().__init__(f"Line {line}: {message}")
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class TutorialEntry:
    """A tutorial of the file; crafts and equipment are vocabulary ids."""

    title: str
    url: str
    site: str
    language: str
    crafts: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]


def read_tutorials(text: str) -> list[TutorialEntry]:
    """Return the tutorials in the file's order.

    Raises InvalidTutorials for the first broken rule: unknown keys and ids, URLs that
    are not http or https, duplicates.
    """
    lines: dict[str, int] = {}
    entries = []
    for node in _items(text):
        entry = _entry(node)
        if entry.url in lines:
            message = f"`{entry.url}` is already on line {lines[entry.url]}."
            raise InvalidTutorials(message, line=line_number(node))
        lines[entry.url] = line_number(node)
        entries.append(entry)
    return entries


def _items(text: str) -> list[yaml.Node]:
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        message = f"This is not valid YAML: {error.problem}."
        raise InvalidTutorials(message, line=line) from None
    if not isinstance(root, yaml.MappingNode):
        raise InvalidTutorials("Expected `tutorials:` with a list below it.", line=1)
    fields = dict(_fields(root, ("tutorials",)))
    listed = fields.get("tutorials")
    if not isinstance(listed, yaml.SequenceNode):
        raise InvalidTutorials("Expected `tutorials:` with a list below it.", line=1)
    return list(listed.value)


def _entry(node: yaml.Node) -> TutorialEntry:
    fields = dict(_fields(node, KEYS))
    for key in NEEDED:
        if key not in fields:
            raise InvalidTutorials(f"`{key}` is missing.", line=line_number(node))
    title, url = _text(fields, "title"), _text(fields, "url")
    if not slugify(title):
        message = "The title needs a Latin letter or a digit, for its slug."
        raise InvalidTutorials(message, line=line_number(fields["title"]))
    if not _is_web_address(url):
        message = f"`{url}` is not a URL that starts with https:// or http://."
        raise InvalidTutorials(message, line=line_number(fields["url"]))
    equipment = {
        key: _ids(fields, key, "equipment") for key in ("required", "optional")
    }
    for word in equipment["optional"]:
        if word in equipment["required"]:
            message = f"`{word}` is both required and optional."
            raise InvalidTutorials(message, line=line_number(fields["optional"]))
    return TutorialEntry(
        title=title,
        url=url,
        site=_text(fields, "site"),
        language=_text(fields, "language") if "language" in fields else "en",
        crafts=_ids(fields, "crafts", "crafts"),
        required=equipment["required"],
        optional=equipment["optional"],
    )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(parts.hostname)


def _fields(
    node: yaml.Node, allowed: tuple[str, ...]
) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        message = "Expected `name: value` pairs."
        raise InvalidTutorials(message, line=line_number(node))
    seen: set[str] = set()
    for key_node, value in node.value:
        key, line = str(key_node.value), line_number(key_node)
        if key not in allowed:
            message = f"`{key}` is unknown. Use {', '.join(allowed)}."
            raise InvalidTutorials(message, line=line)
        if key in seen:
            raise InvalidTutorials(f"`{key}` occurs twice.", line=line)
        seen.add(key)
        yield key, value


def _text(fields: dict[str, yaml.Node], key: str) -> str:
    node = fields[key]
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise InvalidTutorials(f"`{key}` must be text.", line=line_number(node))
    text = " ".join(str(node.value).split())
    if len(text) > TEXT_LENGTHS[key]:
        message = f"`{key}` is longer than {TEXT_LENGTHS[key]} characters."
        raise InvalidTutorials(message, line=line_number(node))
    return text


def _ids(fields: dict[str, yaml.Node], key: str, list_name: str) -> tuple[str, ...]:
    """Return the ids of a list; `list_name` is that of the vocabulary."""
    node = fields.get(key)
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        raise InvalidTutorials(f"`{key}` must be a list.", line=line_number(node))
    terms = current().crafts if list_name == "crafts" else current().equipment
    ids: list[str] = []
    for item in node.value:
        word = str(item.value)
        if word not in terms:
            message = f"`{word}` is not in the vocabulary's list of {list_name}."
            raise InvalidTutorials(message, line=line_number(item))
        if word in ids:
            raise InvalidTutorials(f"`{word}` occurs twice.", line=line_number(item))
        ids.append(word)
    if key == "crafts" and not ids:
        raise InvalidTutorials(
            "At least one craft is required.", line=line_number(node)
        )
    return tuple(ids)
