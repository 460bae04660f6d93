"""What a person decides about themselves, and what expires by itself."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches

from geoapp.accounts.actions import delete_expired
from geoapp.accounts.models import CacheEntry, Quota
from geoapp.accounts.quotas import WINDOW_S
from tests.world import AT

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=1)


def test_what_has_expired_is_deleted_and_nothing_else():
    for name, ends in (("over", AT), ("lasting", LATER)):
        Session.objects.create(session_key=name, session_data="", expire_date=ends)
        CacheEntry.objects.create(cache_key=name, value="", expires=ends)
        window = int(ends.timestamp()) // WINDOW_S
        Quota.objects.create(client=name, window=window)
    delete_expired(at=AT + timedelta(hours=1))
    assert list(Session.objects.values_list("pk", flat=True)) == ["lasting"]
    assert list(CacheEntry.objects.values_list("pk", flat=True)) == ["lasting"]
    assert list(Quota.objects.values_list("client", flat=True)) == ["lasting"]


def test_the_rows_are_those_of_the_cache():
    caches["site"].set("attempts", 3, timeout=60)
    assert CacheEntry.objects.count() == 1
