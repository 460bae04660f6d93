"""What someone wants to make, as matching sees it."""

from collections.abc import Iterable
from dataclasses import dataclass

from geoapp.crafts.crafts_in_listing import Listing, suggest_for
from geoapp.crafts.vocabulary import current
from geoapp.tutorials.models import Need, Tutorial

MAX_NEEDS = 12  # crafts and machines that can be named
_MAX_READ = 3
_SURE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """Crafts and machines. Only `required` (confirmed) machines affect the order."""

    crafts: tuple[str, ...]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()  # confirmed, or typical of the craft
    guessed: tuple[str, ...] = ()  # "usually needs": read out of the title


def tutorial_requirements(tutorial: Tutorial) -> Requirements:
    """Return what a tutorial needs; its crafts and equipment should be fetched."""
    rows = sorted(tutorial.equipment.all(), key=lambda row: row.equipment_id)
    required = [r for r in rows if r.need == Need.REQUIRED]
    return Requirements(
        crafts=tuple(sorted(row.craft_id for row in tutorial.crafts.all())),
        required=tuple(r.equipment_id for r in required if r.confirmed),
        optional=tuple(r.equipment_id for r in rows if r.need == Need.OPTIONAL),
        guessed=tuple(r.equipment_id for r in required if not r.confirmed),
    )


def requirements_in_text(
    *, crafts: tuple[str, ...], equipment: tuple[str, ...]
) -> Requirements:
    """Return the requirements guessed from a title: none of them is confirmed."""
    usual = [
        edge.equipment
        for craft in crafts
        for edge in current().crafts[craft].equipment
        if edge.strength == "required"
    ]
    return Requirements(
        crafts=crafts, guessed=tuple(dict.fromkeys([*equipment, *usual]))
    )


def requirements_from_suggestion(*, title: str, url: str) -> Requirements:
    """Return the requirements guessed from a title and from the path of a URL."""
    suggestion = suggest_for(Listing(title=title, url=url), vocabulary=current())
    crafts = [g.id for g in suggestion.crafts if g.confidence >= _SURE][:_MAX_READ]
    equipment = [g.id for g in suggestion.equipment if g.confidence >= _SURE][
        :MAX_NEEDS
    ]
    needs = requirements_in_text(crafts=tuple(crafts), equipment=tuple(equipment))
    return Requirements(crafts=needs.crafts, guessed=needs.guessed[:MAX_NEEDS])


def together(requirements: Iterable[Requirements]) -> Requirements:
    """Return the union of requirements: its candidates are the candidates of each."""
    needs = list(requirements)
    return Requirements(
        crafts=tuple(dict.fromkeys(c for each in needs for c in each.crafts)),
        required=tuple(dict.fromkeys(e for each in needs for e in each.required)),
    )
