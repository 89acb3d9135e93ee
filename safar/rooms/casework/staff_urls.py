"""Staff addresses of casework, under /staff/."""

from __future__ import annotations

from django.urls import path

from safar.rooms.casework.staff_views import bodies, desk, keys, requests

app_name = "casework_staff"
urlpatterns = [
    path("cases/", desk.cases, name="desk"),
    path("cases/patterns", desk.cases, name="desk-patterns"),
    path("cases/keys", desk.own_keys, name="desk-keys"),
    path("cases/<int:number>", desk.case, name="desk-case"),
    path("cases/<int:number>/sealed", desk.sealed, name="desk-sealed"),
    path("cases/<int:number>/write", desk.write, name="desk-write"),
    path("cases/<int:number>/move", desk.move, name="desk-move"),
    path("cases/<int:number>/refer", desk.refer, name="desk-refer"),
    path("cases/<int:number>/results", desk.results, name="desk-results"),
    path("cases/<int:number>/task", desk.task, name="desk-task"),
    path("cases/<int:number>/task/<int:step>/done", desk.task_done, name="desk-task-done"),
    path("cases/<int:number>/claim", desk.claim, name="desk-claim"),
    path("cases/<int:number>/outcome", desk.outcome, name="desk-outcome"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/add", bodies.add_body, name="add-body"),
    path("bodies/level", bodies.change_level, name="change-level"),
    path("bodies/agreement", bodies.add_agreement, name="add-agreement"),
    path("bodies/agreement/end", bodies.end_agreement, name="end-agreement"),
    path("bodies/<int:proposal>/second", bodies.second, name="second"),
    path("bodies/<int:proposal>/withdraw", bodies.withdraw, name="withdraw"),
    path("keys/", keys.keys, name="keys"),
    path("keys/state", keys.key_state, name="key-state"),
    path("keys/end-passkey", keys.end_passkey, name="end-passkey"),
    path("keys/end-sheets", keys.end_sheets, name="end-sheets"),
    path("keys/<slug:name>", keys.key_act, name="key-act"),
    path("keys/<slug:name>/<int:staff>", keys.key_act, name="key-act-on"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<int:reference>", requests.request_page, name="request"),
    path("requests/<int:reference>/letter", requests.letter, name="request-letter"),
    path("requests/<int:reference>/export", requests.export, name="request-export"),
]
