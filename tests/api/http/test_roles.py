"""Every operation of the contract, times who asks."""

import pytest

from geoapp.accounts.keys import make_key
from geoapp.api.openapi.paths import OPERATIONS
from tests.people import member, moderator
from tests.web.factories import tutorial
from tests.world import AT, venue

pytestmark = pytest.mark.django_db
ROLES = (
    *("visitor", "plain key", "key for likes", "revoked key", "member"),
    *("moderator", "staff"),
)
# What has to be asked, where something has to.
ASKED = {"near": "near=-0.055,51.545", "q": "q=Hackney"}


@pytest.fixture
def place(vocabulary):
    return venue("Clay", offers=[("pottery", "use")])


@pytest.fixture
def known(vocabulary):
    return tutorial("A lamp")


def headers_of(role, client):
    """Sign the role in, or return its header."""
    if role == "visitor":
        return {}
    if role in {"member", "moderator", "staff"}:
        people = {
            "member": member,
            "moderator": moderator,
            "staff": lambda: member(is_staff=True, is_superuser=True),
        }
        client.force_login(people[role]())
        return {}
    user = member()
    scopes = ["likes"] if role == "key for likes" else []
    key, text = make_key(user=user, name="k", scopes=scopes, at=AT)
    if role == "revoked key":
        key.revoked_at = AT
        key.save()
    return {"authorization": f"Bearer {text}"}


def expected(role, one):
    """Return the status; whoever shows a key that is none is told so everywhere."""
    if role == "revoked key":
        return 401
    if not one.scope:
        return 200
    return {"visitor": 401, "plain key": 403}.get(role, 200)


@pytest.mark.parametrize("role", ROLES)
def test_permissions_by_role(client, place, known, role):
    headers = headers_of(role, client)
    wrong = []
    for one in OPERATIONS:
        path = one.path.replace("{venueId}", str(place))
        path = path.replace("{tutorialId}", str(known.pk))
        path = path.replace("{z}/{x}/{y}", "1/0/0")
        needed = "&".join(ASKED[name] for name in sorted(one.needs))
        address = f"/api{path}" + (f"?{needed}" if needed else "")
        if one.method == "post":
            body = {"title": "A pot", "near": [-0.055, 51.545]}
            answer = client.post(
                address, body, content_type="application/json", headers=headers
            )
        else:
            answer = client.get(address, headers=headers)
        if answer.status_code != expected(role, one):
            wrong.append((one.id, answer.status_code))
        b"".join(answer)  # files are made few at a time
    assert wrong == []
