"""Types of JSON documents, with what a JSON Schema says of them beyond the type.

`Annotated[str, JsonSchema(format="uri")]` is a plain text to the server and to mypy.
Only when the contract is written, pydantic makes a schema of it.
"""

from collections.abc import Callable
from typing import Annotated, NamedTuple, TypeVar

# Import it from here: pydantic cannot read typing's before Python 3.12.
from typing_extensions import TypedDict as TypedDict  # noqa: PLC0414 - exported

_Answer = TypeVar("_Answer", bound=type)


class JsonSchema:
    """A description and keywords for the schema of the type that it annotates."""

    def __init__(self, description: str = "", **keywords: object) -> None:
        self._keywords = keywords
        if description:
            self._keywords["description"] = description

    def __get_pydantic_json_schema__(
        self, core_schema: object, handler: Callable[[object], dict[str, object]]
    ) -> dict[str, object]:
        """Return the schema of the type with the keywords, as pydantic asks for it."""
        return {**handler(core_schema), **self._keywords}


Count = Annotated[int, JsonSchema(minimum=0)]
Day = Annotated[str, JsonSchema(format="date")]
Moment = Annotated[str, JsonSchema(format="date-time")]
Id = Annotated[str, JsonSchema(format="uuid")]
Url = Annotated[str, JsonSchema(format="uri")]
LonLat = Annotated[list[float], JsonSchema(minItems=2, maxItems=2)]


class Component(NamedTuple):
    """A type with a name in the contract, and its keywords that no type says."""

    type: type
    keywords: dict[str, object]


COMPONENTS: dict[str, Component] = {}


def component(name: str, **keywords: object) -> Callable[[_Answer], _Answer]:
    """Name a type in the contract; others are written out where they are used.

    `extends` is the component that the type adds members to.
    """

    def named(answer: _Answer) -> _Answer:
        COMPONENTS[name] = Component(answer, keywords)
        return answer

    return named
