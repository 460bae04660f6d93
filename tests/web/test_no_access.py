"""Who may not open a page learns why, and can sign in from there."""

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.views.defaults import permission_denied

from geoapp.accounts.models import User


def page_for(user) -> str:
    request = RequestFactory().get("/manage/", {"a": "1"})
    request.user = user
    answer = permission_denied(request, PermissionError())
    assert answer.status_code == 403
    return answer.content.decode()


def test_a_stranger_is_offered_to_sign_in_and_comes_back():
    page = page_for(AnonymousUser())
    assert "/accounts/login/?next=%2Fmanage%2F%3Fa%3D1" in page


def test_who_is_signed_in_is_not_offered_to_sign_in():
    page = page_for(User(email="person@example.org"))
    assert "/accounts/login/?next" not in page
