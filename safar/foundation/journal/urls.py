"""The journal's addresses, included at /journal/. Programs of any origin may read them; two take a body."""

from __future__ import annotations

from django.urls import path

from safar.foundation.journal import views
from safar.foundation.public_answers import readable_from_anywhere

app_name = "journal"
urlpatterns = [
    path("", views.journal, name="journal"),
    path("checkpoint", readable_from_anywhere(views.checkpoint), name="checkpoint"),
    path("key", readable_from_anywhere(views.key), name="key"),
    path("witnesses", readable_from_anywhere(views.witnesses), name="witnesses"),
    path("leaves", readable_from_anywhere(views.leaves), name="leaves"),
    path("open", readable_from_anywhere(views.open_leaves), name="open"),
    path("offered", readable_from_anywhere(views.offered), name="offered"),
    path("consistency", readable_from_anywhere(views.consistency), name="consistency"),
    path("proof", readable_from_anywhere(views.proof, methods=("POST",)), name="proof"),
    path("cosignature", readable_from_anywhere(views.cosignature, methods=("POST",)), name="cosignature"),
]
