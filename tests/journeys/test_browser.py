"""What the journeys lean on holds: after a click a page is whole, however slowly it comes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.journeys.browser import BrowserPage

SLOWLY = 0.4  # seconds between the head of a page and its body


class _Slow(BaseHTTPRequestHandler):
    """Sends the status and nothing else, and the page some time later."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        if self.path == "/slow":
            self.wfile.write(b"<!doctype html>" + b" " * 2048)
            self.wfile.flush()
            time.sleep(SLOWLY)
        self.wfile.write(b"<html lang=en><title>Page</title><h1>Page</h1><p><a href=/slow>On</a>")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def slow_site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Slow) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("way", ["page", "locator", "key"])
def test_a_page_is_whole_after_a_click(slow_site: str, browser_page: BrowserPage, way: str, javascript: bool) -> None:
    page = browser_page(javascript=javascript)
    page.goto(f"{slow_site}/")
    if way == "page":
        page.click("a")
    elif way == "locator":
        page.locator("a").click()
    else:
        page.locator("a").press("Enter")
    assert page.url.endswith("/slow")
    assert page.locator("h1").count() == 1
