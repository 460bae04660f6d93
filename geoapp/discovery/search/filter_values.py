"""The chosen filter values: immutable, hashable, without empty values."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_EMPTY: tuple[Any, ...] = ("", ())


class FilterValues(Mapping[str, Any]):
    """Values by filter name; an empty value is no condition."""

    __slots__ = ("_values",)

    def __init__(
        self, values: Mapping[str, Any] | Iterable[tuple[str, Any]] = ()
    ) -> None:
        self._values = {
            name: value
            for name, value in dict(values).items()
            if value is not None and value not in _EMPTY
        }

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        return f"FilterValues({self._values!r})"

    def with_values(self, **changes: Any) -> "FilterValues":
        """Return the values with some changed; an empty value removes one."""
        return FilterValues({**self._values, **changes})
