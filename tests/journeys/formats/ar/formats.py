"""The made-up language's dates: those of English."""

from geoapp.config.formats.en.formats import *  # noqa: F403
