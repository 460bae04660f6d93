"""A mapping file that is wrong is refused with the part that is wrong."""

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
        ("", "no mapping of sections"),
        ("a: [", "not valid YAML"),
        ("!!python/object/apply:os.getcwd []", "not valid YAML"),
        (SOUND + "nmae: x", "`the file` has no `nmae`"),
        (SOUND + "address: Street", "`address` is no mapping"),
        (SOUND + "position: {lon: x}", "`position`"),
        (SOUND + "codes: [{field: access}]", "`codes`"),
        (SOUND + "tools: {absent: ['(']}", "pattern"),
        (SOUND.replace("key: a, ", ""), "Not a source"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_part(tmp_path, text, said):
    with pytest.raises(InvalidMapping, match=said):
        read(tmp_path, text)
