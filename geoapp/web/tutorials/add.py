"""The form that adds a tutorial: link, title and requirements."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from geoapp.common.errors import DomainError
from geoapp.common.text import one_line
from geoapp.crafts.vocabulary import current
from geoapp.discovery.matching.requirements import requirements_from_suggestion
from geoapp.stewardship.actions.contribute import contribute_tutorial
from geoapp.stewardship.declined import DeclinedTwice
from geoapp.stewardship.guidelines import has_accepted
from geoapp.tutorials.actions import (
    MAX_PENDING,
    AlreadyThere,
    TooManyPending,
)
from geoapp.tutorials.submissions import (
    MAX_NAMES,
    InvalidDraft,
    SubmissionFault,
    TutorialDraft,
)
from geoapp.web.about.guidelines_required import guidelines_required
from geoapp.web.current_user import person
from geoapp.web.make.pasted_text import MAX_URL_LENGTH, parse_pasted_text

NEEDS = ("usually", "required", "optional", "none")
# The form field of each member of a draft.
_FIELDS = {"url": "url", "title": "title", "crafts": "craft", "equipment": "equipment"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """The values of the form; `machines` are pairs of equipment and one of NEEDS."""

    url: str
    title: str
    crafts: tuple[str, ...]
    machines: tuple[tuple[str, str], ...]

    def draft(self) -> TutorialDraft:
        """Return the draft; raises InvalidDraft."""
        by_need = {
            need: tuple(e for e, strength in self.machines if strength == need)
            for need in NEEDS
        }
        return TutorialDraft(
            title=self.title,
            url=self.url,
            crafts=self.crafts,
            required=by_need["required"],
            optional=by_need["optional"],
            guessed=by_need["usually"],
        )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guidelines_required
def add(request: HttpRequest) -> HttpResponse:
    """Show the form, prefilled from the link, and save the tutorial."""
    if request.method != "POST":
        return _form(request, _prefilled(request.GET))
    addition = _posted(request.POST)
    if "more" in request.POST:
        return _form(request, addition)
    if not has_accepted(person(request)):
        return _form(request, addition, {"guidelines": "new"})
    return _added(request, addition)


def _added(request: HttpRequest, addition: Addition) -> HttpResponse:
    try:
        added = contribute_tutorial(
            user=person(request), draft=addition.draft(), at=timezone.now()
        )
    except InvalidDraft as invalid:
        return _form(request, addition, _problems(invalid))
    except AlreadyThere as there:
        messages.info(
            request, gettext("This tutorial is already on Makerloom. Here it is.")
        )
        return redirect(there.tutorial)
    except tuple(_PROBLEMS) as error:
        return _form(request, addition, {"all": _PROBLEMS[type(error)]()})
    messages.success(
        request,
        gettext("Tutorial added. It becomes public once a moderator accepts it."),
    )
    return redirect(added)


_PROBLEMS: dict[type[DomainError], Callable[[], str]] = {
    TooManyPending: lambda: (
        gettext(
            "You already have %(most)d tutorials awaiting review. Wait until one"
            " has been reviewed, then add this one."
        )
        % {"most": MAX_PENDING}
    ),
    DeclinedTwice: lambda: gettext(
        "A tutorial with this link has been submitted twice and was declined each time. "
        "Only a moderator can add it."
    ),
}


def _form(
    request: HttpRequest, addition: Addition, problems: dict[str, str] | None = None
) -> HttpResponse:
    machines = dict(addition.machines)
    context: dict[str, Any] = {
        "addition": addition,
        "problems": problems or {},
        "other_crafts": [
            craft
            for craft in current().in_use("crafts")
            if craft not in addition.crafts
        ],
        "other_equipment": [
            equipment
            for equipment in current().in_use("equipment")
            if equipment not in machines
        ],
    }
    status = 422 if problems else 200
    return render(request, "tutorials/add.html", context, status=status)


def _prefilled(params: QueryDict) -> Addition:
    pasted = parse_pasted_text(params)
    read = requirements_from_suggestion(title=pasted.title, url=pasted.url)
    return Addition(
        url=pasted.url or pasted.raw_url,
        title=pasted.title,
        crafts=read.crafts,
        machines=tuple((equipment, "usually") for equipment in read.guessed),
    )


def _posted(params: QueryDict) -> Addition:
    """Parse the form; ids that are not in the vocabulary are left out."""
    vocabulary = current()
    crafts = dict.fromkeys(c for c in params.getlist("craft") if c in vocabulary.crafts)
    machines = {}
    for equipment in params.getlist("equipment")[:MAX_NAMES]:
        need = params.get(f"need-{equipment}", "")
        if equipment in vocabulary.equipment and need != "none":
            machines[equipment] = need if need in NEEDS else "required"
    return Addition(
        url=one_line(params.get("url", ""), longest=MAX_URL_LENGTH),
        title=one_line(params.get("title", ""), longest=MAX_URL_LENGTH),
        crafts=tuple(crafts)[:MAX_NAMES],
        machines=tuple(machines.items()),
    )


def _problems(invalid: InvalidDraft) -> dict[str, str]:
    """Return the error messages by field name."""
    return {_FIELDS[name]: _words(fault) for name, fault in invalid.faults.items()}


def _words(fault: SubmissionFault) -> str:
    words = {
        SubmissionFault.NO_ADDRESS: gettext(
            "Enter a link that starts with https:// or http:// and has no more than "
            "800 characters."
        ),
        SubmissionFault.NO_TITLE: gettext("Enter a title."),
        SubmissionFault.LONG_TITLE: gettext(
            "The title is too long. Shorten it to 300 characters."
        ),
        SubmissionFault.NO_CRAFT: gettext("Choose at least one craft."),
    }
    # Names are read out of the form only where the vocabulary has them, each once.
    return words[fault]
