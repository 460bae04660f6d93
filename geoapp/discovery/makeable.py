"""The tutorials that a venue can get a person through, and what others lack."""

from dataclasses import dataclass

from geoapp.discovery.candidates import ancestors_of, facts_of
from geoapp.discovery.matching import (
    NO_CRAFT,
    Asker,
    Facts,
    Fit,
    fit_of,
    is_candidate,
)
from geoapp.discovery.needs import needs_of
from geoapp.discovery.plans import can_make_there
from geoapp.publishing.models import PublishedVenue
from geoapp.tutorials.models import Tutorial


@dataclass(frozen=True, slots=True)
class Makeable:
    """A tutorial as it stands at one venue; `missing` are required machines."""

    tutorial: Tutorial
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MakeableHere:
    """The tutorials of a venue: to be finished here, and lacking something."""

    complete: tuple[Makeable, ...]
    lacking: tuple[Makeable, ...]


def makeable_at(venue: PublishedVenue) -> MakeableHere:
    """Return the tutorials of the venue's crafts and machines, fewest gaps first."""
    facts = facts_of(venue)
    ranked: list[tuple[tuple[int, int, str], Makeable]] = []
    for tutorial in Tutorial.objects.confirmed().with_needs().order_by("title"):
        fit = _fit(tutorial, facts)
        if fit is not None:
            key = (len(fit.missing), fit.craft_step, tutorial.title)
            ranked.append((key, Makeable(tutorial, fit.missing)))
    runs = can_make_there(facts)
    ranked.sort(key=lambda pair: pair[0])
    found = [makeable for _key, makeable in ranked]
    return MakeableHere(
        complete=tuple(m for m in found if runs and not m.missing),
        lacking=tuple(m for m in found if m.missing),
    )


def _fit(tutorial: Tutorial, facts: Facts) -> Fit | None:
    needs = needs_of(tutorial)
    ancestors = ancestors_of(needs.crafts)
    if not is_candidate(facts, needs, ancestors):
        return None
    fit = fit_of(facts, needs, ancestors, asker=Asker())
    # Without a craft in common, holding only some of the machines is no offer.
    if fit.only_sells or (fit.craft_step == NO_CRAFT and fit.missing):
        return None
    return fit
