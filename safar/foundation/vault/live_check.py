"""What breaks the promises on a machine that is set up: looked for by `script/safar check --live`, told in plain words.

For the operator, before the first worker writes and every day after. It sees what one process of the site can see; the
proxy's and the machine's own settings it can only hint at (`docs/operate.md`).
"""

from __future__ import annotations

import logging
import os
import re
import socket
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import connections

from safar.foundation.databases import VAULT
from safar.foundation.journal.models import Witness
from safar.foundation.vault.pepper import tag_mac
from safar.foundation.vault.private_logs import PrivateFormatter
from safar.foundation.vault.scrub import vault_tables

SECONDS = 10
BACKUP = re.compile(r"vault-\d{4}-\d\d-\d\d\.(sqlite3|dump)")
PROXY_LOGS = ("/var/log/nginx", "/var/log/apache2", "/var/log/httpd", "/var/log/caddy", "/var/log/haproxy.log")
STANDS_IN_FRONT = ("via", "cf-ray", "x-amz-cf-id", "x-served-by", "x-cache", "x-akamai-transformed", "x-sucuri-id")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and what to do. `breaks` marks what makes a promise untrue; the rest is advice."""

    words: str
    breaks: bool = True


def findings() -> list[Finding]:
    """Look at everything that can be seen from here."""
    return [one for look in LOOKS for one in look()]


def settings_found() -> Iterator[Finding]:
    """What the settings themselves give away."""
    if settings.DEBUG:
        yield Finding("SAFAR_DEBUG is on: an error page would show what a worker sent. Turn it off.")
    if not settings.BEHIND_TLS:
        yield Finding("SAFAR_ADDRESS does not begin with https://: what is sent can be read on its way.")
    if settings.SERVES_BOTH:
        yield Finding(
            "One process serves the record and the cases: run two, with SAFAR_SERVE=public and private.", False
        )
    if settings.EMAIL_BACKEND != "django.core.mail.backends.dummy.EmailBackend" or settings.ADMINS:
        yield Finding("Errors can go out by mail: a mail could carry what a worker sent.")
    if not all(isinstance(one.formatter, PrivateFormatter) for one in log_handlers()):
        yield Finding("The log writes messages: it could keep what a worker sent.")


def log_handlers() -> list[logging.Handler]:
    """Give where log lines go."""
    return logging.getLogger().handlers


def files_found() -> Iterator[Finding]:
    """Key files that others can read, and keys that lie where backups do."""
    tag_mac(b"")
    var, pepper = Path(settings.VAR), Path(settings.PEPPER)
    for path in (pepper, var / "secret-key", var / "journal-key", var / "deletions", *var.glob("vault.sqlite3*")):
        if path.exists() and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
            yield Finding(
                f"{path.name} can be read by other users of the machine: chmod 600.", "sqlite3" not in path.name
            )
    backups = {path.parent for path in var.rglob("*") if BACKUP.fullmatch(path.name)}
    for folder in backups:
        yield Finding(f"A backup of the vault lies in SAFAR_VAR ({folder.name}), beside the pepper: keep them apart.")
    if os.getuid() == 0:
        yield Finding("This runs as root. Give the site a user of its own.", False)


def witness_found() -> Iterator[Finding]:
    """A journal that nobody checks."""
    if not Witness.objects.exists():
        yield Finding("No witness signs the journal: nobody would notice if it were rewritten.")


def database_found() -> Iterator[Finding]:
    """A role that the rules of rows don't bind, and rules that are not there."""
    if connections[VAULT].vendor != "postgresql":
        return
    with connections[VAULT].cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        if any(cursor.fetchone()):
            yield Finding("The vault's role is a superuser or passes over the rules of rows: take another role.")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        if {name for (name,) in cursor.fetchall()} & set(vault_tables()):
            yield Finding("The vault's role owns its tables and could lift the rules: let another role migrate.", False)
        cursor.execute("SELECT relname FROM pg_class WHERE NOT (relrowsecurity AND relforcerowsecurity)")
        open_tables = sorted({name for (name,) in cursor.fetchall()} & set(vault_tables()))
        if open_tables:
            yield Finding("These tables of the vault have no rules of rows: " + ", ".join(open_tables))
        cursor.execute("SELECT name FROM pg_settings WHERE name = 'log_statement' AND setting <> 'none'")
        if cursor.fetchall():
            yield Finding("PostgreSQL logs statements: set log_statement = none.")


def proxy_found() -> Iterator[Finding]:
    """Logs that a proxy on this machine writes."""
    for name in PROXY_LOGS:
        path = Path(name)
        some = [path] if path.is_file() else list(path.glob("*access*")) if path.is_dir() else []
        if any(one.stat().st_size for one in some):
            yield Finding(f"{name} holds an access log: turn it off for this site, it says who came and when.")


def answer_found() -> Iterator[Finding]:
    """What the site answers from outside: headers, and who stands in front of it."""
    if not settings.BEHIND_TLS:
        return
    try:
        with urlopen(Request(f"{settings.SITE_ADDRESS}/safety"), timeout=SECONDS) as answer:  # noqa: S310 - our address
            yield from headers_found({name.lower(): value for name, value in answer.headers.items()})
    except (HTTPError, URLError, TimeoutError, socket.gaierror):
        yield Finding("The site does not answer at SAFAR_ADDRESS, so its headers could not be looked at.", False)


def headers_found(headers: dict[str, str]) -> Iterator[Finding]:
    """What headers tell: somebody who ends TLS in front of us, or a missing guard."""
    seen = [name for name in STANDS_IN_FRONT if name in headers]
    if seen or "cloudflare" in headers.get("server", "").lower():
        yield Finding(
            "Another company seems to end TLS in front of this site"
            f" ({', '.join(seen) or 'server'}): it could read and change everything."
        )
    if "strict-transport-security" not in headers:
        yield Finding("Strict-Transport-Security is missing from the answer: the proxy takes it away.")
    if "default-src 'none'" not in headers.get("content-security-policy", ""):
        yield Finding("The content policy is missing from the answer: the proxy takes it away.")
    if "set-cookie" in headers:
        yield Finding("A public page sets a cookie: the proxy or a middleware adds it.")


LOOKS: tuple[Callable[[], Iterable[Finding]], ...] = (
    settings_found,
    files_found,
    witness_found,
    database_found,
    proxy_found,
    answer_found,
)
