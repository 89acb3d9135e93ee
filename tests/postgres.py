"""A throwaway PostgreSQL: a private cluster in a temporary folder, reached by its socket alone, gone at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DURABLE = "-c listen_addresses='' -c max_connections=50"
FAST = f"-c fsync=off -c synchronous_commit=off -c full_page_writes=off {DURABLE}"


def find_binaries() -> Path | None:
    """Find the newest installed server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def throwaway_cluster(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """Start a cluster and give the environment that points both databases at it. A durable one waits for the disk."""
    binaries = find_binaries()
    if binaries is None:
        raise FileNotFoundError("no PostgreSQL server is installed")
    folder = Path(tempfile.mkdtemp(prefix="safar-pg-"))
    try:
        _owned_by_postgres(folder)
        _run(binaries / "initdb", "--no-sync", "-A", "trust", "-U", "safar", "-E", "UTF8", "-D", folder / "data")
        options = f"{DURABLE if durable else FAST} -c unix_socket_directories={folder}"
        _run(binaries / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
        # The vault's owner is no superuser, so that the rules of its rows count for every test.
        _run(binaries / "createuser", "-h", folder, "-U", "safar", "--createdb", "keeper")
        _run(binaries / "createdb", "-h", folder, "-U", "safar", "record")
        _run(binaries / "createdb", "-h", folder, "-U", "safar", "-O", "keeper", "vault")
        yield {
            "DATABASE_URL": f"postgresql://safar@/record?host={folder}",
            "VAULT_URL": f"postgresql://keeper@/vault?host={folder}",
        }
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            _run(binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _owned_by_postgres(folder: Path) -> None:
    """The server refuses to run as root; its package's own user takes its place."""
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")


def _run(*command: str | Path) -> None:
    words = [str(word) for word in command]
    if os.getuid() == 0:
        words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]
    done = subprocess.run(words, cwd="/", capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"]})
    if done.returncode:
        raise RuntimeError(f"{words[0]} … {Path(command[0]).name}: {done.stderr or done.stdout}")
