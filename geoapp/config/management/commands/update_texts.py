"""`manage.py update_texts`: updates the translation catalogues from the sources."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from geoapp.config.translations.catalogue import compile_mo, read_po, write_po
from geoapp.config.translations.extraction import texts_in_use

LANGUAGES = ("de",)  # beside English, which the sources hold


class Command(BaseCommand):
    """Add new texts to the catalogues, remove unused ones, and compile them."""

    help = "Update the translation catalogues from the source and compile them."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write the .po and .mo of each language; print how many texts are missing."""
        for language in LANGUAGES:
            po, mo = renewed(language)
            path = po_path(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(po)
            path.with_suffix(".mo").write_bytes(mo)
            words = read_po(po)
            missing = sum(not all(forms) for forms in words.values())
            self.stdout.write(
                f"{language}: {len(words)} messages, {missing} untranslated"
            )


def po_path(language: str) -> Path:
    """Return the path of a language's catalogue."""
    return Path(settings.LOCALE_PATHS[0], language, "LC_MESSAGES", "django.po")


def renewed(language: str) -> tuple[str, bytes]:
    """Return the .po and .mo for the marked texts and the translations so far."""
    path = po_path(language)
    words = read_po(path.read_text()) if path.exists() else {}
    po = write_po(texts_in_use(), words, language=language)
    return po, compile_mo(read_po(po), language=language)
