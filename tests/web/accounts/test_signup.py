"""Signing up: who sends the form twice at once gets one account and one answer."""

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django.test import Client

from geoapp.accounts.models import User
from tests.people import member

pytestmark = pytest.mark.django_db

FORM = {
    "email": "ada@example.org",
    "password1": "a-kiln-at-midnight-7",
    "guidelines": "on",
}


def test_a_form_that_is_overtaken_by_itself_is_answered_alike(vocabulary, monkeypatch):
    first = Client().post("/accounts/signup/", FORM)
    User.objects.all().delete()
    begin = DefaultAccountAdapter.new_user

    def overtaken(*words, **more):
        member("ada")
        return begin(*words, **more)

    monkeypatch.setattr(DefaultAccountAdapter, "new_user", overtaken)
    second = Client().post("/accounts/signup/", FORM)
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert User.objects.count() == 1
