"""Accounts whose deeds were taken back, as a kind: so they can appeal."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from geoapp.stewardship.actions.undo_take_back import undo_for_account
from geoapp.stewardship.decisions import Outcome
from geoapp.stewardship.kinds import (
    ContentKind,
    ReportedItem,
    register_content_kind,
)
from geoapp.stewardship.models import TakeBackAccount
from geoapp.stewardship.take_back_models import ACCOUNT_KIND
from geoapp.stewardship.take_back_reports import title_of


def register_account_kind() -> None:
    """Register the kind. Nobody can report it: it has no topics."""
    register_content_kind(_ACCOUNT)


def _find(account_id: UUID) -> ReportedItem | None:
    row = TakeBackAccount.objects.select_related("user").filter(pk=account_id).first()
    if row is None:
        return None
    path = f"/moderation/taken-back/{row.take_back_id}/"
    return ReportedItem(
        title=title_of(row),
        path=path,
        is_public=False,
        responsible=(row.user,) if row.user is not None else (),
        edit_path=path,
    )


def _nothing_withheld(account_id: UUID, withheld: bool) -> None:  # noqa: FBT001
    del account_id, withheld


def _already_done(account_id: UUID, at: datetime) -> None:
    """Do nothing: the take-back has done it."""
    del account_id, at


def _undo(account_id: UUID, at: datetime) -> None:
    undo_for_account(account_id=account_id, at=at)


_ACCOUNT = ContentKind(
    name=ACCOUNT_KIND,
    label=_("account"),
    topics=(),
    find=_find,
    withhold=_nothing_withheld,
    hide=_already_done,
    show=_undo,
    erase=None,
    labels={
        Outcome.UNCHANGED: _("Restore everything"),
        Outcome.REMOVED: _("Keep it removed"),
    },
)
