"""T13: no limit is passed by requests at the same moment, whatever it counts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from geoapp.accounts import keys, quotas
from geoapp.accounts.counters import Period, count_one_of_network
from geoapp.accounts.models import ApiKey, User
from geoapp.common.errors import DomainError
from geoapp.mailing import actions as mailing
from geoapp.mailing.models import Message
from geoapp.stewardship.actions.invite import invite as send_invitation
from geoapp.stewardship.actions.report import claim_venue
from geoapp.stewardship.models import Report
from geoapp.tutorials.actions.add_tutorial import add_tutorial
from geoapp.tutorials.models import Tutorial
from geoapp.tutorials.submissions import TutorialDraft
from geoapp.venues.actions import organizers, photos
from geoapp.venues.actions.register_venue import register_venue
from geoapp.venues.drafts import VenueDraft
from geoapp.venues.models import Invitation, Photo, Venue
from geoapp.web.manage.register import hourly_limits
from tests.people import draft_of, member
from tests.photos import picture
from tests.world import AT, HACKNEY, venue

LIMIT = 3
AT_ONCE = 8

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker]


def at_once(act: Callable[[int], object]) -> int:
    """Call it from eight threads at one moment; return how many came through."""
    ready = Barrier(AT_ONCE)

    def thread(number: int) -> bool:
        ready.wait()
        try:
            return act(number) is not False
        except DomainError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=AT_ONCE) as threads:
        return sum(threads.map(thread, range(AT_ONCE)))


def make_key(user: User) -> int:
    at_once(lambda n: keys.make_key(user=user, name=f"{n}", scopes=[], at=AT))
    return ApiKey.objects.count()


def invite(user: User) -> int:
    """Invite to several venues, since one has a limit of its own."""
    places = [draft_of(user, f"Kiln {number}") for number in range(AT_ONCE)]
    at_once(
        lambda n: send_invitation(
            venue_id=places[n].pk, email="a@example.org", invited_by=user, at=AT
        )
    )
    return Invitation.objects.count()


def open_invitations(user: User) -> int:
    place = draft_of(user, "Open kiln")
    at_once(
        lambda n: organizers.invite_organizer(
            venue_id=place.pk, email=f"n{n}@example.org", invited_by=user, at=AT
        )
    )
    return place.invitations.count()


def report(user: User) -> int:
    places = [venue(f"Clay {number}") for number in range(AT_ONCE)]
    at_once(lambda n: claim_venue(user=user, venue_id=places[n], words="mine", at=AT))
    return Report.objects.count()


def add_a_tutorial(user: User) -> int:
    def add(number: int) -> None:
        draft = TutorialDraft(
            title=f"Bowl {number}",
            url=f"https://example.org/{number}",
            crafts=("pottery",),
        )
        add_tutorial(user=user, draft=draft, at=AT)

    at_once(add)
    return Tutorial.objects.count()


def register(user: User) -> int:
    def begin(number: int) -> None:
        values = {
            "position": [HACKNEY.lon, HACKNEY.lat],
            "address": {"locality": "London", "country": "GB"},
        }
        draft = VenueDraft(
            id=uuid4(), name=f"Yard {number}", kind="open_studio", values=values
        )
        register_venue(organizer=user, draft=draft, at=AT)

    before = Venue.objects.count()
    at_once(begin)
    return Venue.objects.count() - before


def add_photo(user: User) -> int:
    place = draft_of(user, "Photographed kiln")
    credit = photos.Credit(author="x", licence="CC0-1.0")
    pictures = [picture(hue=20 * number) for number in range(AT_ONCE)]
    at_once(
        lambda n: photos.receive_photo(
            venue_id=place.pk, data=pictures[n], credit=credit, added_by=user, at=AT
        )
    )
    return Photo.objects.count()


def send_emails(user: User) -> int:
    def queue(number: int) -> None:
        context = {"id": str(uuid4()), "decision": f"{number}"}
        kind = "stewardship/decision"
        mailing.queue_email(
            kind, recipient=user.email, language="", context=context, at=AT
        )

    at_once(queue)
    mine = Message.objects.to(user.email)
    return mine.filter(not_before=AT, state="waiting").count()


def report_without_account(user: User) -> int:
    address = f"2001:db8:{user.pk:x}::1"
    return at_once(
        lambda _n: (
            count_one_of_network(
                "reports", address=address, limit=LIMIT, period=Period.DAY, at=AT
            )
            is None
        )
    )


def fetch(user: User) -> int:
    return at_once(
        lambda _n: hourly_limits.next_fetch_at(person_id=user.pk, at=AT) is None
    )


def paste(user: User) -> int:
    return at_once(
        lambda _n: hourly_limits.next_paste_at(person_id=user.pk, at=AT) is None
    )


def use_api(user: User) -> int:
    def use(_number: int) -> bool:
        return quotas.take(f"key:{user.pk}", limit=LIMIT, cost=1, at=AT).may_pass

    return at_once(use)


# Each with the module and constant of its limit: the names of some modules are also
# those of functions.
LIMITS = {
    "keys of a person": (make_key, "accounts.keys", "MAX_KEYS"),
    "invitations a day": (
        invite,
        "stewardship.actions.invite",
        "MAX_INVITATION_EMAILS",
    ),
    "open invitations": (
        open_invitations,
        "venues.actions.organizers",
        "MAX_INVITATIONS",
    ),
    "pending reports": (report, "stewardship.actions.report", "MAX_PENDING_REPORTS"),
    "reports of a network a day": (report_without_account, "", ""),
    "pending tutorials": (
        add_a_tutorial,
        "tutorials.actions.add_tutorial",
        "MAX_PENDING",
    ),
    "drafts": (register, "venues.actions.register_venue", "MAX_DRAFTS"),
    "photos": (add_photo, "venues.actions.photos", "MAX_PHOTOS"),
    "emails a day": (send_emails, "mailing.actions", "MAX_AUTOMATIC_A_DAY"),
    "fetched addresses an hour": (
        fetch,
        "web.manage.register.hourly_limits",
        "MAX_FETCHES",
    ),
    "pasted texts an hour": (paste, "web.manage.register.hourly_limits", "MAX_PASTES"),
    "requests of the API a minute": (use_api, "", ""),
}


def test_each_limit_holds_for_eight_requests_at_once(
    vocabulary, monkeypatch, settings, tmp_path
):
    """One test for all: each would empty every table once more."""
    settings.MEDIA_ROOT = tmp_path
    passed = {}
    for name, (act, module, constant) in LIMITS.items():
        user = member()
        with monkeypatch.context() as patch:
            if constant:
                place = import_module(f"geoapp.{module}")
                patch.setattr(place, constant, LIMIT)
            passed[name] = act(user)
    assert passed == dict.fromkeys(LIMITS, LIMIT)
