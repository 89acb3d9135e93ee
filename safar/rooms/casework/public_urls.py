"""Pages of casework that hold nothing private: the public process serves them too, with the vault switched off."""

from __future__ import annotations

from django.urls import path

from safar.rooms.casework.views.figures import figures
from safar.rooms.casework.views.safety import safety
from safar.rooms.casework.views.transparency import transparency

app_name = "casework"
urlpatterns = [
    path("safety", safety, name="safety"),
    path("transparency", transparency, name="transparency"),
    path("figures", figures, name="figures"),
]
