"""Criteria by the names of their parameters, for tests that need no request."""

from datetime import datetime
from typing import Any

from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.filter_values import FilterValues
from geoapp.discovery.search.filters import FILTERS
from geoapp.discovery.search.visit_time import VisitTime


def criteria_of(**members: Any) -> SearchCriteria:
    """Return criteria; filters are given by name, `open_at` as a datetime."""
    filters = {name: members.pop(name) for name in [*members] if name in FILTERS}
    if isinstance(filters.get("open_at"), datetime):
        filters["open_at"] = VisitTime(filters["open_at"])
    return SearchCriteria(filters=FilterValues(filters), **members)
