"""The catalogues: complete, compiled, and read by gettext as they are written."""

import gettext
import io
import re

import pytest

from geoapp.config.management.commands.update_texts import LANGUAGES, po_path, renewed
from geoapp.config.translations.catalogue import (
    Text,
    UnreadableCatalogue,
    compile_mo,
    read_po,
    write_po,
)
from geoapp.config.translations.extraction import texts_in_use

PLACES = re.compile(r"%\((\w+)\)[sd]|(</?\w+)|href=\"([^\"]+)\"")


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    return str(request.param)


def test_it_holds_the_texts_in_use_and_is_compiled(language):
    po, mo = renewed(language)
    what_to_do = "run `./makerloom manage update_texts` and translate what is new"
    assert po_path(language).read_text() == po, what_to_do
    assert po_path(language).with_suffix(".mo").read_bytes() == mo, what_to_do


def test_every_text_is_translated(language):
    words = read_po(po_path(language).read_text())
    missing = [text for text, said in words.items() if not said or not all(said)]
    assert missing == []


def test_a_translation_has_the_places_and_tags_of_its_text(language):
    for text, said in read_po(po_path(language).read_text()).items():
        wanted = set(PLACES.findall(text.plural or text.singular))
        # One of a thing may do without its number: "The best place".
        less = wanted - set(PLACES.findall(text.singular))
        for form in said:
            found = set(PLACES.findall(form))
            assert wanted - less <= found <= wanted, text


def test_a_translation_begins_and_ends_like_its_text(language):
    """A list of words is put together with these blanks and full stops."""
    for text, said in read_po(po_path(language).read_text()).items():
        for form in said:
            assert form.strip() == form or text.singular.strip() != text.singular
            assert (form[-1] == "?") == (text.singular[-1] == "?"), text
            assert (form[-1] == ":") == (text.singular[-1] == ":"), text


def test_german_says_du_and_quotes_like_german():
    said = " ".join(
        form for forms in read_po(po_path("de").read_text()).values() for form in forms
    )
    assert not re.search(r"\bIhnen\b|\b(können|haben|müssen|sind) Sie\b", said)
    assert "“%" not in said
    assert "!" not in said


def test_gettext_reads_what_is_compiled():
    words = {
        Text('A "bowl"\nof clay'): ("Eine „Schale“\naus Ton",),
        Text("%(n)d day", "%(n)d days"): ("%(n)d Tag", "%(n)d Tage"),
        Text("not yet"): ("",),
    }
    po = write_po(words, words, language="de")
    assert read_po(po) == words
    catalogue = gettext.GNUTranslations(io.BytesIO(compile_mo(words, language="de")))
    assert catalogue.gettext('A "bowl"\nof clay') == "Eine „Schale“\naus Ton"
    assert catalogue.ngettext("%(n)d day", "%(n)d days", 3) == "%(n)d Tage"
    assert catalogue.ngettext("%(n)d day", "%(n)d days", 1) == "%(n)d Tag"
    assert catalogue.gettext("not yet") == "not yet"


def test_a_line_that_is_none_of_a_catalogue_is_named():
    with pytest.raises(UnreadableCatalogue, match="msgidd"):
        read_po('msgidd "a"\nmsgstr "b"\n')


def test_texts_are_found_in_templates_and_code():
    found = set(texts_in_use())
    assert Text("Opening hours not known yet") in found
    assert (
        Text("Last confirmed %(n)d day ago", "Last confirmed %(n)d days ago") in found
    )
    assert Text("%(n)s place", "%(n)s places") in found
    # Within a block of our own, of which Django does not say what it holds.
    assert any(
        text.singular.startswith("Liked it online? Make it nearby. F") for text in found
    )
    assert Text("Makerspace") in found
