"""Address lookup for the pin of the form."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from geoapp.web.manage.forms.basics import ADDRESS
from geoapp.web.manage.positioning import look_up


@never_cache
@login_required
@require_POST
def look_up_address(request: HttpRequest) -> JsonResponse:
    """Return position, precision and label of an address, or `null`.

    Not by GET: what a geocoder answers is stored.
    """
    parts = {name: request.POST.get(name, "").replace("\0", "") for name in ADDRESS}
    address = {name: text[:200] for name, text in parts.items()}
    lookup = look_up(address, at=timezone.now())
    if lookup is None:
        return JsonResponse({"place": None})
    place = {
        "lon": lookup.position.lon,
        "lat": lookup.position.lat,
        "precision": lookup.precision,
        "label": lookup.label,
    }
    return JsonResponse({"place": place})
