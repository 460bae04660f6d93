"""Where an address lies, for the pin of the form."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from geoapp.web.manage.forms.what import ADDRESS
from geoapp.web.manage.placing import find_town


@never_cache
@login_required
@require_safe
def find(request: HttpRequest) -> JsonResponse:
    """Answer the town of an address, or `null`: lon and lat in degrees, its label."""
    parts = {name: request.GET.get(name, "").replace("\0", "") for name in ADDRESS}
    town = find_town({name: text[:200] for name, text in parts.items()})
    if town is None:
        return JsonResponse({"place": None})
    place = {
        "lon": town.position.lon,
        "lat": town.position.lat,
        "label": town.label,
    }
    return JsonResponse({"place": place})
