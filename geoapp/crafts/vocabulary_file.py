"""Parse the vocabulary from YAML, recording the line of every value."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import yaml

from geoapp.common.errors import DomainError
from geoapp.crafts.choices import Induction
from geoapp.crafts.concepts import (
    LANGUAGES,
    STRENGTHS,
    CraftTerm,
    EquipmentEdge,
    EquipmentTerm,
    MaterialTerm,
    Vocabulary,
)

# The C parser is ten times as fast; PyYAML can be built without it.
LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

LISTS = ("crafts", "equipment", "materials")
MISLEADING = "misleading"
SHARED_KEYS = frozenset({"labels", "aliases", "retired"})
CRAFT_KEYS = SHARED_KEYS | {
    "hints",
    "broader",
    "osm",
    "equipment",
    "materials",
    "wikidata_occupation",
    "wikidata_technique",
}
EQUIPMENT_KEYS = SHARED_KEYS | {"induction", "attributes", "materials", "osm"}

AnyTerm = TypeVar("AnyTerm")
# The location of a value: list, concept, field and item.
SourcePath = tuple[str, ...]


class InvalidVocabulary(DomainError):
    """The vocabulary file breaks a rule; `line` counts from 1."""

    def __init__(self, message: str, *, line: int) -> None:
        super().__init__(f"Line {line}: {message}")
        self.line = line
        self.message = message


def line_number(node: yaml.Node) -> int:
    """Return the line on which a node starts, counted from 1."""
    return int(node.start_mark.line) + 1


class VocabularyFile:
    """The concepts of a file; `line_of` returns the line of a value."""

    def __init__(self, text: str) -> None:
        """Parse the YAML. Raises InvalidVocabulary if it is invalid."""
        self._lines: dict[SourcePath, int] = {}
        try:
            root = yaml.compose(text, Loader=LOADER)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            message = f"This is not valid YAML: {error.problem}."
            raise InvalidVocabulary(message, line=line) from None
        if root is None:
            raise InvalidVocabulary("The file is empty.", line=1)
        self._root = root

    def line_of(self, *key_path: str) -> int:
        """Return the line of the longest known prefix of a path, or 1."""
        for length in range(len(key_path), 0, -1):
            if key_path[:length] in self._lines:
                return self._lines[key_path[:length]]
        return 1

    def vocabulary(self) -> Vocabulary:
        """Return the concepts; their references are not validated yet."""
        lists = dict(self._fields(self._root, (), frozenset({*LISTS, MISLEADING})))
        for name in LISTS:
            if name not in lists:
                message = f"The list `{name}` is missing."
                raise InvalidVocabulary(message, line=1)
        return Vocabulary(
            crafts=self._terms("crafts", lists["crafts"], self._craft),
            equipment=self._terms("equipment", lists["equipment"], self._equipment),
            materials=self._terms("materials", lists["materials"], self._material),
            misleading=self._phrases(lists, (), MISLEADING),
        )

    def _terms(
        self,
        name: str,
        node: yaml.Node,
        build: Callable[[str, yaml.Node], AnyTerm],
    ) -> dict[str, AnyTerm]:
        return {
            term_id: build(term_id, value)
            for term_id, value in self._fields(node, (name,), None)
        }

    def _craft(self, term_id: str, node: yaml.Node) -> CraftTerm:
        key_path = ("crafts", term_id)
        fields = dict(self._fields(node, key_path, CRAFT_KEYS))
        return CraftTerm(
            id=term_id,
            labels=self._labels(fields, key_path),
            aliases=self._phrases(fields, key_path, "aliases"),
            hints=self._phrases(fields, key_path, "hints"),
            broader=self._word(fields, "broader") or None,
            osm=self._words(fields, key_path, "osm"),
            equipment=self._edges(fields, key_path),
            materials=self._words(fields, key_path, "materials"),
            wikidata_occupation=self._word(fields, "wikidata_occupation"),
            wikidata_technique=self._word(fields, "wikidata_technique"),
            retired=self._retired(fields),
        )

    def _equipment(self, term_id: str, node: yaml.Node) -> EquipmentTerm:
        key_path = ("equipment", term_id)
        fields = dict(self._fields(node, key_path, EQUIPMENT_KEYS))
        induction = self._word(fields, "induction")
        if induction not in Induction.values:
            message = f"`{induction}` is unknown. Use {', '.join(Induction.values)}."
            raise InvalidVocabulary(message, line=self.line_of(*key_path, "induction"))
        return EquipmentTerm(
            id=term_id,
            labels=self._labels(fields, key_path),
            aliases=self._phrases(fields, key_path, "aliases"),
            induction=Induction(induction),
            attributes=self._words(fields, key_path, "attributes"),
            materials=self._words(fields, key_path, "materials"),
            osm=self._words(fields, key_path, "osm"),
            retired=self._retired(fields),
        )

    def _material(self, term_id: str, node: yaml.Node) -> MaterialTerm:
        key_path = ("materials", term_id)
        fields = dict(self._fields(node, key_path, SHARED_KEYS))
        return MaterialTerm(
            id=term_id,
            labels=self._labels(fields, key_path),
            aliases=self._phrases(fields, key_path, "aliases"),
            retired=self._retired(fields),
        )

    def _labels(
        self, fields: dict[str, yaml.Node], key_path: SourcePath
    ) -> dict[str, str]:
        if "labels" not in fields:
            raise InvalidVocabulary(
                "`labels` is missing.", line=self.line_of(*key_path)
            )
        path = (*key_path, "labels")
        labels = {
            language: self._text(value)
            for language, value in self._fields(
                fields["labels"], path, frozenset(LANGUAGES)
            )
        }
        if "en" not in labels:
            message = "The English label is missing."
            raise InvalidVocabulary(message, line=self.line_of(*path))
        return labels

    def _phrases(
        self, fields: dict[str, yaml.Node], key_path: SourcePath, key: str
    ) -> dict[str, tuple[str, ...]]:
        if key not in fields:
            return {}
        path = (*key_path, key)
        return {
            language: self._list(value, (*path, language))
            for language, value in self._fields(fields[key], path, frozenset(LANGUAGES))
        }

    def _edges(
        self, fields: dict[str, yaml.Node], key_path: SourcePath
    ) -> tuple[EquipmentEdge, ...]:
        if "equipment" not in fields:
            return ()
        path = (*key_path, "equipment")
        edges: dict[str, EquipmentEdge] = {}
        for strength, value in self._fields(
            fields["equipment"], path, frozenset(STRENGTHS)
        ):
            for word in self._list(value, (*path, strength)):
                if word in edges:
                    message = f"`{word}` occurs twice."
                    line = self.line_of(*path, strength, word)
                    raise InvalidVocabulary(message, line=line)
                edges[word] = EquipmentEdge(word, strength)
        return tuple(edges.values())

    def _word(self, fields: dict[str, yaml.Node], key: str) -> str:
        return self._text(fields[key]) if key in fields else ""

    def _words(
        self, fields: dict[str, yaml.Node], key_path: SourcePath, key: str
    ) -> tuple[str, ...]:
        return self._list(fields[key], (*key_path, key)) if key in fields else ()

    def _retired(self, fields: dict[str, yaml.Node]) -> bool:
        if "retired" not in fields:
            return False
        value = self._text(fields["retired"])
        if value not in {"true", "false"}:
            line = line_number(fields["retired"])
            raise InvalidVocabulary("`retired` must be true or false.", line=line)
        return value == "true"

    def _text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            message = "Expected a word or phrase."
            raise InvalidVocabulary(message, line=line_number(node))
        return " ".join(str(node.value).split())

    def _list(self, node: yaml.Node, key_path: SourcePath) -> tuple[str, ...]:
        if not isinstance(node, yaml.SequenceNode):
            raise InvalidVocabulary("Expected a list.", line=line_number(node))
        words = []
        for item in node.value:
            word = self._text(item)
            self._lines[(*key_path, word)] = line_number(item)
            words.append(word)
        return tuple(words)

    def _fields(
        self, node: yaml.Node, key_path: SourcePath, allowed: frozenset[str] | None
    ) -> Iterator[tuple[str, yaml.Node]]:
        """Yield a mapping's keys and values; reject unknown and repeated keys."""
        if not isinstance(node, yaml.MappingNode):
            message = "Expected `name: value` pairs."
            raise InvalidVocabulary(message, line=line_number(node))
        seen: set[str] = set()
        for key_node, value in node.value:
            key, line = self._text(key_node), line_number(key_node)
            if allowed is not None and key not in allowed:
                message = f"`{key}` is unknown. Use {', '.join(sorted(allowed))}."
                raise InvalidVocabulary(message, line=line)
            if key in seen:
                message = f"`{key}` occurs twice."
                raise InvalidVocabulary(message, line=line)
            seen.add(key)
            self._lines[(*key_path, key)] = line
            yield key, value
