"""Coded answers, fees, states and dates of a questionnaire."""

from datetime import date

import pytest

from geoapp.sources.csv_mapping.schema import (
    Codes,
    DateColumn,
    KindWords,
    Mapping,
    OperationColumns,
    PriceColumns,
)
from geoapp.sources.csv_mapping.value_mapping import coded_values, fee_in, state_in
from tests.sources.lists import SOURCE

ACCESS = Codes(
    field="access",
    column="Access",
    phrases={"Member access": "membership", "Public access": "public"},
    unless_column="Notes",
    unless="not yet",
    else_value="appointment",
)
PRICE = PriceColumns(
    amount="Fee",
    period="month",
    currency="GBP",
    how="How",
    phrases={"no membership fee": "free", "donations": "donation", "monthly": "month"},
)
STATE = Mapping(
    source=SOURCE,
    name="Name",
    kind=KindWords(default="makerspace"),
    confirmed_at=DateColumn(column="Asked", format="%d-%b-%y"),
    operation=OperationColumns(
        opened="Opened",
        closed="Closed",
        format="%d/%m/%Y",
        states={"Why": {"loss of space": "closed: lost_space", "Planned": "planned:"}},
    ),
)


def test_all_phrases_of_the_cell_count():
    cells = {"Access": "member access any time, Public access in set hours"}
    assert coded_values(ACCESS, cells) == ("membership", "public")


def test_another_column_can_turn_the_answer():
    cells = {"Access": "Public access in set hours", "Notes": "Not yet established"}
    assert coded_values(ACCESS, cells) == ("appointment",)


def test_no_phrase_is_no_answer():
    assert coded_values(ACCESS, {"Notes": "not yet"}) == ()


@pytest.mark.parametrize(
    ("fee", "how", "price", "amount", "note"),
    [
        ("20", "pay monthly", "month", "20", ""),
        ("from 20 - 75", "", "month", "20", "GBP 20 to 75"),
        ("May-20", "", "month", "5", "GBP 5 to 20"),
        ("03-Aug", "", "month", "3", "GBP 3 to 8"),
        ("8 per hour", "", "hour", "8", ""),
        ("0", "pay monthly", "free", "", ""),
        ("0", "donations only", "donation", "", ""),
        ("", "no membership fee", "free", "", ""),
        ("?", "", "", "", ""),
        ("", "", "", "", ""),
    ],
)
def test_a_fee_is_read(fee, how, price, amount, note):
    found = fee_in(PRICE, {"Fee": fee, "How": how})
    assert (found.price, found.amount, found.note) == (price, amount, note)


def test_a_range_that_a_spreadsheet_made_a_date_of_is_a_repair():
    assert len(fee_in(PRICE, {"Fee": "Oct-98"}).repaired) == 1
    assert fee_in(PRICE, {"Fee": "10"}).repaired == ()


@pytest.mark.parametrize(
    ("opened", "closed", "why", "operation", "since", "reason"),
    [
        ("01/09/2011", "", "", "operating", date(2011, 9, 1), ""),
        ("15/05/2015", "", "", "planned", date(2015, 5, 15), ""),
        ("", "30/11/2013", "loss of space", "closed", date(2013, 11, 30), "lost_space"),
        ("01/09/2011", "30/11/2013", "", "closed", date(2013, 11, 30), ""),
        ("31/03/2015", "30/11/2013", "", "planned", date(2015, 3, 31), ""),
        (
            "31/03/2014",
            "30/11/2013",
            "loss of space",
            "operating",
            date(2014, 3, 31),
            "lost_space",
        ),
        ("", "", "Planned", "planned", None, ""),
        ("", "", "", "operating", None, ""),
    ],
)
def test_the_state_is_that_of_the_day_of_the_answer(
    opened, closed, why, operation, since, reason
):
    cells = {"Asked": "08-Jan-15", "Opened": opened, "Closed": closed, "Why": why}
    state = state_in(STATE, cells)
    assert (state.operation, state.since, state.reason) == (operation, since, reason)


def test_running_is_inferred_where_no_date_says_so():
    assert state_in(STATE, {"Asked": "08-Jan-15"}).inferred
    assert not state_in(STATE, {"Asked": "08-Jan-15", "Opened": "01/09/2011"}).inferred
