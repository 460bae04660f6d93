"""The marker shape of each kind of place, in lists and on maps."""

_SHAPES = {
    "makerspace": "hexagon",
    "fab_lab": "hexagon",
    "hackerspace": "square",
    "repair_cafe": "notch",
    "tool_library": "book",
    "artisan_workshop": "drop",
    "artisan_shop": "flag",
    "open_studio": "drop",
    "library_makerspace": "book",
    "school_lab": "book",
    "mobile_lab": "diamond",
}


def kinds_by_shape() -> dict[str, tuple[str, ...]]:
    """Return the kinds of each shape, for the map key."""
    kinds_of: dict[str, list[str]] = {}
    for kind, shape in _SHAPES.items():
        kinds_of.setdefault(shape, []).append(kind)
    return {shape: tuple(kinds) for shape, kinds in kinds_of.items()}


def shape_of(kind: str) -> str:
    """Return the name of a shape in templates/components/shapes.html."""
    return _SHAPES.get(kind, "hexagon")
