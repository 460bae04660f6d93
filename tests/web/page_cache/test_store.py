"""The store of pages stays within its bytes, and has pages of one moment only."""

import pytest

from geoapp.web.page_cache.store import PageStore, StoredPage

LIMIT = 100_000


@pytest.fixture
def store() -> PageStore:
    """A store that has seen its first moment."""
    store = PageStore(max_bytes=LIMIT)
    assert store.get("any", moment=(1,)) is None
    return store


def page(text: str = "", *, size: int = 0) -> StoredPage:
    return StoredPage(text.encode() or b"x" * size, (("Content-Type", "text/html"),))


def test_a_page_is_returned_as_it_was_stored(store):
    store.put("a", page("Workshop"), moment=(1,))
    assert store.get("a", moment=(1,)) == page("Workshop")
    assert store.get("b", moment=(1,)) is None


def test_another_moment_has_none_of_the_pages(store):
    store.put("a", page("before"), moment=(1,))
    assert store.get("a", moment=(2,)) is None
    assert store.size == 0


def test_a_page_that_is_finished_late_is_not_stored(store):
    store.get("a", moment=(2,))
    store.put("a", page("before"), moment=(1,))
    assert store.get("a", moment=(2,)) is None


def test_a_late_request_drops_nothing_of_a_later_moment(store):
    store.get("a", moment=(2, 7))
    store.put("a", page("now"), moment=(2, 7))
    for earlier in ((2, 6), (1, 9)):
        assert store.get("a", moment=earlier) is None
        store.put("a", page("before"), moment=earlier)
    assert store.get("a", moment=(2, 7)) == page("now")


def test_a_clock_that_is_set_back_begins_anew(store):
    store.get("a", moment=(100, 7))
    store.put("a", page("before"), moment=(100, 7))
    assert store.get("a", moment=(40, 7)) is None
    store.put("a", page("now"), moment=(40, 7))
    assert store.get("a", moment=(40, 7)) == page("now")


def test_it_never_holds_more_bytes_than_it_may(store):
    for number in range(200):
        store.put(number, page(size=number * 20), moment=(1,))
        assert store.size <= LIMIT
    assert store.get(199, moment=(1,))
    assert store.get(0, moment=(1,)) is None


def test_the_page_that_was_asked_for_longest_ago_leaves_first(store):
    for number in range(20):
        store.put(number, page(size=2_000), moment=(1,))
        store.get(0, moment=(1,))
    for number in range(20, 30):
        store.put(number, page(size=2_000), moment=(1,))
        store.get(0, moment=(1,))
    assert store.get(0, moment=(1,))
    assert store.get(1, moment=(1,)) is None


def test_many_small_pages_count_with_what_python_needs_for_each(store):
    for number in range(1_000):
        store.put(number, page("x"), moment=(1,))
    assert sum(store.get(n, moment=(1,)) is not None for n in range(1_000)) < 50


def test_a_page_that_would_push_out_many_others_is_not_stored(store):
    store.put("large", page(size=LIMIT // 8), moment=(1,))
    assert store.get("large", moment=(1,)) is None


def test_the_same_page_of_two_threads_counts_once(store):
    store.put("a", page("Workshop"), moment=(1,))
    size = store.size
    store.put("a", page("Workshop"), moment=(1,))
    assert store.size == size
