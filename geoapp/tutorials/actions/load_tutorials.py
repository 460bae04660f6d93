"""Load tutorials from a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from geoapp.tutorials.models import Need, Tutorial
from geoapp.tutorials.requirements import write_needs
from geoapp.tutorials.slugs import free_slug
from geoapp.tutorials.tutorial_file import TutorialEntry, read_tutorials

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TutorialsLoaded:
    """How many tutorials a load added and changed; both 0 if repeated."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        """Return the number of tutorials in the file."""
        return self.added + self.changed + self.unchanged


@transaction.atomic
def load_tutorials(
    *, path: Path, at: datetime, progress: Progress | None = None
) -> TutorialsLoaded:
    """Add or update the tutorials of a file, identified by their URLs.

    `at` (aware) is when new ones were added. `progress` is called with (done, total).
    Tutorials that are not in the file remain. Slugs never change, so links stay valid.
    Raises InvalidTutorials, and loads nothing, if the file breaks a rule.
    """
    entries = read_tutorials(path.read_text(encoding="utf-8"))
    outcomes = {"added": 0, "changed": 0, "unchanged": 0}
    for done, entry in enumerate(entries, start=1):
        outcomes[_load(entry, at)] += 1
        if progress:
            progress(done, len(entries))
    return TutorialsLoaded(**outcomes)


def _load(entry: TutorialEntry, at: datetime) -> str:
    same_url = Tutorial.objects.at_address(entry.url)
    tutorial = same_url.confirmed().with_needs().filter(url=entry.url).first()
    if tutorial is None and same_url.removed().exists():
        return "unchanged"
    if tutorial is None:
        tutorial = Tutorial.objects.create(
            slug=free_slug(entry.title),
            title=entry.title,
            url=entry.url,
            site=entry.site,
            language=entry.language,
            added_at=at,
        )
        _write_needs(tutorial, entry)
        return "added"
    changed = False
    for name in ("title", "site", "language"):
        if getattr(tutorial, name) != getattr(entry, name):
            setattr(tutorial, name, getattr(entry, name))
            changed = True
    if changed:
        tutorial.save()
    if _stored_needs(tutorial) != _file_needs(entry):
        tutorial.crafts.all().delete()
        tutorial.equipment.all().delete()
        _write_needs(tutorial, entry)
        changed = True
    return "changed" if changed else "unchanged"


def _stored_needs(tutorial: Tutorial) -> set[tuple[str, str, bool]]:
    crafts = {("craft", c.craft_id, c.confirmed) for c in tutorial.crafts.all()}
    return crafts | {
        (e.need, e.equipment_id, e.confirmed) for e in tutorial.equipment.all()
    }


def _file_needs(entry: TutorialEntry) -> set[tuple[str, str, bool]]:
    return {
        *(("craft", craft, True) for craft in entry.crafts),
        *((Need.REQUIRED.value, equipment, True) for equipment in entry.required),
        *((Need.OPTIONAL.value, equipment, True) for equipment in entry.optional),
    }


def _write_needs(tutorial: Tutorial, entry: TutorialEntry) -> None:
    write_needs(
        tutorial,
        crafts=entry.crafts,
        required=entry.required,
        optional=entry.optional,
    )
