"""Likes are private marks; loading follows the file and can be repeated."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.management import CommandError, call_command

from geoapp.accounts.models import User
from geoapp.tutorials.actions import like, load_tutorials, unlike
from geoapp.tutorials.models import Like, Need, Tutorial
from geoapp.tutorials.tutorial_file import InvalidTutorials
from tests.world import AT

pytestmark = pytest.mark.django_db

BOWL = """tutorials:
  - title: A bowl
    url: https://example.org/bowl
    site: Example
    crafts: [pottery]
    required: [pottery_wheel, kiln]
    optional: [woodwork_bench_hand_tools]
"""
MUG = """  - title: A mug
    url: https://example.org/mug
    site: Example
    language: de
    crafts: [pottery]
"""


@pytest.fixture
def bowl(vocabulary, tmp_path):
    load(tmp_path, BOWL)
    return Tutorial.objects.get()


def person(email="a@example.org"):
    return User.objects.create_user(email=email, password="sesame-97-street")


def written(folder, text):
    path = folder / "tutorials.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def load(folder, text, **more):
    return load_tutorials(path=written(folder, text), at=AT, **more)


def test_a_second_like_changes_nothing(bowl):
    ann = person()
    like(user=ann, tutorial=bowl, at=AT)
    like(user=ann, tutorial=bowl, at=AT + timedelta(days=1))
    assert Like.objects.get().liked_at == AT


def test_a_like_is_seen_by_nobody_else(bowl):
    ann, bob = person(), person("b@example.org")
    like(user=ann, tutorial=bowl, at=AT)
    assert list(Tutorial.objects.liked_by(ann)) == [bowl]
    assert list(Tutorial.objects.liked_by(bob)) == []


def test_likes_are_not_in_the_admin():
    registered = admin.site._registry
    inlines = [inline.model for inline in registered[Tutorial].inlines]
    assert Like not in registered
    assert Like not in inlines


def test_unlike_takes_only_my_like_back(bowl):
    ann, bob = person(), person("b@example.org")
    like(user=ann, tutorial=bowl, at=AT)
    like(user=bob, tutorial=bowl, at=AT)
    unlike(user=ann, tutorial=bowl)
    unlike(user=ann, tutorial=bowl)
    assert [row.user for row in Like.objects.all()] == [bob]


def test_likes_come_newest_first(vocabulary, tmp_path):
    load(tmp_path, BOWL + MUG)
    ann = person()
    for number, slug in enumerate(("a-bowl", "a-mug")):
        tutorial = Tutorial.objects.get(slug=slug)
        like(user=ann, tutorial=tutorial, at=AT + timedelta(days=number))
    assert [t.slug for t in Tutorial.objects.liked_by(ann)] == ["a-mug", "a-bowl"]


def test_a_tutorial_is_loaded_with_confirmed_needs(bowl):
    assert (bowl.slug, bowl.language, bowl.added_at) == ("a-bowl", "en", AT)
    assert [(c.craft_id, c.confirmed) for c in bowl.crafts.all()] == [("pottery", True)]
    assert {(e.equipment_id, e.need, e.confirmed) for e in bowl.equipment.all()} == {
        ("pottery_wheel", Need.REQUIRED, True),
        ("kiln", Need.REQUIRED, True),
        ("woodwork_bench_hand_tools", Need.OPTIONAL, True),
    }


def test_loading_again_changes_nothing(bowl, tmp_path):
    like(user=person(), tutorial=bowl, at=AT)
    before = set(bowl.equipment.values_list("pk", flat=True))
    outcome = load(tmp_path, BOWL)
    assert (outcome.added, outcome.changed, outcome.unchanged) == (0, 0, 1)
    assert set(bowl.equipment.values_list("pk", flat=True)) == before
    assert Like.objects.count() == 1


def test_a_changed_file_changes_needs_and_title_but_no_address(bowl, tmp_path):
    text = BOWL.replace("A bowl", "A big bowl").replace(
        "[pottery_wheel, kiln]", "[kiln]"
    )
    outcome = load(tmp_path, text)
    bowl.refresh_from_db()
    assert (outcome.added, outcome.changed) == (0, 1)
    assert (bowl.title, bowl.slug) == ("A big bowl", "a-bowl")
    required = bowl.equipment.filter(need=Need.REQUIRED)
    assert [e.equipment_id for e in required] == ["kiln"]


def test_what_the_file_no_longer_names_stays(bowl, tmp_path):
    load(tmp_path, "tutorials:\n" + MUG)
    assert Tutorial.objects.count() == 2


def test_equal_titles_get_different_slugs(bowl, tmp_path):
    load(tmp_path, BOWL.replace("example.org", "example.net"))
    assert set(Tutorial.objects.values_list("slug", flat=True)) == {
        "a-bowl",
        "a-bowl-2",
    }


def test_progress_is_reported_after_each_tutorial(vocabulary, tmp_path):
    told = []
    load(tmp_path, BOWL + MUG, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("[pottery]", "[potery]", 5, "potery"),
        ("kiln]", "kilnn]", 6, "kilnn"),
        ("[pottery]", "[kiln]", 5, "list of crafts"),
        ("https:", "ftp:", 3, "https://"),
        ("https://example.org/bowl", "https:///bowl", 3, "https://"),
        ("https://example.org/bowl", "javascript:alert(1)", 3, "https://"),
        ("https://example.org/bowl", '"https://[bowl"', 3, "https://"),
        ("    site: Example\n", "", 2, "`site` is missing"),
        ("    site:", "    cite:", 4, "`cite` is unknown"),
        ("[pottery]", "[pottery, pottery]", 5, "occurs twice"),
        ("[pottery]", "[]", 5, "At least one craft"),
        ("[pottery]", "pottery", 5, "must be a list"),
        ("[woodwork_bench_hand_tools]", "[kiln]", 7, "required and optional"),
        ("    site: Example\n", "    site: A\n    site: B\n", 5, "occurs twice"),
        ("A bowl", "碗", 2, "Latin"),
        ("A bowl", "b" * 301, 2, "longer than"),
        ("[pottery]", "[pottery", 6, "not valid YAML"),
        ("tutorials:", "guides:", 1, "`guides` is unknown"),
    ],
)
def test_a_breach_is_refused_with_its_line(vocabulary, tmp_path, old, new, line, why):
    assert old in BOWL
    with pytest.raises(InvalidTutorials, match=why) as refusal:
        load(tmp_path, BOWL.replace(old, new, 1))
    assert refusal.value.line == line
    assert Tutorial.objects.count() == 0


@pytest.mark.parametrize("text", ["", "[]", "tutorials: 3", "- a"])
def test_what_is_no_list_of_tutorials_is_refused(vocabulary, tmp_path, text):
    with pytest.raises(InvalidTutorials):
        load(tmp_path, text)


def test_an_address_that_stands_twice_is_refused(vocabulary, tmp_path):
    twice = BOWL + MUG.replace("/mug", "/bowl")
    with pytest.raises(InvalidTutorials, match="already on line 2") as refusal:
        load(tmp_path, twice)
    assert refusal.value.line == 8


def test_a_breach_in_the_last_tutorial_loads_none(vocabulary, tmp_path):
    with pytest.raises(InvalidTutorials):
        load(tmp_path, BOWL + MUG.replace("[pottery]", "[mud]"))
    assert Tutorial.objects.count() == 0


def test_the_command_says_what_it_did(vocabulary, tmp_path, capsys):
    call_command("load_tutorials", str(written(tmp_path, BOWL)))
    assert "1 added, 0 changed, 0 unchanged" in capsys.readouterr().out


@pytest.mark.parametrize("text", [BOWL.replace("kiln", "kilnn"), None])
def test_the_command_ends_with_what_is_wrong(vocabulary, tmp_path, text):
    path = written(tmp_path, text) if text else tmp_path / "tutorials.yaml"
    with pytest.raises(CommandError, match=r"tutorials\.yaml"):
        call_command("load_tutorials", str(path))


def test_the_fixture_loads(vocabulary):
    path = settings.FIXTURE_FOLDER / "tutorials.yaml"
    outcome = load_tutorials(path=path, at=AT)
    assert outcome.added == outcome.total >= 40
