"""A pasted link or description, and the crafts and machines recognised in it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from geoapp.common.text import one_line
from geoapp.crafts.vocabulary import current
from geoapp.discovery.matching.requirements import (
    MAX_NEEDS,
    Requirements,
    requirements_from_suggestion,
)
from geoapp.tutorials.addresses import (
    NotAWebAddress,
    address_in,
    clean_address,
    is_like_an_address,
)

MAX_URL_LENGTH = 2000
MAX_TEXT_LENGTH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedText:
    """`raw_url` is the link as entered, `url` the normalised one or "".

    `crafts` and `equipment` were recognised in the text, or chosen by the user if
    `is_corrected`. Equipment counts as usually needed, never as confirmed.
    """

    raw_url: str
    title: str
    url: str
    problem: str
    crafts: tuple[str, ...]
    equipment: tuple[str, ...]
    is_corrected: bool

    @property
    def has_input(self) -> bool:
        """Whether anything was entered."""
        return bool(self.raw_url or self.title or self.crafts or self.equipment)

    @property
    def needs(self) -> Requirements:
        """Return the requirements for matching; no equipment is confirmed."""
        return Requirements(crafts=self.crafts, guessed=self.equipment)

    def pairs(self, *, corrections: bool) -> list[tuple[str, str]]:
        """Return the query parameters that lead to this page again."""
        pairs = [("url", self.raw_url), ("title", self.title)]
        if corrections and self.is_corrected:
            pairs.append(("chosen", "1"))
            pairs += [("craft", craft) for craft in self.crafts]
            pairs += [("equipment", equipment) for equipment in self.equipment]
        return [(name, value) for name, value in pairs if value]


def parse_pasted_text(params: QueryDict) -> PastedText:
    """Read `url`, `title`, `text` (share sheets), and corrections, leniently."""
    raw_url = one_line(params.get("url", ""), longest=MAX_URL_LENGTH)
    title = one_line(params.get("title", ""), longest=MAX_TEXT_LENGTH)
    text = one_line(params.get("text", ""), longest=MAX_URL_LENGTH)
    shared = address_in(text)
    if shared:
        text = text.replace(shared, " ").strip()
        raw_url = raw_url or shared
    if raw_url and not is_like_an_address(raw_url):
        # Text in the field for the link is taken as a description.
        raw_url, text = "", f"{raw_url} {text}"
    pieces = (part.strip() for part in (title, text))
    title = " ".join(dict.fromkeys(part for part in pieces if part))[:MAX_TEXT_LENGTH]
    url, problem = _cleaned(raw_url)
    is_corrected = bool(params.get("chosen"))
    if is_corrected or params.getlist("craft") or params.getlist("equipment"):
        needs = Requirements(
            crafts=_known(params.getlist("craft"), of="crafts"),
            guessed=_known(params.getlist("equipment"), of="equipment"),
        )
        is_corrected = True
    else:
        needs = requirements_from_suggestion(title=title, url=url)
    return PastedText(
        raw_url=raw_url,
        title=title,
        url=url,
        problem=problem,
        crafts=needs.crafts,
        equipment=needs.guessed,
        is_corrected=is_corrected,
    )


def _cleaned(raw_url: str) -> tuple[str, str]:
    """Return the normalised link and an error message; one of them is empty."""
    if not raw_url:
        return "", ""
    try:
        return clean_address(raw_url), ""
    except NotAWebAddress:
        return "", gettext(
            "Enter a link that starts with https:// or http://, or describe what you "
            "want to make."
        )


def _known(ids: list[str], *, of: str) -> tuple[str, ...]:
    terms = current().crafts if of == "crafts" else current().equipment
    return tuple(dict.fromkeys(word for word in ids if word in terms))[:MAX_NEEDS]
