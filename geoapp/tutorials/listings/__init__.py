"""Other people's lists of tutorials: read, mended, and their guesses marked."""

from geoapp.tutorials.listings.parsers import FORMATS, UnreadableListing
from geoapp.tutorials.listings.report import ListingReport

__all__ = ["FORMATS", "ListingReport", "UnreadableListing"]
