"""Who runs the site signs in at once: no email has to confirm the address first."""

import pytest
from django.test import Client

from geoapp.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
PASSWORD = "a-kiln-at-midnight-7"


def test_a_superuser_signs_in_without_an_email(mailoutbox):
    User.objects.create_superuser("ada@example.org", PASSWORD)
    form = {"login": "ada@example.org", "password": PASSWORD}
    answer = Client().post("/accounts/login/", form)
    assert answer["Location"] == "/likes/"
    assert mailoutbox == []
