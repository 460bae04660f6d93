"""Ages are whole sentences in every language: "3 days ago", "vor 3 Tagen"."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from geoapp.web.age_text import ago
from tests.world import AT


@pytest.mark.parametrize(
    ("age", "english", "german"),
    [
        (timedelta(seconds=59), "just now", "gerade eben"),
        (timedelta(minutes=1), "1 minute ago", "vor 1 Minute"),
        (timedelta(hours=23), "23 hours ago", "vor 23 Stunden"),
        (timedelta(days=3, hours=4), "3 days ago", "vor 3 Tagen"),
        (timedelta(days=65), "2 months ago", "vor 2 Monaten"),
        (timedelta(days=400), "1 year ago", "vor 1 Jahr"),
        (timedelta(days=-1), "just now", "gerade eben"),
    ],
)
def test_an_age_is_one_number_or_just_now(age, english, german):
    assert ago(AT - age, now=AT) == english
    with override("de"):
        assert ago(AT - age, now=AT) == german
