"""The shape that stands for each kind of place, in lists and on maps."""

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
    """Return the kinds that each symbol stands for, for the key to the map."""
    found: dict[str, list[str]] = {}
    for kind, shape in _SHAPES.items():
        found.setdefault(shape, []).append(kind)
    return {shape: tuple(kinds) for shape, kinds in found.items()}


def shape_of(kind: str) -> str:
    """Return the name of a symbol of templates/components/shapes.html."""
    return _SHAPES.get(kind, "hexagon")
