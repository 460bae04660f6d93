"""The concepts of the vocabulary: crafts, equipment, materials and their edges.

Pure values, already checked: geoapp.crafts.vocabulary reads them from the one file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from geoapp.crafts.choices import Induction

ListName = Literal["crafts", "equipment", "materials"]

# The languages of the vocabulary; English is the one every other falls back to.
LANGUAGES = ("en", "de", "fr", "es", "he")
STRENGTHS = ("required", "typical", "optional")


@dataclass(frozen=True, slots=True)
class EquipmentEdge:
    """A craft uses a type of equipment; strength is one of STRENGTHS."""

    equipment: str
    strength: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CraftTerm:
    """What is done. `broader` makes crafts a tree of three levels at most."""

    id: str
    labels: Mapping[str, str]  # language -> label
    aliases: Mapping[str, tuple[str, ...]]  # language -> other names
    # Language -> what is made, and words that go with it; several crafts may share one.
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: str | None = None
    osm: tuple[str, ...] = ()  # "craft=carpenter"
    equipment: tuple[EquipmentEdge, ...] = ()
    materials: tuple[str, ...] = ()
    wikidata_occupation: str = ""  # most identifiers name who does it,
    wikidata_technique: str = ""  # few name what is done
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentTerm:
    """A type of tool; `induction` is the default suggested to whoever lists one."""

    id: str
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    induction: Induction
    attributes: tuple[str, ...] = ()  # what tells one machine from another
    materials: tuple[str, ...] = ()
    osm: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialTerm:
    """What is worked."""

    id: str
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    retired: bool = False


Term = CraftTerm | EquipmentTerm | MaterialTerm


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The three lists, checked: every id that one names exists in the others.

    Compared and hashed by identity, so that an index over it can be cached.
    """

    crafts: Mapping[str, CraftTerm]
    equipment: Mapping[str, EquipmentTerm]
    materials: Mapping[str, MaterialTerm]
    # Language -> phrases that hold a craft's word and mean none: "Harry Potter".
    misleading: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def terms(self, of: ListName) -> Mapping[str, Term]:
        """Return one of the three lists."""
        lists: dict[ListName, Mapping[str, Term]] = {
            "crafts": self.crafts,
            "equipment": self.equipment,
            "materials": self.materials,
        }
        return lists[of]

    def in_use(self, of: ListName) -> list[str]:
        """Return the ids that can be chosen: those that are not retired."""
        return [term.id for term in self.terms(of).values() if not term.retired]

    def label(
        self, term_id: str, *, of: ListName = "crafts", language: str = "en"
    ) -> str:
        """Return the label in a language ("de-AT" is "de"), else the English one.

        Raises KeyError for an id that the list does not have.
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
        """Return the crafts that an OpenStreetMap tag stands for; none is ()."""
        tag = f"{key}={value}"
        return tuple(craft.id for craft in self.crafts.values() if tag in craft.osm)
