"""External lists of tutorials: parsed and cleaned, with inferred values marked."""

from geoapp.tutorials.listings.parsers import FORMATS, UnreadableListing
from geoapp.tutorials.listings.report import ListingReport

__all__ = ["FORMATS", "ListingReport", "UnreadableListing"]
