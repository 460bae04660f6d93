"""Where GDAL and GEOS are: the environment, else the wheels, else the system."""

import os
from importlib.util import find_spec
from pathlib import Path

_WHEELS = {"GDAL": ("pyogrio", "libgdal*"), "GEOS": ("shapely", "libgeos_c*")}


def library_path(name: str) -> str | None:
    """Return the path of GDAL or GEOS, or None to let Django look in the system.

    The wheels of pyogrio and shapely carry the libraries beside their package,
    so every system runs the same, recent version without a compiler.
    """
    configured = os.environ.get(f"{name}_LIBRARY_PATH")
    if configured:
        return configured
    package, pattern = _WHEELS[name]
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    site = Path(spec.origin).parent
    for folder in (site.parent / f"{package}.libs", site / ".dylibs"):
        for path in sorted(folder.glob(pattern)):
            return str(path)
    return None
