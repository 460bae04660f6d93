"""What each endpoint takes: the shared criteria, and nothing that is not declared."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, QueryDict

from geoapp.api.features import kept_params, public_link
from geoapp.discovery.criteria import InvalidCriteria, SearchCriteria
from geoapp.discovery.cursors import InvalidCursor
from geoapp.discovery.reading import PARAMETERS, Problem
from geoapp.geo.values import Position
from geoapp.tutorials.models import Tutorial

VENUES = PARAMETERS
TUTORIALS = frozenset({"q", "craft", "limit", "cursor", "lang", "f"})
MATCHES = frozenset({"near", "radius_m", "audience", "open_at", "limit", "lang", "f"})
_ANY = frozenset({"lang", "f"})
_SALT = "makerloom.tutorials"


def asked_venues(params: QueryDict, *, at: datetime) -> SearchCriteria:
    """Return the criteria of a search; raises InvalidCriteria."""
    return _strict(params, VENUES, at=at)


def asked_matches(
    params: QueryDict, *, at: datetime
) -> tuple[SearchCriteria, Position]:
    """Return the criteria and the position, which is required here."""
    criteria = _strict(params, MATCHES, at=at, limit=20)
    if criteria.near is None:
        problem = Problem("near", "Required: `near=lon,lat`, where the person is.")
        raise InvalidCriteria([problem])
    return criteria, criteria.near


def refuse_unknown(params: QueryDict) -> None:
    """Refuse every parameter but those of any answer; raises InvalidCriteria."""
    SearchCriteria.from_params(
        dict(params.lists()), at=datetime.min.replace(tzinfo=UTC), allowed=_ANY
    )


@dataclass(frozen=True, slots=True)
class AskedTutorials:
    """A page of tutorials that is asked for."""

    q: str
    crafts: tuple[str, ...]
    limit: int
    cursor: str

    def after(self) -> Q:
        """Return the condition of what follows the cursor; raises InvalidCursor."""
        if not self.cursor:
            return Q()
        try:
            said = signing.loads(self.cursor, salt=_SALT)
        except (signing.BadSignature, ValueError) as error:
            raise InvalidCursor("This cursor is damaged. Start again.") from error
        if said["q"] != [self.q, list(self.crafts)]:
            raise InvalidCursor("This cursor belongs to other parameters.")
        title, pk = said["k"]
        return Q(title__gt=title) | Q(title=title, pk__gt=pk)

    def links(
        self, request: HttpRequest, last: Tutorial | None
    ) -> list[dict[str, str]]:
        """Return `self`, and `next` where more follow."""
        here = public_link(request.get_full_path())
        links = [{"rel": "self", "type": "application/json", "href": here}]
        if last is not None:
            key = {"q": [self.q, list(self.crafts)], "k": [last.title, str(last.pk)]}
            params = [("q", self.q)] + [("craft", c) for c in self.crafts]
            params += [("limit", str(self.limit))]
            params += [("cursor", signing.dumps(key, salt=_SALT, compress=True))]
            params += kept_params(request)
            query = urlencode([(n, v) for n, v in params if v])
            href = f"{public_link(request.path)}?{query}"
            links.append({"rel": "next", "type": "application/json", "href": href})
        return links


def asked_tutorials(params: QueryDict, *, at: datetime) -> AskedTutorials:
    """Return the page of tutorials; raises InvalidCriteria."""
    criteria = _strict(params, TUTORIALS, at=at)
    return AskedTutorials(
        criteria.written, criteria.crafts, criteria.limit, criteria.cursor
    )


def _strict(
    params: QueryDict, allowed: frozenset[str], *, at: datetime, limit: int = 100
) -> SearchCriteria:
    return SearchCriteria.from_params(
        dict(params.lists()), at=at, limit=limit, allowed=allowed
    )
