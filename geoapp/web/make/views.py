"""Find places for a pasted link or a description."""

from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from geoapp.common.public_url import public_url
from geoapp.crafts.vocabulary import current
from geoapp.discovery.matching.matches import Matches, matches_for
from geoapp.tutorials.models import Tutorial
from geoapp.web.make.pasted_text import PastedText, parse_pasted_text
from geoapp.web.page_params import PageParams, page_params, position_of

BEST = 3
WHERE = ("where", "near", "radius_m", "audience", "open_at")


@require_safe
def make(request: HttpRequest) -> HttpResponse:
    """Show what was recognised and its places; redirect if the tutorial is known."""
    at = timezone.now()
    pasted = parse_pasted_text(request.GET)
    listed_tutorial = pasted.url and _known_tutorial(request, pasted.url)
    if listed_tutorial:
        query = urlencode([(n, v) for n in WHERE for v in request.GET.getlist(n)])
        return redirect(
            listed_tutorial.get_absolute_url() + (f"?{query}" if query else "")
        )
    params = page_params(request, at=at)
    near = position_of(request, params)
    matches = (
        matches_for(
            pasted.needs,
            near=near,
            within=params.criteria.radius,
            at=at,
            audience=params.criteria.audience,
            open_at=params.criteria.open_at,
        )
        if near and pasted.crafts
        else None
    )
    context = {
        "at": at,
        "pasted": pasted,
        "criteria": params.criteria,
        "where": params.where,
        "place": params.place,
        "problems": params.problems,
        "bookmarklet": bookmarklet(),
        **_choices(pasted),
        **_form_params(pasted, params),
        **_match_context(pasted, params, matches),
    }
    return render(request, "make/make.html", context)


def bookmarklet() -> str:
    """Return the bookmarklet that opens the current page here."""
    target = public_url(reverse("make:make"))
    script = (
        f"location.href='{target}?url='+encodeURIComponent(location.href)"
        "+'&title='+encodeURIComponent(document.title)"
    )
    return "javascript:" + quote(script, safe="=:/?+()'.&")


def _known_tutorial(request: HttpRequest, url: str) -> Tutorial | None:
    # Staff, too, are redirected only to public tutorials and their own.
    return Tutorial.objects.known_to(request.user).at_address(url).first()


def _choices(pasted: PastedText) -> dict[str, Any]:
    """Return the crafts and machines that can still be added."""
    return {
        "other_crafts": [
            craft for craft in current().in_use("crafts") if craft not in pasted.crafts
        ],
        "other_equipment": [
            equipment
            for equipment in current().in_use("equipment")
            if equipment not in pasted.equipment
        ],
    }


def _form_params(pasted: PastedText, params: PageParams) -> dict[str, Any]:
    """Return the parameters that the page's other forms and links pass on."""
    criteria = params.criteria
    place = [("where", params.where)] if params.where else []
    if criteria.near and not params.where:
        place = [("near", str(criteria.near))]
    location_params = [*place, ("radius_m", str(int(criteria.radius.metres)))]
    location_params.append(("audience", criteria.audience))
    if criteria.open_at_text:
        location_params.append(("open_at", criteria.open_at_text))
    return {
        "hidden_params": pasted.pairs(corrections=True),
        "text_params": [*pasted.pairs(corrections=False), *location_params],
        "location_params": location_params,
        "add_query": urlencode({"url": pasted.url, "title": pasted.title}),
    }


def _match_context(
    pasted: PastedText, params: PageParams, matches: Matches | None
) -> dict[str, Any]:
    """Return the context of templates/tutorials/matches.html."""
    if matches is None:
        return {"matches": None}
    wider = params.criteria.replace(near=matches.near)
    wider = wider.with_filters(craft=(), equipment=())
    if matches.wider:
        wider = wider.replace(radius=matches.wider.radius)
    return {
        "matches": matches,
        "wider_query": f"{urlencode(pasted.pairs(corrections=True))}&{params.query(wider)}",
        "best": matches.items[:BEST],
        "others": matches.items[BEST:30],
    }
