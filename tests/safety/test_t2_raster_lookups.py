"""T2: no raster, file or address reaches a spatial lookup (CVE-2026-15307)."""

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from itertools import cycle, islice, product

import pytest
from django.contrib import admin
from django.contrib.gis.db.models.fields import GeometryField
from django.urls import reverse

from geoapp.venues.models import Venue
from tests.drawing import ALL
from tests.world import venue

pytestmark = pytest.mark.django_db
LOOKUPS = [
    "exact",
    "intersects",
    "bboverlaps",
    "contains",
    "contains_properly",
    "coveredby",
    "covers",
    "crosses",
    "disjoint",
    "distance_gt",
    "distance_lte",
    "dwithin",
    "equals",
    "isvalid",
    "left",
    "overlaps",
    "relate",
    "right",
    "same_as",
    "strictly_above",
    "touches",
    "within",
    "isnull",
]
CHANGELIST = reverse("admin:venues_venue_changelist")


def payloads(folder, url: str) -> list[str]:
    """Return what GDAL would write a file for, or fetch."""
    raster = {
        "driver": "GTiff",
        "name": str(folder / "written.tif"),
        "width": 1,
        "height": 1,
        "srid": 4326,
        "bands": [{"data": [1]}],
    }
    elsewhere = raster | {"name": f"/vsicurl/{url}"}
    vrt = f"<VRTDataset><VRTRasterBand><SourceFilename>{url}</SourceFilename></VRTRasterBand></VRTDataset>"
    return [
        json.dumps(raster),
        json.dumps(elsewhere),
        json.dumps([raster, 0]),
        json.dumps({**raster, "driver": "VRT", "vsi_filesystem_path": str(folder)}),
        f"/vsicurl/{url}",
        f"/vsicurl_streaming/{url}",
        f"/vsizip//vsicurl/{url}",
        f"/vsis3/{url}",
        url,
        f"WMS:{url}",
        f"GeoJSON:{url}",
        vrt,
        str(folder / "written.tif"),
        "00" * 61,
        "\\x0100",
        f'{{"type":"Point","coordinates":[1,2],"href":"{url}"}}',
    ]


def pairs(names: Sequence[str], texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return each name with each text in `--all`; else each of both at least once."""
    if ALL:
        return list(product(names, texts))
    most = max(len(names), len(texts))
    return list(islice(zip(cycle(names), cycle(texts)), most))


def nothing_happened(folder, canary) -> bool:
    return not list(folder.iterdir()) and canary.heard == []


def test_the_canary_hears_what_calls_it(canary):
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(canary.url)  # noqa: S310 - our own listener
    assert canary.heard == ["GET /x HTTP/1.1"]


def geometry_paths(model, prefix="", depth=2) -> list[str]:
    """Return every way from a model to a geometry, over relations too."""
    found = []
    for field in model._meta.get_fields():
        if isinstance(field, GeometryField):
            found.append(prefix + field.name)
        elif field.is_relation and field.related_model and depth:
            name = getattr(field, "related_query_name", None)
            query_name = name() if callable(name) and field.auto_created else field.name
            if not query_name.endswith("+"):
                found += geometry_paths(
                    field.related_model, f"{prefix}{query_name}__", depth - 1
                )
    return found


def changelists() -> list[tuple[str, str]]:
    return [
        (
            reverse(
                f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
            ),
            path,
        )
        for model in admin.site._registry
        for path in geometry_paths(model)
    ]


def test_there_are_ways_from_the_admin_to_a_geometry():
    ways = {path for _address, path in changelists()}
    assert {"location", "likes__user__home_point"} <= ways


@pytest.mark.parametrize(("address", "path"), changelists())
def test_no_list_of_the_admin_evaluates_a_spatial_lookup(
    address, path, staff, canary, tmp_path
):
    venue("Here")
    names = (path, f"{path}__intersects", f"{path}__dwithin")
    for name, payload in pairs(
        names, payloads(tmp_path, canary.url)[: 6 if ALL else 3]
    ):
        answer = staff.get(address, {name: payload})
        assert answer.status_code == 400, (name, payload)
    assert nothing_happened(tmp_path, canary)


def test_the_list_of_venues_takes_no_spatial_lookup(staff, canary, tmp_path):
    venue("Here")
    for lookup, payload in pairs(LOOKUPS, payloads(tmp_path, canary.url)):
        answer = staff.get(CHANGELIST, {f"location__{lookup}": payload})
        assert answer.status_code == 400, (lookup, payload)
    assert nothing_happened(tmp_path, canary)


def test_the_lists_own_filters_and_its_search_still_work(staff):
    venue("Here", kind="makerspace")
    venue("There", kind="fab_lab")
    answer = staff.get(CHANGELIST, {"kind__exact": "fab_lab", "q": "the"})
    assert [str(row.name) for row in answer.context["cl"].result_list] == ["There"]


def test_a_position_that_is_no_point_changes_nothing(staff, canary, tmp_path):
    pk = venue("Here")
    before = Venue.objects.get(pk=pk).location.wkt
    address = reverse("admin:venues_venue_change", args=[pk])
    for payload in payloads(tmp_path, canary.url):
        answer = staff.post(address, form_of(payload))
        assert answer.status_code == 200
        assert answer.context["adminform"].form.errors["location"]
    assert Venue.objects.get(pk=pk).location.wkt == before
    assert nothing_happened(tmp_path, canary)


def form_of(location: str) -> dict[str, str]:
    """Return what the admin's form sends."""
    form = {"location": location}
    for prefix in ("source_records", "corrections"):
        form |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return form


PARAMETERS = ("near", "bbox", "q", "where", "cursor", "zoom")


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_no_page_and_no_api_opens_what_a_parameter_names(
    parameter, client, vocabulary, canary, tmp_path
):
    # In a usual run two parameters share each payload.
    share = 1 if ALL else 3
    first = PARAMETERS.index(parameter) % share
    for payload in payloads(tmp_path, canary.url)[first::share]:
        api = client.get("/api/collections/venues/items", {parameter: payload[:200]})
        assert api.status_code == (200 if parameter == "q" else 400)
        for page in ("/", "/results/", "/map/view/", "/map/labels/", "/suggest/"):
            answer = client.get(page, {parameter: payload})
            if (page, parameter) == ("/", "q") and payload.startswith("http"):
                # An address is one to be made: our own page, which fetches nothing.
                assert answer.status_code == 302
                assert answer["Location"].startswith("/make/?url=http")
                answer = client.get(answer["Location"])
            assert answer.status_code == 200
    assert nothing_happened(tmp_path, canary)


def test_a_home_point_is_two_numbers_or_nothing(staff, canary, tmp_path):
    for payload in payloads(tmp_path, canary.url):
        assert staff.post("/likes/home-point/", {"near": payload}).status_code == 302
    assert nothing_happened(tmp_path, canary)
