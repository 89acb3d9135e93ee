"""A publisher's web server on loopback: real HTTP, each address answered as the test says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What an address answers. `announced` may lie about the length; `pieces` never ends where it is endless."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    announced: int | None = None
    is_endless: bool = False


@dataclass
class Publisher:
    """The server's address, what it answers, and what it was asked."""

    address: str
    answers: dict[str, Answer | Callable[[], Answer]]
    asked: list[tuple[str, dict[str, str]]]


@contextmanager
def publishing() -> Iterator[Publisher]:
    """Serve until the test is over."""
    publisher = Publisher("", {}, [])

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            publisher.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            given = publisher.answers.get(self.path, Answer(b"not here", 404))
            _send(self, given() if callable(given) else given)

        def log_message(self, *args: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    publisher.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    tag = answer.headers.get("ETag")
    known = tag is not None and handler.headers.get("If-None-Match") == tag
    handler.send_response(304 if known else answer.status)
    for name, value in answer.headers.items():
        handler.send_header(name, value)
    content = b"" if known else answer.content
    if not answer.is_endless:
        handler.send_header("Content-Length", str(len(content) if answer.announced is None else answer.announced))
    handler.end_headers()
    try:
        handler.wfile.write(content)
        while answer.is_endless:
            handler.wfile.write(b"x" * 65536)
    except (BrokenPipeError, ConnectionResetError):
        pass
