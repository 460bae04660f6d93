"""PostgreSQL's multiranges of time, which Django does not support."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import BooleanField, Func, Lookup, Value
from psycopg.types.multirange import Multirange
from psycopg.types.range import Range


class MultirangeField(models.Field):  # type: ignore[type-arg] # none at run time
    """A set of half-open spans; as a value, a tuple of (begin, end)."""

    range_type = ""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 - Django passes it
        """Return PostgreSQL's name of the type."""
        return self.range_type

    def from_db_value(self, value: Any, *_args: Any) -> Any:
        """Return the spans in order."""
        if value is None:
            return None
        return tuple((span.lower, span.upper) for span in value)

    def get_db_prep_value(
        self,
        value: Any,
        connection: Any,  # noqa: ARG002 - Django's signature
        prepared: bool = False,  # noqa: ARG002, FBT001, FBT002
    ) -> Any:
        """Return the value in the driver's form."""
        if value is None or isinstance(value, Multirange):
            return value
        return Multirange([Range(begin, end, "[)") for begin, end in value])


class InstantMultirangeField(MultirangeField):
    """Spans of instants (aware datetimes)."""

    range_type = "tstzmultirange"


class WallClockMultirangeField(MultirangeField):
    """Spans of local wall-clock time (naive datetimes)."""

    range_type = "tsmultirange"


@MultirangeField.register_lookup
class HasMoment(Lookup):
    """`field__has_moment=t`: whether one of the spans contains t."""

    lookup_name = "has_moment"
    prepare_rhs = False
    output_field = BooleanField()

    def get_db_prep_lookup(
        self,
        value: Any,
        connection: Any,  # noqa: ARG002 - Django passes it
    ) -> tuple[str, tuple[Any, ...]]:
        """Pass the moment as it is: it is one, not a multirange."""
        return "%s", (value,)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return `field @> moment`."""
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @> {right}", (*left_params, *right_params)


@MultirangeField.register_lookup
class IsEmpty(Lookup):
    """`field__isempty=True`: whether there is no span at all."""

    lookup_name = "isempty"
    prepare_rhs = False
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return `isempty(field)`, or its opposite."""
        left, left_params = self.process_lhs(compiler, connection)
        sql = f"isempty({left})" if self.rhs else f"NOT isempty({left})"
        return sql, tuple(left_params)


class HasAnHour(Func):
    """Whether the spans of the fields together go on for an hour between two times."""

    template = (
        "EXISTS (SELECT FROM unnest(%(expressions)s) AS open_span"
        " WHERE upper(open_span) - lower(open_span) >= interval '1 hour')"
    )
    arg_joiner = " * "
    output_field = BooleanField()

    def __init__(self, *fields: str, begin: datetime, end: datetime) -> None:
        field = InstantMultirangeField() if begin.tzinfo else WallClockMultirangeField()
        together = Func(
            *fields, template="(%(expressions)s)", arg_joiner=" + ", output_field=field
        )
        super().__init__(together, Value(((begin, end),), output_field=field))
