"""Drafts of tutorials submitted by users, and their validation."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from geoapp.common.errors import DomainError
from geoapp.crafts.vocabulary import current
from geoapp.tutorials.addresses import NotAWebAddress, clean_address, site_of

MAX_TITLE_LENGTH = 300
MAX_NAMES = 30  # crafts, or equipment, per tutorial


class SubmissionFault(StrEnum):
    """Errors of a draft; the interface provides their texts."""

    NO_ADDRESS = "no_address"  # or too long, or with another scheme
    NO_TITLE = "no_title"
    LONG_TITLE = "long_title"
    NO_CRAFT = "no_craft"
    UNKNOWN_NAME = "unknown_name"  # not in the vocabulary
    NAMED_TWICE = "named_twice"
    TOO_MANY = "too_many"


class InvalidDraft(DomainError):
    """The draft is invalid: `faults` maps each invalid member to its error."""

    def __init__(self, faults: Mapping[str, SubmissionFault]) -> None:
        super().__init__(
            "; ".join(f"{name}: {fault}" for name, fault in faults.items())
        )
        self.faults = dict(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class TutorialDraft:
    """A tutorial to add, with its URL cleaned. Raises InvalidDraft.

    The user entered `required` and `optional`; `guessed` is inferred from the title.
    All are ids of the vocabulary, each once.
    """

    title: str
    url: str
    crafts: tuple[str, ...]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Validate the draft."""
        machines = (*self.required, *self.optional, *self.guessed)
        vocabulary = current()
        texts = {
            "url": None,
            "title": _title_fault(self.title),
            "crafts": _names_fault(self.crafts, vocabulary.crafts)
            or (None if self.crafts else SubmissionFault.NO_CRAFT),
            "equipment": _names_fault(machines, vocabulary.equipment),
        }
        try:
            object.__setattr__(self, "url", clean_address(self.url))
        except NotAWebAddress:
            texts["url"] = SubmissionFault.NO_ADDRESS
        faults = {name: fault for name, fault in texts.items() if fault}
        if faults:
            raise InvalidDraft(faults)

    @property
    def site(self) -> str:
        """Return the name of the site, as long as it is stored at most."""
        return site_of(self.url)[:120]


def _title_fault(title: str) -> SubmissionFault | None:
    if not title.strip():
        return SubmissionFault.NO_TITLE
    return SubmissionFault.LONG_TITLE if len(title) > MAX_TITLE_LENGTH else None


def _names_fault(
    names: tuple[str, ...], terms: Mapping[str, object]
) -> SubmissionFault | None:
    if any(name not in terms for name in names):
        return SubmissionFault.UNKNOWN_NAME
    if len(set(names)) < len(names):
        return SubmissionFault.NAMED_TWICE
    return SubmissionFault.TOO_MANY if len(names) > MAX_NAMES else None
