"""The concepts of the vocabulary: crafts, equipment, materials and their edges.

Immutable values, already validated: geoapp.crafts.vocabulary reads them from the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from geoapp.crafts.choices import Induction

ListName = Literal["crafts", "equipment", "materials"]

# Languages of the vocabulary; English is the fallback of all others.
LANGUAGES = (
    *("en", "de", "fr", "es", "he", "it", "pt", "nl", "sv", "nb", "da"),
    *("fi", "pl", "cs", "ru", "uk", "tr", "ar", "ja", "zh", "ko"),
)
STRENGTHS = ("required", "typical", "optional")


@dataclass(frozen=True, slots=True)
class EquipmentEdge:
    """A craft uses a type of equipment; `strength` is one of STRENGTHS."""

    equipment: str
    strength: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CraftTerm:
    """An activity. `broader` arranges crafts in a tree of at most three levels."""

    id: str
    labels: Mapping[str, str]  # language -> label
    aliases: Mapping[str, tuple[str, ...]]  # language -> other names
    # Language -> products and associated words; several crafts can share one.
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: str | None = None
    osm: tuple[str, ...] = ()  # "craft=carpenter"
    equipment: tuple[EquipmentEdge, ...] = ()
    materials: tuple[str, ...] = ()
    wikidata_occupation: str = ""  # most identifiers are those of occupations,
    wikidata_technique: str = ""  # few are those of techniques
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentTerm:
    """A type of equipment; `induction` is the default for new machines."""

    id: str
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    induction: Induction
    attributes: tuple[str, ...] = ()  # attributes that distinguish machines
    materials: tuple[str, ...] = ()
    osm: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialTerm:
    """A material that is worked."""

    id: str
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    retired: bool = False


Term = CraftTerm | EquipmentTerm | MaterialTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWords:
    """What a language calls whatever is no craft, machine or material.

    Each maps a value of a filter, a weekday or the use of a word to names, of which the
    first is the label.
    """

    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    access: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    modes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weekdays: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The three lists, validated: every id that they refer to exists.

    Compared and hashed by identity, so that an index of it can be cached.
    """

    crafts: Mapping[str, CraftTerm]
    equipment: Mapping[str, EquipmentTerm]
    materials: Mapping[str, MaterialTerm]
    # Language -> phrases that contain a craft's word without meaning it: "Harry
    # Potter".
    misleading: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Language -> its other words; a vocabulary need not have any.
    languages: Mapping[str, LanguageWords] = field(default_factory=dict)

    def terms(self, of: ListName) -> Mapping[str, Term]:
        """Return one of the three lists."""
        lists: dict[ListName, Mapping[str, Term]] = {
            "crafts": self.crafts,
            "equipment": self.equipment,
            "materials": self.materials,
        }
        return lists[of]

    def in_use(self, of: ListName) -> list[str]:
        """Return the ids that can be chosen, without retired terms."""
        return [term.id for term in self.terms(of).values() if not term.retired]

    def label(
        self, term_id: str, *, of: ListName = "crafts", language: str = "en"
    ) -> str:
        """Return the label in a language ("de-AT" is "de"), or else in English.

        Raises KeyError for an id that is not in the list.
        """
        labels = self.terms(of)[term_id].labels
        return labels.get(language.split("-", maxsplit=1)[0].lower(), labels["en"])

    def ancestors(self, craft_id: str) -> tuple[str, ...]:
        """Return the broader crafts, nearest first, without the craft itself."""
        ancestors: list[str] = []
        broader = self.crafts[craft_id].broader
        while broader:
            ancestors.append(broader)
            broader = self.crafts[broader].broader
        return tuple(ancestors)

    def narrower(self, craft_id: str) -> frozenset[str]:
        """Return all crafts below this one, without the craft itself."""
        return frozenset(
            other for other in self.crafts if craft_id in self.ancestors(other)
        )

    def crafts_using(self, equipment_id: str) -> tuple[str, ...]:
        """Return the crafts with an edge to this equipment, strongest edge first."""
        edges = [
            (STRENGTHS.index(edge.strength), craft.id)
            for craft in self.crafts.values()
            for edge in craft.equipment
            if edge.equipment == equipment_id
        ]
        return tuple(craft_id for _strength, craft_id in sorted(edges))

    def craft_of_osm_tag(self, key: str, value: str) -> tuple[str, ...]:
        """Return the crafts that an OpenStreetMap tag stands for, possibly none."""
        tag = f"{key}={value}"
        return tuple(craft.id for craft in self.crafts.values() if tag in craft.osm)
