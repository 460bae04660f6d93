"""The form to report something."""

from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from geoapp.stewardship.actions.report import MAX_MESSAGE_LENGTH
from geoapp.stewardship.kinds import ContentKind
from geoapp.stewardship.models import ReportTopic
from geoapp.web.forms import SiteForm

_DAY_S = 24 * 3600


class ReportForm(SiteForm):
    """A topic, words and, without an account, an address for the answer."""

    topic = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    words = forms.CharField(
        label=_("Tell us more"),
        help_text=_("What is wrong, what it should say, and how you know."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=MAX_MESSAGE_LENGTH,
        required=False,
    )
    email = forms.EmailField(
        label=_("Your email address, if you want an answer"),
        help_text=_("We use it for this answer only. We email you a link to confirm."),
        max_length=254,
        required=False,
    )

    def __init__(
        self, *args: Any, kind: ContentKind, asks_email: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        topics = cast("forms.ChoiceField", self.fields["topic"])
        topics.choices = [(topic.value, topic.label) for topic in kind.topics]
        if not asks_email:
            del self.fields["email"]

    def clean_words(self) -> str:
        """Return the words; only a closed place needs none."""
        words: str = self.cleaned_data["words"]
        if not words and self.cleaned_data.get("topic") != ReportTopic.CLOSED:
            raise forms.ValidationError(
                _("Enter a sentence or two before you send this.")
            )
        return words


def new_token(*, kind: ContentKind, item_id: UUID) -> str:
    """Return the signed id of the next report, so that sending twice makes one."""
    return signing.dumps(str(uuid4()), salt=_salt(kind, item_id))


def report_id_of(token: str, *, kind: ContentKind, item_id: UUID) -> UUID | None:
    """Return the report's id; None if the form is older than a day, or not ours."""
    salt = _salt(kind, item_id)
    try:
        return UUID(signing.loads(token[:200], salt=salt, max_age=_DAY_S))
    except (signing.BadSignature, ValueError):
        return None


def _salt(kind: ContentKind, item_id: UUID) -> str:
    return f"report:{kind.name}:{item_id}"
