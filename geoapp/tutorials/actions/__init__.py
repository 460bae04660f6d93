"""Actions on tutorials and likes, one use case per module."""

from geoapp.tutorials.actions.add_tutorial import (
    MAX_PENDING,
    AlreadyThere,
    TooManyPending,
    add_tutorial,
    revise_tutorial,
)
from geoapp.tutorials.actions.import_listing import import_listing
from geoapp.tutorials.actions.likes import like, unlike, unlike_all
from geoapp.tutorials.actions.load_tutorials import TutorialsLoaded, load_tutorials
from geoapp.tutorials.actions.review_tutorial import (
    confirm_tutorial,
    decline_tutorial,
    erase_tutorial,
    remove_tutorial,
    restore_review,
    take_tutorials_back,
)

__all__ = [
    "MAX_PENDING",
    "AlreadyThere",
    "TooManyPending",
    "TutorialsLoaded",
    "add_tutorial",
    "confirm_tutorial",
    "decline_tutorial",
    "erase_tutorial",
    "import_listing",
    "like",
    "load_tutorials",
    "remove_tutorial",
    "restore_review",
    "revise_tutorial",
    "take_tutorials_back",
    "unlike",
    "unlike_all",
]
