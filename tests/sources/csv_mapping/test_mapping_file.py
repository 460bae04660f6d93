"""A mapping file that is wrong is refused with the part that is wrong."""

import re

import pytest

from geoapp.sources.csv_mapping import InvalidMapping, read_mapping

SOUND = """
source: {key: a, name: A, licence: CC0-1.0, attribution: A}
name: Name
kind: {default: makerspace}
"""


def read(tmp_path, text):
    path = tmp_path / "mapping.yaml"
    path.write_text(text)
    return read_mapping(path)


def test_the_smallest_mapping_is_read(tmp_path):
    mapping = read(tmp_path, SOUND)
    assert mapping.name == "Name"
    assert mapping.columns() == {"Name"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "mapping.yaml has no sections"),
        ("a: [", "not valid YAML"),
        ("!!python/object/apply:os.getcwd []", "not valid YAML"),
        (SOUND + "nmae: x", "has `nmae`, which is unknown"),
        (SOUND + "address: Street", "Write `address: {street: Street"),
        (SOUND.replace("{default: makerspace}", "makerspace"), "{default: makerspace}"),
        (SOUND + "position: {lon: x}", "lacks `position.lat`: the column with"),
        (SOUND + "codes: [{field: access}]", "lacks `codes.column`"),
        (SOUND + "codes: {field: access}", "must have a list at `codes`"),
        (SOUND + "tools: [x]", "names and values at `tools`"),
        (SOUND + "tools: {absent: ['(']}", "pattern"),
        (SOUND.replace("key: a, ", ""), "lacks `source.key`: a short name"),
        (
            SOUND.replace(", attribution: A", ""),
            "mapping.yaml lacks `source.attribution`: who is to be named.",
        ),
        (SOUND.replace("A}", "A, edition: soon}"), "invalid `source`"),
        ("name: Name", "lacks `source`: whose list it is. Write"),
        (SOUND.replace("name: Name", ""), "lacks `name`: the column"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_part(tmp_path, text, said):
    with pytest.raises(InvalidMapping, match=re.escape(said)):
        read(tmp_path, text)
