"""What it costs, once, in words."""

import pytest

from geoapp.web.venues.prices import price_note, price_text


def price(per: str, amount: str = "", currency: str = "", note: str = ""):
    return {"per": per, "amount": amount, "currency": currency, "note": note}


@pytest.mark.parametrize(
    ("given", "words", "note"),
    [
        (price("free"), "Free", ""),
        (price("month"), "Pay by the month", ""),
        (
            price("month", "5.00", "GBP", "GBP 5 to 200"),
            "£5 to £200 a month",
            "",
        ),
        (price("hour", "12.50", "EUR"), "€12.50 an hour", ""),
        (price("day", "90", "NOK"), "90 NOK a day", ""),
        (
            price("donation", "3", "USD", "what you can"),
            "Suggested donation: $3",
            "what you can",
        ),
        (price("month", "", "", "ask"), "Pay by the month", "ask"),
    ],
)
def test_a_price_appears_once(given, words, note):
    assert price_text(given) == words
    assert price_note(given) == note
