"""What a place's page says it does not know, and does not where it does know."""

import pytest

from geoapp.web.templatetags.uncertainty import not_known


class _Venue:
    access = newcomers = wheelchair = "known"

    def __init__(self, *inductions: str | None) -> None:
        rows = [{"count": 1, "induction": value} for value in inductions]
        self.page = {"price": "known", "machines": rows}


@pytest.mark.parametrize(
    ("inductions", "text"),
    [
        ([], ""),
        (["machine", "general"], ""),
        (["", None], "induction"),
        (["machine", ""], "induction on some machines"),
    ],
)
def test_induction_is_unknown_of_those_machines_alone(inductions, text):
    assert not_known(_Venue(*inductions)) == text
