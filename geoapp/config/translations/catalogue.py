"""Catalogues of translations: .po for people, .mo for gettext, both in pure Python.

GNU gettext need not be installed to add a text, and what is committed can be
compared byte by byte with what this writes.
"""

import ast
import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

HEADER = (
    "Project-Id-Version: Makerloom\n"
    "Language: {language}\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: {plural}\n"
)
_LINE = re.compile(r'(?:(msgid|msgid_plural|msgstr(?:\[\d\])?) )?(".*")')
_MAGIC = 0x950412DE


class UnreadableCatalogue(ValueError):
    """A line of a .po file is none that we write; the message holds it."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in English, with its plural where it counts something."""

    singular: str
    plural: str = ""


Words = Mapping[Text, tuple[str, ...]]


def read_po(text: str) -> dict[Text, tuple[str, ...]]:
    """Return what each text is in the other language; raises UnreadableCatalogue."""
    texts: dict[Text, tuple[str, ...]] = {}
    for block in text.split("\n\n"):
        fields = _fields(block)
        words = tuple(v for k, v in fields.items() if k.startswith("msgstr"))
        if fields.get("msgid"):
            texts[Text(fields["msgid"], fields.get("msgid_plural", ""))] = words
    return texts


def _fields(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise UnreadableCatalogue(line)
        name = match[1] or name
        fields[name] = fields.get(name, "") + str(ast.literal_eval(match[2]))
    return fields


def write_po(texts: Iterable[Text], words: Words, *, header: str) -> str:
    """Return a .po file of the texts in their order; untranslated ones stay empty."""
    blocks = [f'msgid ""\nmsgstr {_quoted(header)}\n']
    for text in texts:
        forms = words.get(text, ())
        lines = [f"msgid {_quoted(text.singular)}"]
        if text.plural:
            lines.append(f"msgid_plural {_quoted(text.plural)}")
            forms = forms or ("", "")
            lines += [f"msgstr[{n}] {_quoted(form)}" for n, form in enumerate(forms)]
        else:
            lines.append(f"msgstr {_quoted(forms[0] if forms else '')}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    """Return a text as .po writes it, one line of it a line."""
    lines = [_escaped(line) for line in text.splitlines(keepends=True)] or ['""']
    return lines[0] if len(lines) == 1 else "\n".join(['""', *lines])


def _escaped(text: str) -> str:
    for raw, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(raw, written)
    return f'"{text}"'


def compile_mo(words: Words, *, header: str) -> bytes:
    """Return the .mo file that gettext reads: sorted keys, and no empty texts."""
    pairs = {b"": header.encode()}
    for text, forms in words.items():
        if forms and all(forms):
            key = "\0".join(filter(None, (text.singular, text.plural)))
            pairs[key.encode()] = "\0".join(forms).encode()
    keys = sorted(pairs)
    start = 28 + 16 * len(keys)
    tables, body = [], b""
    for strings in (keys, [pairs[key] for key in keys]):
        for string in strings:
            tables.append(struct.pack("<II", len(string), start + len(body)))
            body += string + b"\0"
    head = struct.pack(
        "<7I", _MAGIC, 0, len(keys), 28, 28 + 8 * len(keys), 0, 28 + 16 * len(keys)
    )
    return head + b"".join(tables) + body
