"""Venues in the admin: review, move, publish and withdraw.

A venue's values come from its sources and corrections, so most fields are read-only and
every change calls an action.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from csp.constants import NONCE, SELF
from csp.decorators import csp_update
from django.contrib import admin, messages
from django.contrib.gis.geos import Point
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from leaflet.admin import LeafletAdminWidget, LeafletGeoAdminMixin

from geoapp.crafts.choices import Precision
from geoapp.geo.geojson import position_of_geojson
from geoapp.geo.points import to_point, to_position
from geoapp.geo.values import InvalidGeometry
from geoapp.venues.actions.change_publication import (
    MergedVenue,
    publish_venue,
    withdraw_venue,
)
from geoapp.venues.actions.correct_venue import correct_venue
from geoapp.venues.models import Correction, Source, SourceRecord, Venue

if TYPE_CHECKING:  # the classes take parameters in their stubs only
    from django import forms

    VenueModelAdmin = admin.ModelAdmin[Venue]
    SourceModelAdmin = admin.ModelAdmin[Source]
    ReadOnlyInline = admin.TabularInline[Any, Venue]
else:
    VenueModelAdmin = admin.ModelAdmin
    SourceModelAdmin = admin.ModelAdmin
    ReadOnlyInline = admin.TabularInline

# Leaflet's inline scripts carry the nonce of the response.
_WITH_MAP = {"script-src": [SELF, NONCE]}


class PositionWidget(LeafletAdminWidget):  # type: ignore[misc] # has no types
    """A pin on a map, submitted as GeoJSON that is never passed to GDAL or GEOS."""

    def deserialize(self, value: str) -> Point | None:
        """Return the point, or None if the value is not a GeoJSON point."""
        try:
            return to_point(position_of_geojson(value))
        except InvalidGeometry:
            return None


class StoredRowInline(ReadOnlyInline):
    """Rows that only actions write."""

    extra = 0
    can_delete = False

    def has_add_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Any = None,  # noqa: ARG002
    ) -> bool:
        """Return False: rows are added by actions only."""
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Any = None,  # noqa: ARG002
    ) -> bool:
        """Return False: rows are changed by actions only."""
        return False


class SourceRecordInline(StoredRowInline):
    """The records of each source."""

    model = SourceRecord
    fields = ("source", "external_id", "url", "recorded_at", "redacted")
    readonly_fields = fields


class CorrectionInline(StoredRowInline):
    """The users' corrections."""

    model = Correction
    fields = ("field", "value", "author", "made_at")
    readonly_fields = fields


@admin.register(Venue)
class VenueAdmin(LeafletGeoAdminMixin, VenueModelAdmin):  # type: ignore[misc]
    """All venues, unpublished ones too; the position is a pin that can be moved."""

    widget = PositionWidget
    list_display = ("name", "kind", "locality", "country", "publication", "operation")
    list_filter = ("publication", "operation", "kind", "precision", "country")
    search_fields = ("name", "locality", "slug")
    ordering = ("name", "pk")
    actions = ("publish", "withdraw")
    inlines = (SourceRecordInline, CorrectionInline)
    movable = ("location", "hide_exact_place")

    def get_readonly_fields(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django passes it
        obj: Venue | None = None,  # noqa: ARG002
    ) -> list[str]:
        """Return all fields but the position: they are computed."""
        return [
            field.name for field in Venue._meta.fields if field.name not in self.movable
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False: venues come from sources and from their managers."""
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Venue | None = None,  # noqa: ARG002
    ) -> bool:
        """Return False: venues are withdrawn, so that their URLs remain valid."""
        return False

    def lookup_allowed(
        self,
        lookup: str,
        value: str,  # noqa: ARG002
        request: HttpRequest | None = None,  # noqa: ARG002
    ) -> bool:
        """Allow only lookups of the page's own filters.

        A spatial lookup would parse its value as a geometry, a raster or a file.
        """
        return lookup.partition("__")[0] in self.list_filter

    @method_decorator(csp_update(_WITH_MAP))
    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form of a venue."""
        answer: HttpResponse = super().changeform_view(*args, **kwargs)
        return answer

    def save_model(  # noqa: PLR0917 - Django's signature
        self,
        request: HttpRequest,
        obj: Venue,
        form: "forms.ModelForm[Venue]",  # its stubs alone take a parameter
        change: bool,  # noqa: ARG002, FBT001
    ) -> None:
        """Pass the changes to the actions, which also update the public map."""
        if "location" in form.changed_data and obj.location:
            position = to_position(obj.location)
            values: dict[str, Any] = {"position": [position.lon, position.lat]}
            if obj.precision != Precision.AREA:
                # A pin set by staff is the exact position.
                values |= {"precision": Precision.EXACT.value, "uncertainty_m": None}
            for field, value in values.items():
                _correct(request=request, venue=obj, field=field, value=value)
        if "hide_exact_place" in form.changed_data:
            _correct(
                request=request,
                venue=obj,
                field="hide_exact_place",
                value=obj.hide_exact_place,
            )

    @admin.action(description=_("Publish selected venues"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Venue]) -> None:
        """Publish the selected venues."""
        for pk in queryset.values_list("pk", flat=True):
            self._run_action(request, publish_venue, pk)

    @admin.action(description=_("Withdraw selected venues"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Venue]) -> None:
        """Withdraw the selected venues."""
        for pk in queryset.values_list("pk", flat=True):
            self._run_action(request, withdraw_venue, pk)

    def _run_action(
        self, request: HttpRequest, verb: Callable[..., None], venue_id: UUID
    ) -> None:
        try:
            verb(venue_id=venue_id)
        except MergedVenue as error:
            self.message_user(request, str(error), messages.ERROR)


def _correct(*, request: HttpRequest, venue: Venue, field: str, value: Any) -> None:
    correct_venue(
        venue_id=venue.pk,
        field=field,
        value=value,
        author=request.user,  # type: ignore[arg-type] # staff are signed in
        at=timezone.now(),
    )


@admin.register(Source)
class SourceAdmin(SourceModelAdmin):
    """Sources with their licences and attributions."""

    list_display = ("key", "name", "licence", "edition")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False: imports create their sources."""
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Source | None = None,  # noqa: ARG002
    ) -> bool:
        """Return False: licences come from the sources' definitions."""
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Source | None = None,  # noqa: ARG002
    ) -> bool:
        """Return False: venues depend on their sources."""
        return False
