"""The tutorials that can be completed at a venue, and what it lacks for others."""

from dataclasses import dataclass

from django.db.models import Q

from geoapp.crafts.vocabulary import current
from geoapp.discovery.matching.candidates import ancestors_of, candidate_facts
from geoapp.discovery.matching.fit import (
    LISTED,
    NO_CRAFT,
    Facts,
    Fit,
    Visitor,
    equipment_status,
    fit_of,
    is_candidate,
)
from geoapp.discovery.matching.plans import is_shut, lets_make
from geoapp.discovery.matching.requirements import tutorial_requirements
from geoapp.publishing.models import PublishedVenue
from geoapp.tutorials.models import (
    Need,
    Tutorial,
    TutorialCraft,
    TutorialEquipment,
    TutorialQuerySet,
)


@dataclass(frozen=True, slots=True)
class TutorialAtVenue:
    """A tutorial judged at one venue.

    `missing` are required machines; `doubtful` are machines that it usually needs,
    unconfirmed and not listed by the venue.
    """

    tutorial: Tutorial
    missing: tuple[str, ...]
    doubtful: tuple[str, ...] = ()

    @property
    def lacks(self) -> bool:
        """Whether something is missing, or may be."""
        return bool(self.missing or self.doubtful)


@dataclass(frozen=True, slots=True)
class TutorialsAtVenue:
    """The tutorials of a venue: those that can be completed here, and incomplete ones.

    `unavailable` could be completed here if the venue were not planned or paused.
    """

    complete: tuple[TutorialAtVenue, ...]
    incomplete: tuple[TutorialAtVenue, ...]
    unavailable: tuple[TutorialAtVenue, ...] = ()


def tutorials_at_venue(venue: PublishedVenue) -> TutorialsAtVenue:
    """Return the tutorials for the venue's crafts and machines, fewest gaps first."""
    facts = candidate_facts(venue)
    ranked: list[tuple[tuple[int, int, int, str], TutorialAtVenue]] = []
    for tutorial in _in_question(facts).with_needs().order_by("title"):
        fit = _fit(tutorial, facts)
        if fit is not None:
            doubtful = _doubtful(tutorial, facts)
            key = (len(fit.missing), len(doubtful), fit.craft_step, tutorial.title)
            ranked.append((key, TutorialAtVenue(tutorial, fit.missing, doubtful)))
    ranked.sort(key=lambda pair: pair[0])
    tutorials = [makeable for _key, makeable in ranked]
    whole = tuple(m for m in tutorials if lets_make(facts) and not m.lacks)
    shut = is_shut(facts)
    return TutorialsAtVenue(
        complete=() if shut else whole,
        incomplete=tuple(m for m in tutorials if m.lacks),
        unavailable=whole if shut else (),
    )


def _in_question(facts: Facts) -> TutorialQuerySet:
    """Return the tutorials with a craft or a required machine of the venue."""
    crafts = {offer.craft for offer in facts.offers}
    for offer in facts.offers:
        if offer.depth == 0:
            crafts |= current().narrower(offer.craft)
    needed = TutorialEquipment.objects.filter(
        equipment_id__in=list(facts.equipment), need=Need.REQUIRED, confirmed=True
    )
    worked = TutorialCraft.objects.filter(craft_id__in=crafts)
    return Tutorial.objects.confirmed().filter(
        Q(pk__in=needed.values("tutorial")) | Q(pk__in=worked.values("tutorial"))
    )


def _doubtful(tutorial: Tutorial, facts: Facts) -> tuple[str, ...]:
    guessed = tutorial_requirements(tutorial).guessed
    return tuple(e for e in guessed if equipment_status(e, facts.equipment) != LISTED)


def _fit(tutorial: Tutorial, facts: Facts) -> Fit | None:
    needs = tutorial_requirements(tutorial)
    ancestors = ancestors_of(needs.crafts)
    if not is_candidate(facts, needs, ancestors):
        return None
    fit = fit_of(facts, needs, ancestors, visitor=Visitor())
    # Without a craft in common, holding only some of the machines is no offer.
    if fit.only_sells or (fit.craft_step == NO_CRAFT and fit.missing):
        return None
    return fit
