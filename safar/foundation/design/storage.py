"""Static files whose names carry the hash of their content, scripts that import scripts included.

For the vault's modules in the browser: a page that asks for one release of them must not be given a part of another.
"""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # whitenoise carries no types
    """Rewrites the imports of JavaScript modules too."""

    support_js_module_import_aggregation = True
