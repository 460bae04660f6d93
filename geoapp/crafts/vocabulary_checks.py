"""Consistency rules of the vocabulary; errors carry the line number."""

import re
from collections.abc import Callable

from geoapp.crafts.concepts import CraftTerm, ListName, MaterialTerm, Vocabulary
from geoapp.crafts.located_yaml import InvalidVocabulary
from geoapp.crafts.word_forms import claim

MAX_LEVELS = 3
ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
OSM_TAG = re.compile(r"[a-z0-9_:]+=[A-Za-z0-9_:.-]+")
WIKIDATA_ID = re.compile(r"Q[1-9][0-9]*")
# The Byzantine Empire, which other vocabularies map to welding by mistake.
REFUSED_WIKIDATA_IDS = frozenset({"Q12544"})
LIST_NAMES: tuple[ListName, ...] = ("crafts", "equipment", "materials")

LineOf = Callable[..., int]


def check(vocabulary: Vocabulary, *, line_of: LineOf) -> None:
    """Raise InvalidVocabulary for the first broken rule.

    `line_of` returns the line of a path such as ("crafts", "pottery", "broader").
    """
    for name in LIST_NAMES:
        _check_ids(vocabulary, name, line_of)
        _check_claims(vocabulary, name, line_of)
    for craft in vocabulary.crafts.values():
        _check_references(vocabulary, craft, line_of)
        _check_wikidata(craft, line_of)
    for name in LIST_NAMES:
        _check_edges_out(vocabulary, name, line_of)
    for craft in vocabulary.crafts.values():
        _check_tree(vocabulary, craft, line_of)


def _check_ids(vocabulary: Vocabulary, name: ListName, line_of: LineOf) -> None:
    for term_id in vocabulary.terms(name):
        if not ID.fullmatch(term_id):
            message = f"`{term_id}` is not a snake_case id."
            raise InvalidVocabulary(message, line=line_of(name, term_id))


def _check_claims(vocabulary: Vocabulary, name: ListName, line_of: LineOf) -> None:
    owners: dict[tuple[str, str], str] = {}
    for term in vocabulary.terms(name).values():
        claims = [("labels", language, word) for language, word in term.labels.items()]
        claims += [
            ("aliases", language, word)
            for language, words in term.aliases.items()
            for word in words
        ]
        for field, language, word in claims:
            owner = owners.setdefault((language, claim(word)), term.id)
            if owner != term.id:
                message = f"`{word}` ({language}) already belongs to `{owner}`."
                line = line_of(name, term.id, field, language, word)
                raise InvalidVocabulary(message, line=line)


def _check_references(
    vocabulary: Vocabulary, craft: CraftTerm, line_of: LineOf
) -> None:
    if craft.broader is not None and craft.broader not in vocabulary.crafts:
        message = f"There is no craft `{craft.broader}`."
        raise InvalidVocabulary(message, line=line_of("crafts", craft.id, "broader"))
    for edge in craft.equipment:
        if edge.equipment not in vocabulary.equipment:
            message = f"There is no equipment `{edge.equipment}`."
            key_path = ("crafts", craft.id, "equipment", edge.strength, edge.equipment)
            raise InvalidVocabulary(message, line=line_of(*key_path))


def _check_wikidata(craft: CraftTerm, line_of: LineOf) -> None:
    for field, value in (
        ("wikidata_occupation", craft.wikidata_occupation),
        ("wikidata_technique", craft.wikidata_technique),
    ):
        wrong = value in REFUSED_WIKIDATA_IDS or not WIKIDATA_ID.fullmatch(value)
        if value and wrong:
            message = f"`{value}` is not the Wikidata id of a craft."
            raise InvalidVocabulary(message, line=line_of("crafts", craft.id, field))


def _check_edges_out(vocabulary: Vocabulary, name: ListName, line_of: LineOf) -> None:
    """Check materials and OSM tags, which crafts and equipment can both have."""
    for term in vocabulary.terms(name).values():
        if isinstance(term, MaterialTerm):
            continue
        for material in term.materials:
            if material not in vocabulary.materials:
                message = f"There is no material `{material}`."
                line = line_of(name, term.id, "materials", material)
                raise InvalidVocabulary(message, line=line)
        for tag in term.osm:
            if not OSM_TAG.fullmatch(tag):
                message = f"`{tag}` is not an OpenStreetMap tag. Use `key=value`."
                raise InvalidVocabulary(
                    message, line=line_of(name, term.id, "osm", tag)
                )


def _check_tree(vocabulary: Vocabulary, craft: CraftTerm, line_of: LineOf) -> None:
    chain = [craft.id]
    while broader := vocabulary.crafts[chain[-1]].broader:
        if broader in chain:
            message = f"`{' < '.join([*chain, broader])}` is circular."
            line = line_of("crafts", craft.id, "broader")
            raise InvalidVocabulary(message, line=line)
        chain.append(broader)
        if len(chain) > MAX_LEVELS:
            message = f"`{' < '.join(chain)}` is deeper than {MAX_LEVELS} levels."
            line = line_of("crafts", craft.id, "broader")
            raise InvalidVocabulary(message, line=line)
