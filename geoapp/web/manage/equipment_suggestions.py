"""Which one machine more would let most tutorials be finished at a venue."""

from collections import Counter
from collections.abc import Sequence

from geoapp.discovery.matching.tutorials_at_venue import TutorialAtVenue

MAX_SUGGESTIONS = 3


def suggest_equipment(incomplete: Sequence[TutorialAtVenue]) -> list[tuple[str, int]]:
    """Return (equipment, tutorials that need nothing else), the most first."""
    alone = (
        tutorial.missing[0] for tutorial in incomplete if len(tutorial.missing) == 1
    )
    counts = Counter(alone)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ranked[:MAX_SUGGESTIONS]
