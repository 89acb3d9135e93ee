"""The rows of requests for data, for the acts and the reads on them alike. Call these inside a session of the vault."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from safar.rooms.casework.models import DataRequest
from safar.rules.small_cells import month_of

COUNTED = ("received", "judicial", "administrative", "none", "refused", "part", "given", "gagged")
"""What is counted of a month: requests received, by basis; answers given in it, by kind; tellings forbidden."""


def request_for(request: int, body: str) -> DataRequest:
    """Give a request made to this body, or (blank) to the house."""
    found = DataRequest.objects.filter(pk=request, body=body or None).select_related("folder").first()
    if found is None:
        raise Http404
    return found


def month_counts(month: str) -> dict[str, Any]:
    """Count a month by requester, zero rows too."""
    rows = {value: dict.fromkeys(COUNTED, 0) for value in DataRequest.Requester.values}
    for one in DataRequest.objects.all():
        row = rows[one.requester]
        if month_of(one.received_on) == month:
            row["received"] += 1
            row[one.basis] += 1
            row["gagged"] += one.gag_until is not None
        if one.decided_on is not None and month_of(one.decided_on) == month:
            row[one.decision] += 1
    return {"month": month, "rows": [{"requester": value, **counts} for value, counts in rows.items()]}
