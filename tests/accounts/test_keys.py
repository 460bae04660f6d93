"""Keys open what they say, and their text is kept nowhere."""

from datetime import timedelta

import pytest

from geoapp.accounts.keys import (
    MAX_KEYS,
    TooManyKeys,
    key_of,
    make_key,
    revoke_key,
)
from geoapp.accounts.models import ApiKey
from tests.people import member
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return make_key(user=member(), name="Script", scopes=["likes", "all"], at=AT)


def test_a_key_is_recognised_and_its_use_is_noted_by_the_hour(made):
    key, text = made
    assert key_of(text, at=AT) == key
    assert ApiKey.objects.get().last_used_at == AT
    key_of(text, at=AT + timedelta(minutes=59))
    assert ApiKey.objects.get().last_used_at == AT
    key_of(text, at=AT + timedelta(minutes=61))
    assert ApiKey.objects.get().last_used_at == AT + timedelta(minutes=61)


def test_only_scopes_that_there_are_get_in(made):
    assert made[0].scopes == ["likes"]


def test_the_text_is_in_no_column(made):
    secret = made[1].split("_", 2)[2]
    row = ApiKey.objects.values().get()
    assert not [name for name, value in row.items() if secret in str(value)]


@pytest.mark.parametrize(
    "wrong",
    [
        *("", "mk", "mk_", "mk__", "mk_{prefix}_", "mk_{prefix}_wrong", "{s}"),
        *(
            "xx_{prefix}_{s}",
            "mk_00000000_{s}",
            "mk_{prefix}_{s}x",
            "mk_{prefix}_" + "x" * 300,
        ),
    ],
)
def test_anything_else_is_no_key(made, wrong):
    _, prefix, secret = made[1].split("_", 2)
    assert key_of(wrong.format(prefix=prefix, s=secret), at=AT) is None


def test_a_revoked_key_opens_nothing_at_once(made):
    key, text = made
    assert not revoke_key(user=member(), key_id=key.pk, at=AT)
    assert key_of(text, at=AT)
    assert revoke_key(user=key.user, key_id=key.pk, at=AT)
    assert key_of(text, at=AT) is None


def test_who_was_shut_out_has_no_key(made):
    key, text = made
    key.user.is_active = False
    key.user.save()
    assert key_of(text, at=AT) is None


def test_there_is_a_most(made):
    user = made[0].user
    for _ in range(MAX_KEYS - 1):
        make_key(user=user, name="k", scopes=[], at=AT)
    with pytest.raises(TooManyKeys):
        make_key(user=user, name="k", scopes=[], at=AT)
    revoke_key(user=user, key_id=made[0].pk, at=AT)
    make_key(user=user, name="k", scopes=[], at=AT)
