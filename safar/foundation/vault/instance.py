"""The public name of this installation: 16 random bytes that salt every receipt and bind every key to this site.

Public, but never to change: with another id no receipt opens. It is made at the first need and kept in SAFAR_VAR;
SAFAR_INSTANCE gives it to further web nodes.
"""

from __future__ import annotations

import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from safar.foundation.environment import BadSetting
from safar.foundation.vault.wire import Malformed, b64, unb64

SIZE = 16


def instance_id() -> bytes:
    """Give the 16 bytes that name this installation."""
    return _instance(settings.INSTANCE, settings.VAR / "instance-id")


@lru_cache(maxsize=4)
def _instance(named: str, kept: Path) -> bytes:
    try:
        return unb64(named or _kept(kept), SIZE)
    except Malformed:
        raise BadSetting("SAFAR_INSTANCE, or instance-id in SAFAR_VAR, is not 22 letters of base64url") from None


def _kept(path: Path) -> str:
    """Read the id in the file; the first process to come makes it, whole or not at all."""
    if not path.exists():
        mine = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        mine.write_text(b64(secrets.token_bytes(SIZE)), encoding="ascii")
        try:
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return path.read_text(encoding="ascii").strip()
