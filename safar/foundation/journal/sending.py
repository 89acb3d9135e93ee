"""Hands a signed note to another instance: one POST, no redirect followed, nothing read but the answer's number."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

SECONDS = 30.0


class NotSent(Exception):
    """The other side did not take it; the message says why."""


def send(url: str, body: bytes) -> None:
    """Send text to an address on the web."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NotSent("its address is none of the web")
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=SECONDS)
    try:
        connection.request("POST", parts.path, body, {"Content-Type": "text/plain; charset=utf-8"})
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        raise NotSent(f"it can't be reached ({type(error).__name__})") from None
    finally:
        connection.close()
    if status >= 300:
        raise NotSent(f"it answered {status}")
