"""The sealed API, version 1: for the worker's own browser. It takes and gives ciphertext, and knows no visitor."""

from __future__ import annotations

from ninja import NinjaAPI

from safar.foundation.vault.api_refusals import refuse_in_words
from safar.rooms.casework.api.routes import router

__all__ = ["api"]

api = NinjaAPI(
    title="Safar sealed folders",
    version="1",
    description="What a worker's own browser sends and fetches: sealed there, opened there.",
    urls_namespace="sealed-v1",
    docs_url=None,
)
api.add_router("", router)

refuse_in_words(api, "nothing is here under this key")
