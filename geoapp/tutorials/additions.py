"""What people say of a tutorial that they add."""

from dataclasses import dataclass

from geoapp.tutorials.addresses import site_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TutorialDraft:
    """A tutorial to be added: a clean address, and vocabulary ids without doubles.

    `required` and `optional` are the person's own word; `guessed` was read out of
    the title and nobody has said so.
    """

    title: str
    url: str
    crafts: tuple[str, ...]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()

    @property
    def site(self) -> str:
        """Return the name of the site, as long as one is kept."""
        return site_of(self.url)[:120]
