"""What people say of a tutorial that they add, and what has to be true of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from geoapp.common.errors import DomainError
from geoapp.crafts.vocabulary import current
from geoapp.tutorials.addresses import NotAWebAddress, clean_address, site_of

LONGEST_TITLE = 300
MOST_NAMED = 30  # crafts, and machines, of one tutorial


class SubmissionFault(StrEnum):
    """What can be wrong with a draft; who shows it has the words."""

    NO_ADDRESS = "no_address"  # or a longer one, or one of another scheme
    NO_TITLE = "no_title"
    LONG_TITLE = "long_title"
    NO_CRAFT = "no_craft"
    UNKNOWN_NAME = "unknown_name"  # of no vocabulary
    NAMED_TWICE = "named_twice"
    TOO_MANY = "too_many"


class InvalidDraft(DomainError):
    """A tutorial cannot be added so: `faults` says what is wrong with each member."""

    def __init__(self, faults: Mapping[str, SubmissionFault]) -> None:
        super().__init__(
            "; ".join(f"{name}: {fault}" for name, fault in faults.items())
        )
        self.faults = dict(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class TutorialDraft:
    """A tutorial to be added, its address cleaned; raises InvalidDraft.

    `required` and `optional` are the person's own word; `guessed` was read out of
    the title and nobody has said so. All are ids of the vocabulary, each once.
    """

    title: str
    url: str
    crafts: tuple[str, ...]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold what has to be true of every draft."""
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
        """Return the name of the site, as long as one is kept."""
        return site_of(self.url)[:120]


def _title_fault(title: str) -> SubmissionFault | None:
    if not title.strip():
        return SubmissionFault.NO_TITLE
    return SubmissionFault.LONG_TITLE if len(title) > LONGEST_TITLE else None


def _names_fault(
    names: tuple[str, ...], terms: Mapping[str, object]
) -> SubmissionFault | None:
    if any(name not in terms for name in names):
        return SubmissionFault.UNKNOWN_NAME
    if len(set(names)) < len(names):
        return SubmissionFault.NAMED_TWICE
    return SubmissionFault.TOO_MANY if len(names) > MOST_NAMED else None
