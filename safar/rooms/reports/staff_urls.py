"""Staff addresses of reports, under /staff/reports/."""

from __future__ import annotations

from django.urls import path

from safar.rooms.reports.staff_views import campaigns, evidence, moderation, notices, proposed

app_name = "reports_staff"
urlpatterns = [
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/<int:number>", campaigns.campaign, name="campaign"),
    path("entry", campaigns.entry, name="entry"),
    path("proposed/", proposed.proposed, name="proposed"),
    path("proposed/<slug:party>/known", proposed.known, name="known"),
    path("proposed/<slug:party>/listed", proposed.listed, name="listed"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/<int:number>", evidence.check, name="check"),
    path("evidence/<int:number>/sealed", evidence.sealed, name="sealed"),
    path("evidence/keys", evidence.keys, name="keys"),
    path("moderation/", moderation.moderation, name="moderation"),
    path("moderation/burst/<slug:party>", moderation.burst_seen, name="burst-seen"),
    path("moderation/text/<int:number>", moderation.remark, name="remark"),
    path("moderation/answer/<int:number>", moderation.reply, name="reply"),
    path("moderation/notice/<int:number>", moderation.dispute, name="dispute"),
    path("moderation/party/<slug:party>", moderation.stands, name="stands"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<slug:party>", notices.notice, name="notice"),
    path("notices/<slug:party>/facts", notices.facts, name="facts"),
    path("notices/<slug:party>/verify", notices.verify, name="verify"),
]
