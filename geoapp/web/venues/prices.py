"""Prices as text."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.utils import formats
from django.utils.translation import gettext

from geoapp.crafts.choices import Price

_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
# How importers write a range of prices: "GBP 5 to 200".
_SPAN = re.compile(r"([A-Z]{3}) (\d{1,7}(?:\.\d+)?) to (\d{1,7}(?:\.\d+)?)")


def price_text(price: Mapping[str, str]) -> str:
    """Return "Free", "By the hour" or "£5 to £200 a month", as far as it is known.

    `price` has the members `per`, `amount`, `currency` and `note`.
    """
    span = _SPAN.fullmatch(price["note"])
    if span:
        currency, lowest, highest = span.groups()
        words = gettext("%(least)s to %(most)s") % {
            "least": _sum(lowest, currency),
            "most": _sum(highest, currency),
        }
    elif price["amount"]:
        words = _sum(price["amount"], price["currency"])
    else:
        return str(Price(price["per"]).label)
    return _per(price["per"]) % {"sum": words}


def price_note(price: Mapping[str, str]) -> str:
    """Return the note, unless the price text already contains it."""
    return "" if _SPAN.fullmatch(price["note"]) else price["note"]


def _per(per: str) -> str:
    return {
        Price.HOUR.value: gettext("%(sum)s an hour"),
        Price.DAY.value: gettext("%(sum)s a day"),
        Price.MONTH.value: gettext("%(sum)s a month"),
        Price.DONATION.value: gettext("Suggested donation: %(sum)s"),
    }.get(per, "%(sum)s")


def _sum(amount: str, currency: str) -> str:
    """Return "£5", "12.50 NOK", without decimals for whole amounts."""
    try:
        number = Decimal(amount)
    except InvalidOperation:
        return f"{amount} {currency}".strip()
    words = formats.number_format(number, 0 if number == int(number) else 2)
    sign = _SIGNS.get(currency)
    if sign:
        return gettext("%(sign)s%(amount)s") % {"sign": sign, "amount": words}
    return f"{words} {currency}".strip()
