"""Reports about anything public, by anybody, and the decisions on them."""

import hashlib
import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from geoapp.stewardship.decisions import (
    RESTRICTIONS,
    DecidedAs,
    Decision,
    Ground,
    Outcome,
)

# Crockford's base 32: no letter that is read as a digit. 60 bits, so that nobody finds
# another person's report by trying.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP_LENGTH = 3, 4
_READ_AS = str.maketrans(
    {"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\0": None}
)


def new_number() -> str:
    """Return a report's receipt number, such as 7QKD-2MXR-9TBV."""
    groups = (
        "".join(secrets.choice(_ALPHABET) for _letter in range(_GROUP_LENGTH))
        for _group in range(_GROUPS)
    )
    return "-".join(groups)


def normalised_number(text: str) -> str:
    """Return a receipt number as it is stored, however a person typed it."""
    letters = text.upper().translate(_READ_AS)
    starts = range(0, len(letters), _GROUP_LENGTH)
    return "-".join(letters[start : start + _GROUP_LENGTH] for start in starts)


class ReportTopic(models.TextChoices):
    """What a report says."""

    CLAIM = "claim", _("I run this place")
    CLOSED = "closed", _("It has closed")
    MISTAKE = "mistake", _("Something is wrong")
    NOT_MADE = "not_made", _("This is not made here")
    ILLEGAL = "illegal", _("This is illegal")
    PERSONAL = "personal", _("This is about me or my home")
    # Nobody reports it: a moderator decided about all that an account did.
    CONDUCT = "conduct", _("What an account did")


class Side(models.TextChoices):
    """Who appeals against a decision."""

    REPORTER = "reporter", _("The person who reported it")
    AUTHOR = "author", _("The person responsible for it")


class Report(models.Model):
    """A message to the moderators about something public; never public itself.

    `kind` and `item_id` say what it is about (`geoapp.stewardship.kinds`), `venue` the
    place that it belongs to, if any. There is an `author` or, without an account,
    perhaps an `email`, which gets the answer once it is confirmed. While `hides`, it
    keeps hidden what its kind protects; while `removes`, the item is not public: both
    hold from the decision until another after an appeal. Accepting a claim makes its
    author a manager.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=14, unique=True, default=new_number)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="reports",
    )
    email = models.EmailField(max_length=254, blank=True, db_default="")
    email_confirmed_at = models.DateTimeField(null=True)
    # The language of the page that it was written on, for the answer by email.
    language = models.CharField(max_length=16, blank=True, db_default="")
    kind = models.CharField(max_length=16, default="venue", db_default="venue")
    item_id = models.UUIDField()
    title = models.CharField(max_length=300, db_default="")
    venue = models.ForeignKey(
        "venues.Venue", null=True, on_delete=models.CASCADE, related_name="+"
    )
    topic = models.CharField(max_length=10, choices=ReportTopic.choices)
    words = models.CharField(max_length=1000, blank=True)
    made_at = models.DateTimeField()
    hides = models.BooleanField(default=False, db_default=False)
    removes = models.BooleanField(default=False, db_default=False)
    # The place's, when it went with everything that an account did: nothing that was
    # never reviewed goes public after an appeal, also once that account is deleted.
    publication_before = models.CharField(max_length=10, blank=True, db_default="")
    decision = models.CharField(
        max_length=10, choices=Decision.choices, default=Decision.WAITING
    )
    outcome = models.CharField(
        max_length=10, choices=Outcome.choices, blank=True, db_default=""
    )
    ground = models.CharField(
        max_length=8, choices=Ground.choices, blank=True, db_default=""
    )
    law = models.CharField(max_length=200, blank=True, db_default="")
    reason = models.CharField(max_length=1000, blank=True)
    # The language of the page that the words were written on, "" if it is not known.
    reason_language = models.CharField(max_length=16, blank=True, db_default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_as = models.CharField(
        max_length=9, choices=DecidedAs.choices, blank=True, db_default=""
    )
    decided_at = models.DateTimeField(null=True)
    # Who got the statement of reasons, and may appeal.
    concerned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    appeal = models.CharField(max_length=1000, blank=True, db_default="")
    appealed_at = models.DateTimeField(null=True)
    appealed_by = models.CharField(
        max_length=8, choices=Side.choices, blank=True, db_default=""
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(topic__in=ReportTopic.values),
                name="report_topic_known",
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=Decision.values),
                name="report_decision_known",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", *Outcome.values]),
                name="report_outcome_known",
            ),
            models.UniqueConstraint(
                fields=["author", "kind", "item_id", "topic"],
                condition=models.Q(decision="waiting"),
                name="report_waits_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["made_at"],
                condition=models.Q(decision="waiting"),
                name="report_queue",
            ),
            models.Index(fields=["kind", "item_id"], name="report_item"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.topic}, {self.decision}"

    @property
    def state(self) -> str:
        """Return a digest of the text, to notice that it has changed."""
        text = self.words if not self.appeal else f"{self.words}\0{self.appeal}"
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def is_restriction(self) -> bool:
        """Return whether the decision takes something from those concerned."""
        return self.outcome in RESTRICTIONS

    @property
    def reply_address(self) -> str:
        """Return the address that gets the answer; "" if nobody wants one."""
        if self.author is not None:
            return self.author.email
        return self.email if self.email_confirmed_at is not None else ""

    @property
    def reply_language(self) -> str:
        """Return the language of the answer: the account's, or else that of the page."""
        own = self.author.language if self.author is not None else ""
        return own or self.language


class SupersededDecision(models.Model):
    """A decision on a report that was appealed against."""

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="superseded_decisions"
    )
    decision = models.CharField(max_length=10, choices=Decision.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    ground = models.CharField(max_length=8, choices=Ground.choices, blank=True)
    law = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    # The language of the page that the words were written on, "" if it is not known.
    reason_language = models.CharField(max_length=16, blank=True, db_default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_as = models.CharField(
        max_length=9, choices=DecidedAs.choices, blank=True, db_default=""
    )
    decided_at = models.DateTimeField()
    appeal = models.CharField(max_length=1000, blank=True)
    appealed_by = models.CharField(max_length=8, choices=Side.choices)

    class Meta:
        verbose_name = _("superseded decision")
        verbose_name_plural = _("superseded decisions")

    def __str__(self) -> str:
        return f"{self.report_id}: {self.decision}"
