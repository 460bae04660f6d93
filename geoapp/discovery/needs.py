"""What somebody wants to make, as matching sees it."""

from collections.abc import Iterable
from dataclasses import dataclass

from geoapp.crafts.vocabulary import current
from geoapp.tutorials.models import Need, Tutorial


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """Crafts and machines. Only `required` (confirmed) ever ranks a place."""

    crafts: tuple[str, ...]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()  # confirmed, or typical of the craft
    guessed: tuple[str, ...] = ()  # "usually needs": read out of the title


def needs_of(tutorial: Tutorial) -> Needs:
    """Return what a tutorial needs; its crafts and equipment should be fetched."""
    rows = sorted(tutorial.equipment.all(), key=lambda row: row.equipment_id)
    required = [r for r in rows if r.need == Need.REQUIRED]
    return Needs(
        crafts=tuple(sorted(row.craft_id for row in tutorial.crafts.all())),
        required=tuple(r.equipment_id for r in required if r.confirmed),
        optional=tuple(r.equipment_id for r in rows if r.need == Need.OPTIONAL),
        guessed=tuple(r.equipment_id for r in required if not r.confirmed),
    )


def needs_of_text(*, crafts: tuple[str, ...], equipment: tuple[str, ...]) -> Needs:
    """Return the needs that were read out of a title: nothing in it is confirmed."""
    usual = [
        edge.equipment
        for craft in crafts
        for edge in current().crafts[craft].equipment
        if edge.strength == "required"
    ]
    return Needs(crafts=crafts, guessed=tuple(dict.fromkeys([*equipment, *usual])))


def together(asked: Iterable[Needs]) -> Needs:
    """Return what any of these needs: whose candidates are the candidates of each."""
    needs = list(asked)
    return Needs(
        crafts=tuple(dict.fromkeys(c for one in needs for c in one.crafts)),
        required=tuple(dict.fromkeys(e for one in needs for e in one.required)),
    )
