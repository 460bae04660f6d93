"""Store the requirements of a tutorial: entered or inferred."""

from collections.abc import Iterable

from geoapp.tutorials.models import Need, Tutorial, TutorialCraft, TutorialEquipment


def write_needs(
    tutorial: Tutorial,
    *,
    crafts: Iterable[str],
    required: Iterable[str],
    optional: Iterable[str],
    guessed_crafts: Iterable[str] = (),
    guessed: Iterable[str] = (),
) -> None:
    """Store vocabulary ids, each at most once; inferred ones are not confirmed."""
    TutorialCraft.objects.bulk_create(
        TutorialCraft(tutorial=tutorial, craft_id=craft, confirmed=confirmed)
        for ids, confirmed in ((crafts, True), (guessed_crafts, False))
        for craft in ids
    )
    TutorialEquipment.objects.bulk_create(
        TutorialEquipment(
            tutorial=tutorial, equipment_id=equipment, need=need, confirmed=confirmed
        )
        for ids, need, confirmed in (
            (required, Need.REQUIRED, True),
            (optional, Need.OPTIONAL, True),
            (guessed, Need.REQUIRED, False),
        )
        for equipment in ids
    )
