"""XML written by a library, so that user text can never become markup."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

# What XML 1.0 has no way to write (section 2.2).
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'


def plain(text: str) -> str:
    """Return the text without characters that XML does not allow."""
    return _NO_CHARACTER.sub("", text)


def child(
    parent: ET.Element,
    name: str,
    text: str = "",
    *,
    attributes: Mapping[str, str] | None = None,
) -> ET.Element:
    """Append an element with text and attributes, and return it."""
    texts = {key: plain(value) for key, value in (attributes or {}).items()}
    element = ET.SubElement(parent, name, texts)
    element.text = plain(text) or None
    return element


def document(root: ET.Element) -> bytes:
    """Return the document as UTF-8."""
    xml: bytes = ET.tostring(root, encoding="utf-8")
    return _DECLARATION + xml
