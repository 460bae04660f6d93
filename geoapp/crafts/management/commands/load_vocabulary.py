"""Command to load the vocabulary file into the database."""

from django.core.management.base import BaseCommand, CommandError

from geoapp.crafts.actions import load_vocabulary
from geoapp.crafts.vocabulary import InvalidVocabulary, current, names_by_language


class Command(BaseCommand):
    """Validates fixtures/vocabulary.yaml and the files of languages, and loads them."""

    help = (
        "Validate fixtures/vocabulary.yaml and the languages beside it, and load them."
        " Safe to run again."
    )

    def handle(self, *_args: object, **_options: object) -> None:
        """Load the file; exit with the line that breaks a rule."""
        try:
            outcome = load_vocabulary(vocabulary=current())
        except InvalidVocabulary as error:
            raise CommandError(f"fixtures/vocabulary: {error}") from error
        counted = (
            f"{language} {count:,}" for language, count in names_by_language(current())
        )
        self.stdout.write(f"Names by language: {', '.join(counted)}.")
        self.stdout.write(
            f"Vocabulary: {outcome.added} added, {outcome.changed} changed, "
            f"{outcome.retired} retired."
        )
