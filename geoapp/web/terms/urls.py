"""URLs of crafts and equipment."""

from django.urls import path

from geoapp.web.terms import views

app_name = "terms"
urlpatterns = [
    path("crafts/", views.crafts, name="crafts"),
    path("crafts/<slug:craft_id>/", views.craft, name="craft"),
    path("equipment/", views.all_equipment, name="all_equipment"),
    path("equipment/<slug:equipment_id>/", views.equipment, name="equipment"),
]
