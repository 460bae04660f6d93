"""A person makes a key, sees it once, and revokes it."""

import re

import pytest

from geoapp.accounts.keys import key_of
from geoapp.accounts.models import ApiKey
from tests.people import member
from tests.web.factories import confirm_it_is_them
from tests.world import AT

pytestmark = pytest.mark.django_db
PAGE = "/account/keys/"


@pytest.fixture
def person(client, vocabulary):
    one = member()
    client.force_login(one)
    confirm_it_is_them(client, one)
    return one


def made(client, **said):
    answer = client.post(PAGE, {"name": "My map", **said})
    return re.search(r"mk_[0-9a-f]{8}_[\w-]{40,}", answer.content.decode())


def test_a_key_is_shown_once(client, person):
    found = made(client, likes="1")
    assert found
    assert key_of(found[0], at=AT).scopes == ["likes"]
    page = client.get(PAGE).content.decode()
    assert found[0] not in page
    assert f"mk_{ApiKey.objects.get().prefix}_…" in page
    assert "Can read your likes." in page


def test_without_a_name_nothing_is_made(client, person):
    answer = client.post(PAGE, {"name": "  "})
    assert answer.status_code == 422
    assert not ApiKey.objects.exists()


def test_a_name_is_text(client, person):
    made(client, name="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(PAGE).content.decode()


def test_revoked_it_opens_nothing(client, person):
    text = made(client)[0]
    key = ApiKey.objects.get()
    client.post(f"{PAGE}{key.pk}/revoke/")
    assert key_of(text, at=AT) is None
    assert "Revoked keys" in client.get(PAGE).content.decode()


def test_nobody_revokes_what_is_not_theirs(client, person):
    made(client)
    key = ApiKey.objects.get()
    other = member()
    client.force_login(other)
    confirm_it_is_them(client, other)
    assert client.post(f"{PAGE}{key.pk}/revoke/").status_code == 404
    assert ApiKey.objects.get().revoked_at is None


def test_a_key_that_is_revoked_already_is_said_to_be(client, person):
    made(client)
    address = f"{PAGE}{ApiKey.objects.get().pk}/revoke/"
    client.post(address)
    answer = client.post(address, follow=True)
    assert "This key has already been revoked." in answer.content.decode()
