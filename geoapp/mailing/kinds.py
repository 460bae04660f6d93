"""The kinds of email. Each package registers its own in `ready()`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from geoapp.mailing.models import Category

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedEmail:
    """The subject and plain text of an email."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailKind:
    """A kind of email; `label` names it on a person's account page.

    `render` makes the email of its context when it is about to be sent, in the language
    that is active: the recipient's. It returns None
    if there is nothing to tell any more, such as for a cancelled invitation. Of a kind
    that `is_forgotten`, nothing stays once it is sent.
    """

    category: Category
    label: str | Promise
    render: Callable[[Context], RenderedEmail | None]
    is_forgotten: bool = False


class UnknownKind(LookupError):
    """No package has registered this kind of email."""


_kinds: dict[str, EmailKind] = {}


def register_email_kind(name: str, kind: EmailKind) -> None:
    """Add a kind. Names are stored with queued emails, so they never change."""
    _kinds[name] = kind


def kind_label(name: str) -> str | Promise:
    """Return what the account page calls a kind of email, known or not."""
    try:
        return email_kind(name).label
    except UnknownKind:
        return _("An email")


def email_kind(name: str) -> EmailKind:
    """Return the kind of this name, or of what stands before its first slash.

    Raises UnknownKind.
    """
    family, _slash, _rest = name.partition("/")
    kind = _kinds.get(name) or _kinds.get(family)
    if kind is None:
        raise UnknownKind(f"No package has registered the kind of email {name!r}.")
    return kind
