"""What was decided on a report, in a word or two that are true of its kind."""

from django.utils.translation import gettext

from geoapp.stewardship.models import Decision, Outcome, Report, ReportTopic
from geoapp.stewardship.report_models import SupersededDecision
from geoapp.stewardship.take_back_models import ACCOUNT_KIND, NOTHING


def outcome_text(decided: Report | SupersededDecision, report: Report) -> str:
    """Return the outcome of a decision, the last or an earlier one, on the report."""
    if decided.decision == Decision.TAKEN_BACK or report.topic == ReportTopic.CLAIM:
        return str(decided.get_decision_display())
    if report.topic == ReportTopic.CONDUCT:
        return _conduct_text(report, is_removed=decided.outcome == Outcome.REMOVED)
    outcome = decided.get_outcome_display() if decided.outcome else ""
    return str(outcome or decided.get_decision_display())


def _conduct_text(report: Report, *, is_removed: bool) -> str:
    if _is_only_closed(report):
        return gettext("Closed") if is_removed else gettext("Reopened")
    return gettext("Taken back") if is_removed else gettext("Restored")


def _is_only_closed(report: Report) -> bool:
    """Return whether it is about an account that had done nothing."""
    return report.kind == ACCOUNT_KIND and report.title == NOTHING


def report_title(report: Report) -> str:
    """Return what a report is about; an account that did nothing has no titles."""
    return gettext("Closed account") if _is_only_closed(report) else report.title
