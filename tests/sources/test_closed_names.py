# ruff: noqa: RUF001 - letters of many alphabets
"""A name that says "closed" is that of a closed place; a name with the word is not."""

from dataclasses import replace

import pytest

from geoapp.sources.closed_names import closed_name
from geoapp.sources.repairs import repair
from tests.sources.lists import KILN_YARD


@pytest.mark.parametrize(
    ("name", "rest", "operation"),
    [
        ("Töpferei Müller (geschlossen)", "Töpferei Müller", "closed"),
        ("Töpferei Müller, dauerhaft geschlossen", "Töpferei Müller", "closed"),
        ("vorübergehend geschlossen: Werkhof", "Werkhof", "paused"),
        ("CLOSED - Kiln Yard", "Kiln Yard", "closed"),
        ("Kiln Yard CLOSED", "Kiln Yard", "closed"),
        ("Kiln Yard permanently closed", "Kiln Yard", "closed"),
        ("Kiln Yard (closed since 2019)", "Kiln Yard", "closed"),
        ("Kiln Yard (temporarily closed)", "Kiln Yard", "paused"),
        ("*closed* Kiln Yard", "Kiln Yard", "closed"),
        ("Le Fablab [FERMÉ]", "Le Fablab", "closed"),
        ("Taller Sur (cerrado temporalmente)", "Taller Sur", "paused"),
        ("Bottega – chiusa", "Bottega", "closed"),
        ("Werkplaats (gesloten)", "Werkplaats", "closed"),
        ("Oficina (encerrada)", "Oficina", "closed"),
        ("Verkstad (stängt)", "Verkstad", "closed"),
        ("Værkstedet - lukket", "Værkstedet", "closed"),
        ("Paja (suljettu)", "Paja", "closed"),
        ("Pracownia (zamknięta)", "Pracownia", "closed"),
        ("Dílna (uzavřena)", "Dílna", "closed"),
        ("Мастерская (закрыта)", "Мастерская", "closed"),
        ("Майстерня (зачинена)", "Майстерня", "closed"),
        ("Atölye (kapalı)", "Atölye", "closed"),
        ("工房（閉店）", "工房", "closed"),
    ],
)
def test_what_a_name_says_of_being_closed(name, rest, operation):
    closed = closed_name(name)
    assert (closed.name, closed.operation) == (rest, operation)


@pytest.mark.parametrize(
    "name",
    [
        "Kiln Yard",
        "The Closed Loop",
        "Closed Circle Repair",
        "Geschlossene Gesellschaft",
        "Atelier de la ferme",
        "Kiln Yard (closed on Mondays)",
        "Half-Shut",
        "Closed-Loop Lab",
        "Makers/closed",
        "closed",
        "(closed)",
        "",
    ],
)
def test_a_name_that_only_has_the_word_stays(name):
    assert closed_name(name) is None


def test_the_repair_takes_it_out_of_the_name_and_says_so():
    record, sentences = repair(replace(KILN_YARD, name="Kiln Yard (closed)"))
    assert (record.name, record.operation) == ("Kiln Yard", "closed")
    assert sentences == ("The name says “closed”: imported as closed.",)
