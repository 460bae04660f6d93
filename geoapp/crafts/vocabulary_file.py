"""Parse fixtures/vocabulary.yaml: the concepts, their edges and English names."""

from collections.abc import Callable
from typing import TypeVar

import yaml

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
from geoapp.crafts.located_yaml import (
    InvalidVocabulary,
    LocatedYaml,
    SourcePath,
    line_number,
)

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


class VocabularyFile(LocatedYaml):
    """The concepts of the main file."""

    def vocabulary(self) -> Vocabulary:
        """Return the concepts; their references are not validated yet."""
        lists = dict(self.fields(self._root, (), frozenset({*LISTS, MISLEADING})))
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
            for term_id, value in self.fields(node, (name,), None)
        }

    def _craft(self, term_id: str, node: yaml.Node) -> CraftTerm:
        key_path = ("crafts", term_id)
        fields = dict(self.fields(node, key_path, CRAFT_KEYS))
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
        fields = dict(self.fields(node, key_path, EQUIPMENT_KEYS))
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
        fields = dict(self.fields(node, key_path, SHARED_KEYS))
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
            language: self.text(value)
            for language, value in self.fields(
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
            language: self.words(value, (*path, language))
            for language, value in self.fields(fields[key], path, frozenset(LANGUAGES))
        }

    def _edges(
        self, fields: dict[str, yaml.Node], key_path: SourcePath
    ) -> tuple[EquipmentEdge, ...]:
        if "equipment" not in fields:
            return ()
        path = (*key_path, "equipment")
        edges: dict[str, EquipmentEdge] = {}
        for strength, value in self.fields(
            fields["equipment"], path, frozenset(STRENGTHS)
        ):
            for word in self.words(value, (*path, strength)):
                if word in edges:
                    message = f"`{word}` occurs twice."
                    line = self.line_of(*path, strength, word)
                    raise InvalidVocabulary(message, line=line)
                edges[word] = EquipmentEdge(word, strength)
        return tuple(edges.values())

    def _word(self, fields: dict[str, yaml.Node], key: str) -> str:
        return self.text(fields[key]) if key in fields else ""

    def _words(
        self, fields: dict[str, yaml.Node], key_path: SourcePath, key: str
    ) -> tuple[str, ...]:
        return self.words(fields[key], (*key_path, key)) if key in fields else ()

    def _retired(self, fields: dict[str, yaml.Node]) -> bool:
        if "retired" not in fields:
            return False
        value = self.text(fields["retired"])
        if value not in {"true", "false"}:
            line = line_number(fields["retired"])
            raise InvalidVocabulary("`retired` must be true or false.", line=line)
        return value == "true"
