"""Writes the contract into the files that tests compare it with."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.test import override_settings

from geoapp.api.openapi.document import openapi_30, openapi_31

_FOLDER = Path("tests") / "contracts" / "openapi"
# The address stands in the document, and must not be that of whoever writes it.
_BASE = "https://makerloom.example"


class Command(BaseCommand):
    """Thin: two documents into two files."""

    help = "Write the OpenAPI documents to tests/contracts/openapi/."

    def handle(self, **_options: object) -> None:
        """Write both, and say where."""
        contracts = (("3.0", openapi_30), ("3.1", openapi_31))
        for version, document in contracts:
            name = f"openapi-{version}.json"
            path = settings.BASE_DIR / _FOLDER / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with override_settings(PUBLIC_BASE_URL=_BASE):
                text = json.dumps(document(), indent=1, ensure_ascii=False)
            path.write_text(f"{text}\n", encoding="utf-8")
            self.stdout.write(str(_FOLDER / name))
