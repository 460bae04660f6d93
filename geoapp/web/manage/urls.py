"""URLs of the pages for managers and moderators."""

from django.urls import path

from geoapp.web.manage import answers, invitations, managers, venue
from geoapp.web.manage.edit import history, hours, step
from geoapp.web.manage.moderate import merge, queue, reports, take_back
from geoapp.web.manage.moderate import views as moderation
from geoapp.web.manage.photos import views as photos
from geoapp.web.manage.register import address_lookup, prefill, preview
from geoapp.web.manage.register import views as register
from geoapp.web.manage.report import reply
from geoapp.web.manage.report import views as report

app_name = "manage"
urlpatterns = [
    path("manage/", venue.my_venues, name="my_venues"),
    path("manage/add/", register.register, name="register"),
    path("manage/add/from/", prefill.prefill, name="prefill"),
    path(
        "manage/answers/<uuid:contribution_id>/",
        reply.reply,
        name="reply",
    ),
    path("manage/about/<uuid:venue_id>/claim/", report.claim, name="claim"),
    path("manage/about/<uuid:venue_id>/mistake/", report.mistake, name="mistake"),
    path("manage/find/", address_lookup.look_up_address, name="look_up_address"),
    path(
        "manage/invitations/<uuid:invitation_id>/",
        invitations.invitation,
        name="invitation",
    ),
    path("manage/<uuid:venue_id>/", venue.venue, name="venue"),
    path("manage/<uuid:venue_id>/history/", history.history, name="history"),
    path("manage/<uuid:venue_id>/undo/", history.undo_one, name="undo"),
    path("manage/<uuid:venue_id>/proposal/", history.answer_proposal, name="proposal"),
    path("manage/<uuid:venue_id>/people/", managers.managers, name="managers"),
    path(
        "manage/<uuid:venue_id>/people/change/",
        managers.change_managers,
        name="change_managers",
    ),
    path("manage/<uuid:venue_id>/state/", venue.change_state, name="state"),
    path("manage/<uuid:venue_id>/emails/", answers.change_emails, name="change_emails"),
    path(
        "manage/<uuid:venue_id>/messages/<uuid:report_id>/",
        answers.answer,
        name="answer_report",
    ),
    path(
        "manage/<uuid:venue_id>/awaiting/<uuid:contribution_id>/cancel/",
        answers.cancel_change,
        name="cancel_change",
    ),
    path("manage/<uuid:venue_id>/preview/", preview.preview, name="preview"),
    path("manage/<uuid:venue_id>/hand-in/", preview.submit, name="submit"),
    path("manage/<uuid:venue_id>/photos/", photos.photos, name="photos"),
    path(
        "manage/<uuid:venue_id>/photos/<uuid:photo_id>-<int:width>.webp",
        photos.photo,
        name="photo",
    ),
    path("manage/<uuid:venue_id>/hours/<slug:audience>/", hours.hours, name="hours"),
    path("manage/<uuid:venue_id>/<slug:name>/", step.step, name="step"),
    path("moderation/", queue.queue, name="queue"),
    path("moderation/decide/", queue.decide_ticked, name="decide_ticked"),
    path("moderation/notices/", queue.choose_notices, name="choose_notices"),
    path("moderation/merge/<uuid:venue_id>/", merge.choose, name="choose_merge"),
    path(
        "moderation/merge/<uuid:venue_id>/<uuid:other_id>/",
        merge.compare,
        name="merge",
    ),
    path("moderation/split/<uuid:merge_id>/", merge.split_again, name="split"),
    path("moderation/take-back/", take_back.preview, name="take_back"),
    path(
        "moderation/taken-back/<uuid:take_back_id>/",
        take_back.taken_back,
        name="taken_back",
    ),
    path(
        "moderation/taken-back/<uuid:take_back_id>/undo/",
        take_back.undo,
        name="undo_take_back",
    ),
    path("moderation/reports/", reports.decided, name="decided_reports"),
    path("moderation/reports/<uuid:report_id>/", reports.report, name="report_detail"),
    path(
        "moderation/reports/<uuid:report_id>/settle/",
        reports.resolve,
        name="resolve_report",
    ),
    path(
        "moderation/<uuid:contribution_id>/",
        moderation.contribution,
        name="contribution",
    ),
    path("moderation/<uuid:contribution_id>/decide/", moderation.decide, name="decide"),
]
