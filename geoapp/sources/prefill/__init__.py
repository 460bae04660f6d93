"""What somebody has written about a venue elsewhere, as a form may begin with it.

Nothing is stored here: what is found is shown to a person, who confirms it.
"""

from geoapp.sources.prefill.extract import (
    BrokenDocument,
    Extract,
    NothingFound,
    TagsWanted,
    look_up,
    read,
)

__all__ = [
    "BrokenDocument",
    "Extract",
    "NothingFound",
    "TagsWanted",
    "look_up",
    "read",
]
