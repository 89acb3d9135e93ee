"""Row-level security of casework's tables on PostgreSQL, beside the vault's own."""

from __future__ import annotations

from safar.foundation.vault.policies import ALL, BODY, FOLDER, HOUSE, OF_A_FOLDER

TABLES = {
    "casework_case": OF_A_FOLDER,
    "casework_step": OF_A_FOLDER,
    "casework_referral": OF_A_FOLDER,
    "casework_claim": OF_A_FOLDER,
    "casework_outcome": OF_A_FOLDER,
    "casework_holding": f"(folder_id::text = {FOLDER} OR matcher_id = {BODY} OR {HOUSE})",
    "casework_datarequest": f"(folder_id::text = {FOLDER} OR body_id = {BODY} OR {HOUSE})",
    "casework_proposal": ALL,
}
