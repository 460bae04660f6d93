"""Make the table anew: python -m tests.publishing.opening_oracle.make_table.

Needs Node and npm, and the real strings in ../shared/data; writes the table's file.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.publishing.opening_oracle.expressions import OWN
from tests.publishing.opening_oracle.table import (
    FOLDER,
    SITES,
    TABLE,
    Site,
    instants,
    write_table,
)

REAL = FOLDER.parents[3] / "shared/data/opening-hours-real/opening_hours_osm.json"


def made(*, npm: str = "npm", node: str = "node") -> str:
    """Return the text of the table; installs the pinned packages in a folder that goes."""
    real = [row["opening_hours"] for row in json.loads(REAL.read_text("utf-8"))]
    expressions = list(dict.fromkeys([*real, *OWN]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("package.json", "package-lock.json", "states.mjs"):
            shutil.copy(FOLDER / file, folder)
        subprocess.run(
            [npm, "ci", "--silent", "--ignore-scripts"], cwd=folder, check=True
        )
        columns = [_states(site, expressions, folder, node=node) for site in SITES]
    pinned = json.loads((FOLDER / "package.json").read_text("utf-8"))["dependencies"]
    rows = dict(zip(expressions, zip(*columns, strict=True), strict=True))
    kept = {text: states for text, states in rows.items() if any(states)}
    return write_table(kept, made_by=f"opening_hours {pinned['opening_hours']}")


def _states(
    site: Site, expressions: Sequence[str], folder: Path, *, node: str
) -> list[str]:
    question = {
        "expressions": expressions,
        "instants": [moment.isoformat() for moment in instants(site)],
        "country": site.country.lower(),
        "state": site.state,
        # As Nominatim answers: the sun is not looked for beside plain numbers.
        "lat": str(site.position.lat),
        "lon": str(site.position.lon),
    }
    answer = subprocess.run(
        [node, "states.mjs"],
        cwd=folder,
        env={**os.environ, "TZ": site.zone},
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str] = json.loads(answer.stdout)
    return found


if __name__ == "__main__":
    TABLE.write_text(made(), encoding="utf-8")
