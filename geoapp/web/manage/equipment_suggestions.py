"""Machines that would let people complete more tutorials at a venue."""

from collections import Counter
from collections.abc import Sequence

from geoapp.discovery.matching.tutorials_at_venue import TutorialAtVenue

MAX_SUGGESTIONS = 3


def suggest_equipment(incomplete: Sequence[TutorialAtVenue]) -> list[tuple[str, int]]:
    """Return (equipment, number of tutorials that need nothing else), most first."""
    alone = (
        tutorial.missing[0] for tutorial in incomplete if len(tutorial.missing) == 1
    )
    counts = Counter(alone)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ranked[:MAX_SUGGESTIONS]
