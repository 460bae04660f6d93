"""The addresses that visitors open under load: 2,000 different ones, always the same."""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import urlencode

from geoapp.crafts.vocabulary import current
from geoapp.publishing.models import PublishedOffer, PublishedVenue
from geoapp.tutorials.models import Tutorial

COUNT = 2_000
SHARES = {
    "home and results": 0.25,
    "craft and place": 0.20,
    "venue": 0.15,
    "tutorial": 0.10,
    "crafts": 0.10,
    "API items": 0.15,
    "tile": 0.05,
}
# What browsers prefer, half of them English without a region.
_LANGUAGES = ("en", "en", "en", "en-GB,en;q=0.9", "en-US,en;q=0.9", "de-DE,de;q=0.9")
_TEXTS = ("wood lathe", "kiln", "repair", "sewing", "library", "laser", "makerspace")
_FILTERS = (
    ("access", "public"),
    ("wheelchair", "yes"),
    ("kind", "makerspace"),
    ("kind", "repair_cafe"),
    ("newcomers", "welcome"),
    ("open_at", "now"),
)
_ITEMS = "/api/collections/venues/items"
Draw = Callable[[], str]


@dataclass(frozen=True, slots=True)
class View:
    """An address, and the Accept-Language of whoever opens it."""

    kind: str
    target: str
    language: str


class Visitors:
    """Draws addresses as visitors would choose them among the published venues."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        venues = PublishedVenue.objects.on_map().order_by("slug")
        self._venues = list(venues.values_list("slug", "pk", "locality"))
        self._towns = sorted({town for _slug, _pk, town in self._venues if town})
        self._points = [venue.public_point for venue in venues]
        offers = PublishedOffer.objects.filter(depth=0).order_by("venue_id", "craft_id")
        towns = {pk: town for _slug, pk, town in self._venues}
        self._offers = [
            (craft, towns[pk])
            for craft, pk in offers.values_list("craft_id", "venue_id")
            if towns.get(pk)
        ]
        self._tutorials = list(
            Tutorial.objects.confirmed().order_by("slug").values_list("slug", flat=True)
        )
        self._draws: dict[str, Draw] = {
            "home and results": self._list,
            "craft and place": self._craft_and_place,
            "venue": lambda: f"/venues/{self._venue()[0]}/",
            "tutorial": self._tutorial,
            "crafts": self._craft,
            "API items": self._items,
            "tile": self._tile,
        }

    def views(self, count: int = COUNT) -> list[View]:
        """Return different views in the shares above, in any order."""
        found: dict[View, None] = {}
        for kind, share in SHARES.items():
            wanted = len(found) + round(count * share)
            while len(found) < wanted:
                language = self._random.choice(_LANGUAGES)
                found[View(kind, self._draws[kind](), language)] = None
        views = list(found)
        self._random.shuffle(views)
        return views

    def _venue(self) -> tuple[str, object, str]:
        return self._random.choice(self._venues)

    def _town(self) -> tuple[str, str]:
        """Return the place of a search: by name, or of a visitor's own position."""
        if self._random.random() < 0.8:
            return ("where", self._random.choice(self._towns))
        point = self._random.choice(self._points)
        return ("near", f"{point.x:.3f},{point.y:.3f}")

    def _box(self) -> str:
        point, half = (
            self._random.choice(self._points),
            2 ** self._random.uniform(-5, 3),
        )
        edges = (
            max(-180.0, point.x - half),
            max(-85.0, point.y - half / 2),
            min(180.0, point.x + half),
            min(85.0, point.y + half / 2),
        )
        return ",".join(f"{edge:.4f}" for edge in edges)

    def _path(self) -> str:
        """Return a page, or the part of one that its script asks for."""
        return self._random.choice(("/", "/results/"))

    def _list(self) -> str:
        kind = self._random.random()
        if kind < 0.4:
            params = [("bbox", self._box())]
        elif kind < 0.7:
            params = [self._town()]
        elif kind < 0.85:
            params = [("q", self._random.choice(_TEXTS)), self._town()]
        else:
            params = [self._random.choice(_FILTERS), ("bbox", self._box())]
        return f"{self._path()}?{urlencode(params)}"

    def _craft_and_place(self) -> str:
        craft, town = self._random.choice(self._offers)
        # Most look for what is there; some find nothing, and are helped on.
        place = ("where", town) if self._random.random() < 0.7 else self._town()
        return f"{self._path()}?{urlencode([('craft', craft), place])}"

    def _tutorial(self) -> str:
        query = urlencode([self._town()])
        return f"/tutorials/{self._random.choice(self._tutorials)}/?{query}"

    def _craft(self) -> str:
        if self._random.random() < 0.1:
            word = self._random.choice(self._offers)[0].replace("_", " ")
            return f"/crafts/?{urlencode({'q': word})}"
        term = self._random.choice(sorted(current().crafts))
        query = f"?{urlencode([self._town()])}" if self._random.random() < 0.5 else ""
        return f"/crafts/{term}/{query}"

    def _items(self) -> str:
        kind = self._random.random()
        if kind < 0.2:
            return f"{_ITEMS}/{self._venue()[1]}"
        params = [("bbox", self._box())]
        if kind < 0.6:
            point = self._random.choice(self._points)
            craft = ("craft", self._random.choice(self._offers)[0])
            params = [("near", f"{point.x:.3f},{point.y:.3f}"), craft]
        return f"{_ITEMS}?{urlencode([*params, ('limit', '100')])}"

    def _tile(self) -> str:
        zoom, point = self._random.randint(2, 14), self._random.choice(self._points)
        side = 2**zoom
        x = int((point.x + 180) / 360 * side)
        y = int((1 - math.asinh(math.tan(math.radians(point.y))) / math.pi) / 2 * side)
        return f"/api/tiles/{zoom}/{x}/{y}"


def zipf(views: Sequence[View], seed: int) -> Iterator[View]:
    """Yield views without end, the n-th most popular 1/n times as often as the first.

    Popular ones are of all kinds, so that each kind has its share of the requests.
    """
    ranked = list(_ranked(views))
    weights = list(accumulate(1 / rank for rank in range(1, len(ranked) + 1)))
    chance = random.Random(seed)
    while True:
        yield from chance.choices(ranked, cum_weights=weights, k=1_000)


def _ranked(views: Sequence[View]) -> Iterator[View]:
    """Yield the views by popularity: each rank goes to the kind that lacks most of it."""
    left: dict[str, list[View]] = {kind: [] for kind in SHARES}
    for view in views:
        left[view.kind].append(view)
    weights, total = dict.fromkeys(SHARES, 0.0), 0.0
    for rank in range(1, len(views) + 1):
        total += 1 / rank
        kinds = [kind for kind in SHARES if left[kind]]
        kind = max(kinds, key=lambda kind: SHARES[kind] * total - weights[kind])
        weights[kind] += 1 / rank
        yield left[kind].pop()
