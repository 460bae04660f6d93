"""What people add is theirs alone until staff confirm it, everywhere."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from geoapp.accounts.models import User
from geoapp.crafts.vocabulary import current
from geoapp.discovery.matching.requirements import tutorial_requirements
from geoapp.discovery.matching.tutorials_at_venue import tutorials_at_venue
from geoapp.discovery.tutorial_search import craft_counts, search_tutorials
from geoapp.publishing.models import PublishedVenue
from geoapp.tutorials.actions import (
    MAX_PENDING,
    AlreadyThere,
    TooManyPending,
    add_tutorial,
    confirm_tutorial,
    decline_tutorial,
    like,
)
from geoapp.tutorials.models import Tutorial
from geoapp.tutorials.submissions import (
    MAX_NAMES,
    InvalidDraft,
    SubmissionFault,
    TutorialDraft,
)
from tests.world import AT, venue

pytestmark = pytest.mark.django_db
URL = "https://example.org/secret-bowl"


def somebody(name, **more):
    return User.objects.create_user(f"{name}@example.org", "sesame-97-street", **more)


def draft(url=URL, **more):
    return TutorialDraft(title="A secret bowl", url=url, crafts=("pottery",), **more)


def added(user, **more):
    return add_tutorial(user=user, draft=draft(**more), at=AT)


@pytest.fixture
def ann(vocabulary):
    return somebody("ann")


def test_only_a_persons_word_is_confirmed(ann):
    made = added(ann, required=("kiln",), guessed=("pottery_wheel",))
    needs = tutorial_requirements(made)
    assert (needs.required, needs.guessed) == (("kiln",), ("pottery_wheel",))


@pytest.mark.parametrize("url", [URL, "http://www.example.org/secret-bowl/"])
def test_an_existing_url_returns_the_existing_tutorial(ann, url):
    first = added(ann)
    with pytest.raises(AlreadyThere) as there:
        added(ann, url=url)
    assert there.value.tutorial == first


def test_another_users_pending_url_is_not_revealed(ann):
    added(ann)
    assert added(somebody("bob")).review == "pending"


def test_one_address_is_confirmed_once(ann):
    first, second = added(ann), added(somebody("bob"))
    confirm_tutorial(tutorial=first)
    with pytest.raises(AlreadyThere):
        confirm_tutorial(tutorial=second)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tutorial.objects.filter(pk=second.pk).update(review="confirmed")


def test_so_many_wait_and_no_more(ann):
    for number in range(MAX_PENDING):
        added(ann, url=f"https://example.org/{number}")
    with pytest.raises(TooManyPending):
        added(ann)
    decline_tutorial(tutorial=Tutorial.objects.first())
    assert added(ann).slug


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"title": " "}, {"title": SubmissionFault.NO_TITLE}),
        ({"title": "b" * 301}, {"title": SubmissionFault.LONG_TITLE}),
        ({"url": "javascript:alert(1)"}, {"url": SubmissionFault.NO_ADDRESS}),
        ({"crafts": ()}, {"crafts": SubmissionFault.NO_CRAFT}),
        ({"crafts": ("pottery", "pottery")}, {"crafts": SubmissionFault.NAMED_TWICE}),
        ({"crafts": ("kiln",)}, {"crafts": SubmissionFault.UNKNOWN_NAME}),
        ({"required": ("pottery",)}, {"equipment": SubmissionFault.UNKNOWN_NAME}),
        (
            {"required": ("kiln",), "guessed": ("kiln",)},
            {"equipment": SubmissionFault.NAMED_TWICE},
        ),
        (
            {"title": "", "url": "", "crafts": ()},
            {
                "title": SubmissionFault.NO_TITLE,
                "url": SubmissionFault.NO_ADDRESS,
                "crafts": SubmissionFault.NO_CRAFT,
            },
        ),
    ],
)
def test_no_draft_is_made_that_breaks_a_rule(vocabulary, wrong, faults):
    right = {"title": "b" * 300, "url": URL, "crafts": ("pottery",)}
    assert TutorialDraft(**right).title == right["title"]
    with pytest.raises(InvalidDraft) as refusal:
        TutorialDraft(**{**right, **wrong})
    assert refusal.value.faults == faults


def test_no_draft_names_more_than_can_be_meant(vocabulary):
    crafts = tuple(list(current().crafts)[: MAX_NAMES + 1])
    with pytest.raises(InvalidDraft) as refusal:
        TutorialDraft(title="All of it", url=URL, crafts=crafts)
    assert refusal.value.faults == {"crafts": SubmissionFault.TOO_MANY}
    assert TutorialDraft(title="All of it", url=URL, crafts=crafts[1:])


def test_a_draft_has_a_clean_address(vocabulary):
    assert draft(url=f"{URL}?utm_source=x#top").url == URL


def test_a_title_without_a_latin_letter_has_an_address(ann):
    titled = TutorialDraft(title="碗", url=URL, crafts=("pottery",))
    assert add_tutorial(user=ann, draft=titled, at=AT).slug == "tutorial"


@pytest.mark.parametrize("state", ["pending", "refused"])
@pytest.mark.parametrize("who", ["adder", "member", "nobody", "staff"])
def test_queries_return_only_visible_tutorials(client, ann, who, state):
    made = added(ann)
    if state == "refused":
        decline_tutorial(tutorial=made)
    place = venue("Clay House", offers=[("pottery", "use")])
    users = {"adder": ann, "nobody": None}
    viewer = users[who] if who in users else somebody(who, is_staff=who == "staff")
    if viewer:
        client.force_login(
            viewer, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        like(user=viewer, tutorial=made, at=AT)  # as one from before a refusal
    may = who in ("adder", "staff")
    assert Tutorial.objects.visible_to(viewer or AnonymousUser()).exists() == may
    page = made.get_absolute_url()
    assert client.get(page).status_code == (200 if may else 404)
    posted = client.post(f"{page}like/").status_code
    assert posted == (302 if may else 404)
    found = PublishedVenue.objects.get(pk=place)
    for address in (
        "/",
        "/?q=secret+bowl",
        "/tutorials/",
        "/tutorials/?q=secret",
        "/suggest/?q=secret",
        found.get_absolute_url(),
        "/api/tutorials",
    ):
        assert "secret-bowl" not in client.get(address).content.decode(), address
    for address in ("", "/venues?near=-0.0553,51.545"):
        assert client.get(f"/api/tutorials/{made.pk}{address}").status_code == 404
    assert not search_tutorials().tutorials.exists()
    assert craft_counts() == ()
    assert tutorials_at_venue(found).complete == ()
    if viewer:
        for address in ("/likes/", "/account/likes.json"):
            assert ("secret-bowl" in client.get(address).content.decode()) == may
    known = client.get("/make/", {"url": URL}).status_code == 302
    assert known == (who == "adder")


def test_a_confirmed_tutorial_is_public(client, ann):
    made = added(ann)
    confirm_tutorial(tutorial=made)
    assert client.get(made.get_absolute_url()).status_code == 200
    assert "secret-bowl" in client.get("/tutorials/").content.decode()


def test_staff_confirm_and_refuse_in_the_admin(admin_client, ann):
    made = added(ann)
    for action, state in (("confirm", "confirmed"), ("refuse", "refused")):
        form = {"action": action, "_selected_action": [str(made.pk)]}
        admin_client.post("/admin/tutorials/tutorial/", form)
        made.refresh_from_db()
        assert made.review == state
