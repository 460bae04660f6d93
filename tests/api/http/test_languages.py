"""Reasons and gaps come in the language that a parameter names."""

import pytest

from tests.web.factories import NEAR, tutorial
from tests.world import record, venues

pytestmark = pytest.mark.django_db


def words_of(client, lang: str) -> list[str]:
    """Return the words of all reasons and gaps of the only match."""
    asked = tutorial("A lamp", required=("kiln", "wood_lathe"))
    venues(record("Clay House", offers=[("pottery", "use")], machines=["kiln"]))
    query = f"{NEAR}&lang={lang}" if lang else NEAR
    address = f"/api/tutorials/{asked.pk}/venues?{query}"
    answer = client.get(address, headers={"Accept-Language": "fr"})
    (match,) = answer.json()["features"]
    said = match["properties"]["reasons"] + match["properties"]["gaps"]
    return [one["words"] for one in said]


def test_german_is_german(client, vocabulary):
    words = words_of(client, "de-AT")
    assert "Keramikbrennofen vorhanden" in words
    assert "Töpfern und Keramik: du kannst die Werkstatt nutzen" in words
    assert "Drechselbank nicht aufgeführt" in words
    assert "Öffnungszeiten noch nicht bekannt" in words


def test_without_lang_the_api_is_english_for_every_browser(client, vocabulary):
    assert "Kiln available" in words_of(client, "")
