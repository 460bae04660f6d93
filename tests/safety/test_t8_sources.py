"""T8, in the sources: no string becomes HTML in a browser, none unescaped here."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "static" / "makerloom" / "js").rglob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODULES = sorted((ROOT / "geoapp").rglob("*.py"))

# What turns text into elements or code. Leaflet takes an element wherever it takes
# a string; a string, a template or a plus sign after it is a string.
STRING = r"""\s*(?:["'`]|\w+\s*\+)"""
IN_SCRIPTS = {
    "innerHTML and its like": r"\b(?:inner|outer)HTML\b|insertAdjacentHTML|setHTML",
    "document.write": r"\bdocument\.write(?:ln)?\b",
    "parsing of HTML": r"createContextualFragment|parseFromString|\bsrcdoc\b",
    "code from text": r"\beval\s*\(|new\s+Function\b|set(?:Timeout|Interval)\(\s*[\"'`]",
    "a popup from a string": rf"\b(?:bindPopup|bindTooltip|setContent|openPopup)\({STRING}",
    "an icon from a string": rf"\bhtml:{STRING}",
    "a handler as an attribute": r"setAttribute\(\s*[\"'`]on",
}
IN_TEMPLATES = {
    "unescaped text": r"\|\s*(?:safe|safeseq)\b|autoescape\s+off",
    "a script of the page": r"<script(?![^>]*\bsrc=)",
    "a handler as an attribute": r"<[^>]*\son[a-z]+\s*=",
    "a style of the page": r"<style\b|<[^>{]*\sstyle\s*=",
}


def places(files, pattern: str) -> list[str]:
    found = re.compile(pattern, re.IGNORECASE)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if found.search(line.partition("//")[0] if path.suffix == ".js" else line)
    ]


@pytest.mark.parametrize("what", IN_SCRIPTS)
def test_no_script_of_ours_has(what):
    assert SCRIPTS
    assert places(SCRIPTS, IN_SCRIPTS[what]) == []


@pytest.mark.parametrize("what", IN_TEMPLATES)
def test_no_template_of_ours_has(what):
    assert TEMPLATES
    assert places(TEMPLATES, IN_TEMPLATES[what]) == []


def test_text_is_called_safe_in_one_place_only():
    found = places(MODULES, r"\b(?:mark_safe|SafeString)\s*\(")
    assert [line.partition(":")[0] for line in found] == [
        "geoapp/web/venues/json_ld.py"
    ]


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("innerHTML and its like", "node.innerHTML = name"),
        ("innerHTML and its like", "node.insertAdjacentHTML('beforeend', name)"),
        ("document.write", "document.write(name)"),
        ("a popup from a string", "marker.bindPopup(`<b>${name}</b>`)"),
        ("a popup from a string", 'popup.setContent("<b>" + name)'),
        ("a popup from a string", "marker.bindTooltip(name + place)"),
        ("an icon from a string", "html: `<b>${name}</b>`,"),
        ("code from text", "eval(name)"),
    ],
)
def test_these_checks_see_what_they_are_for(what, line):
    assert re.search(IN_SCRIPTS[what], line)
