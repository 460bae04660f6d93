"""The preview of opening hours while someone edits them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from geoapp.venues.stored_records import values_of
from geoapp.web.manage.access import get_managed_venue
from geoapp.web.manage.forms.audience_hours import AUDIENCES, AudienceHoursForm
from geoapp.web.manage.hours_text import hours_text


@never_cache
@login_required
@require_POST
def hours(request: HttpRequest, venue_id: UUID, audience: str) -> JsonResponse:
    """Return the text of one audience's hours for the current form fields.

    Nothing is saved. Invalid fields give an empty text: errors are shown only once
    the form is submitted.
    """
    managed = get_managed_venue(request, venue_id)
    if audience not in AUDIENCES:
        raise Http404
    audience_value = next(value for value in AUDIENCES if value == audience)
    rows = values_of(venue_id).get("hours") or ()
    stored_text = {row["audience"]: row["text"] for row in rows}.get(audience, "")
    form = AudienceHoursForm(
        request.POST, audience=audience_value, text=stored_text, first=False
    )
    if not form.is_valid():
        return JsonResponse({"text": "", "now": "", "note": "", "valid": False})
    preview = hours_text(form.text, venue=managed.venue, at=timezone.now())
    return JsonResponse(
        {
            "text": preview.text,
            "now": preview.now,
            "note": preview.note,
            "valid": True,
        }
    )
