"""Whatever an address says, a page answers, and says what it did not understand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoapp.discovery.search.criteria import PARAMETERS
from tests.drawing import ALL

pytestmark = pytest.mark.django_db

NAMES = [*sorted(PARAMETERS), "where", "zoom", "part", "page", "unknown"]
TRICKY = st.sampled_from(
    [
        "nan,inf",
        "1e999,0",
        "-180,90",
        "180.0,-90",
        "1081,0",
        "170,-10,-170,10",
        "0,0,0,0",
        "-540,-90,540,90",
        "1,2,3,4,5,6",
        "now",
        "9999-12-31T23:59:59+14:00",
        "0001-01-01T00:00",
        "2026-02-30T10:00",
        "99999999999999999999",
        "-1",
        "0",
        "\x00",
        "\ud83d",
        "'; DROP TABLE x; --",
        "%",
        "in",
        "pottery in",
        "٣",
    ]
)
VALUES = TRICKY | st.text(max_size=60) | st.integers().map(str)
QUERIES = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6)
PAGES = st.sampled_from(
    ["/", "/results/", "/map/view/", "/suggest/", "/tutorials/", "/map/labels/"]
)


@settings(
    max_examples=250 if ALL else 100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(address=PAGES, query=QUERIES)
def test_no_parameter_breaks_a_page(client, vocabulary, address, query):
    params: dict[str, list[str]] = {}
    for name, value in query:
        params.setdefault(name, []).append(
            value.encode("utf-8", "replace").decode("utf-8")
        )
    assert client.get(address, params).status_code == 200


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("near", "somewhere"),
        ("bbox", "1,2,3"),
        ("radius_m", "far"),
        ("kind", "castle"),
        ("craft", "alchemy"),
        ("open_at", "tea time"),
        ("cursor", "forged"),
        ("sort", "loudest"),
    ],
)
def test_a_page_names_the_invalid_parameter(client, vocabulary, parameter, value):
    text = client.get("/", {parameter: value}).content.decode()
    assert "We could not read" in text
    assert f"<code>{parameter}</code>" in text
