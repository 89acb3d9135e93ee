"""Row-level security of the tables of reports on PostgreSQL, beside the vault's own.

Reports and remarks are seen by the receipt that wrote them, by the centre that holds a slot of the evidence, and by who
publishes; codes by whoever shows the code, and by their campaign's body.
"""

from __future__ import annotations

from safar.foundation.vault.policies import ALL, BODY, FOLDER, HOUSE, MARK, PURPOSE
from safar.rules.firewall import Purpose

PUBLISHING = f"{PURPOSE} IN ('{Purpose.STATISTICS}', 'keep-house')"
_OWN_SLOT = f"{BODY} <> '' AND EXISTS (SELECT 1 FROM vault_slot s WHERE s.body_id = {BODY} AND s.folder_id = "  # noqa: S608 - constants alone
REPORT = (
    f"(id::text = {FOLDER} OR encode(tag_mac, 'hex') = {MARK} OR {PUBLISHING} OR ({_OWN_SLOT} {{table}}.folder_id)))"
)
TABLES = {
    "reports_report": REPORT,
    "reports_remark": f"(report_id::text = {FOLDER} OR {PUBLISHING})",
    "reports_proposedparty": ALL,
    "reports_partynotice": ALL,
    "reports_reply": ALL,
    "reports_dispute": ALL,
    "reports_burstseen": PUBLISHING,
    "reports_campaign": f"(body_id = {BODY} OR {HOUSE})",
    "reports_code": f"(encode(mac, 'hex') = {MARK} OR body_id = {BODY} OR {HOUSE})",
    "reports_spentcode": f"(encode(mac, 'hex') = {MARK} OR {HOUSE})",
}
