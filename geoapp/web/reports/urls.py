"""URLs of reports and decisions."""

from django.urls import path

from geoapp.web.reports import decision, receipt, views

app_name = "reports"
urlpatterns = [
    path("report/<slug:kind>/<uuid:item_id>/", views.report, name="report"),
    path("reports/", receipt.look_up, name="look_up"),
    path("reports/confirm/<str:token>/", receipt.confirm, name="confirm"),
    path("reports/<slug:number>/", receipt.receipt, name="receipt"),
    path("decisions/<uuid:report_id>/", decision.decision, name="decision"),
    path(
        "decisions/by-link/<str:token>/",
        decision.decision_by_link,
        name="decision_by_link",
    ),
]
