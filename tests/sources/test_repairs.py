"""Each repair mends its mistake, says so, and leaves the rest alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoapp.sources.repairs import REPAIRS, repair
from geoapp.venues.records import Address, HoursRecord
from tests.sources.lists import KILN_YARD


def with_address(**parts):
    return replace(KILN_YARD, address=replace(KILN_YARD.address, **parts))


def test_a_sound_record_needs_no_repair():
    assert repair(KILN_YARD) == (KILN_YARD, ())


@pytest.mark.parametrize(
    ("web", "mended"),
    [
        ("www.leighhack.org", "https://www.leighhack.org"),
        ("example.org/a?b=c", "https://example.org/a?b=c"),
        ("http://example.org", "http://example.org"),
    ],
)
def test_a_web_address_without_scheme_gets_https(web, mended):
    record, _said = repair(replace(KILN_YARD, contact={"web": web}))
    assert record.contact["web"] == mended


@pytest.mark.parametrize("web", ["on Facebook", "javascript:alert(1)", "http://"])
def test_what_is_no_web_address_is_left_out(web):
    record, said = repair(replace(KILN_YARD, contact={"web": web}))
    assert record.contact == {}
    assert said == ("The website is not a valid URL. Left out.",)


def test_apostrophes_that_were_encoded_twice_are_read_again():
    record, said = repair(with_address(street="156 St Paulês Crescent"))
    assert record.address.street == "156 St Paul\u2019s Crescent"
    assert said == ("Corrected an apostrophe that was encoded twice.",)


@pytest.mark.parametrize(
    ("country", "street"), [("FR", "Rue des Prêtres"), ("GB", "Fête Lane")]
)
def test_a_true_circumflex_stays(country, street):
    record, _said = repair(with_address(street=street, country=country))
    assert record.address.street == street


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("OX12HF", "OX1 2HF"),
        (" bt12 5gh", "BT12 5GH"),
        ("S2 4SJ, ", "S2 4SJ"),
        ("E2 9DY", "E2 9DY"),
        ("BN1 41J", "BN1 41J"),
    ],
)
def test_british_postcodes_are_written_as_the_post_does(given, written):
    record, _said = repair(with_address(postcode=given))
    assert record.address.postcode == written


def test_postcodes_of_other_countries_are_left_alone():
    record, _said = repair(with_address(postcode="ab1234", country="NL"))
    assert record.address.postcode == "ab1234"


def test_a_place_in_lower_case_is_capitalised():
    record, _said = repair(with_address(locality="cambridge", region="london"))
    assert (record.address.locality, record.address.region) == ("Cambridge", "London")


def test_hours_are_never_touched():
    hours = (HoursRecord(audience="public", text="Mo 10:00 - 20p:00 ,, Sa"),)
    record, said = repair(replace(KILN_YARD, hours=hours))
    assert record.hours == hours
    assert said == ()


def test_hours_that_are_too_long_are_left_out():
    hours = (HoursRecord(audience="public", text="Mo 10:00-11:00; " * 100),)
    record, said = repair(replace(KILN_YARD, hours=hours))
    assert record.hours == ()
    assert len(said) == 1


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=12))
def test_a_repaired_record_needs_no_second_repair(web, street, postcode):
    record = replace(
        KILN_YARD,
        contact={"web": web},
        address=Address(street=street, postcode=postcode, country="GB"),
    )
    once, _said = repair(record)
    assert repair(once) == (once, ())


def test_each_repair_is_explained():
    assert all(mend.__doc__ for mend in REPAIRS)
