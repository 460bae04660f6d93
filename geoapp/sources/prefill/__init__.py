"""Extract venue data from a web page or pasted text, to prefill the form.

Nothing is stored: a user reviews and confirms the extracted values.
"""

from geoapp.sources.prefill.extract import (
    BrokenDocument,
    Extract,
    NothingFound,
    PageTooLong,
    TagsNeeded,
    look_up,
    read,
)

__all__ = [
    "BrokenDocument",
    "Extract",
    "NothingFound",
    "PageTooLong",
    "TagsNeeded",
    "look_up",
    "read",
]
