"""Read what a phone without script sends: in memory alone, at most 4 MB a file and 8 MB a request.

Django's own handlers write larger files to disk, where a seized machine would give them up; and they may drop a file
without a word. This one does neither: too large is an answer that says so.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, QueryDict

MOST_FILE, MOST_REQUEST, MOST_FILES = 4_194_304 - 1024, 8_388_608, 3


class TooLarge(Exception):
    """More came than this page takes."""


class InMemory(FileUploadHandler):
    """Keeps each file in memory and stops at the first that is too large, or one too many."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._files = 0
        self._parts = bytearray()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._files += 1
        self._parts = bytearray()
        if self._files > MOST_FILES:
            raise TooLarge

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if len(self._parts) + len(raw_data) > MOST_FILE:
            raise TooLarge
        self._parts += raw_data

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        content = BytesIO(bytes(self._parts))
        return InMemoryUploadedFile(content, self.field_name, "file", self.content_type, file_size, self.charset)


def sent(request: HttpRequest) -> tuple[QueryDict, list[bytes]]:
    """Give the fields and the files of a request; raises TooLarge before a byte is read where it says its length."""
    if _said_length(request) > MOST_REQUEST:
        raise TooLarge
    request.upload_handlers = [InMemory(request)]
    try:
        data = request.POST
        files = [one.read() for one in request.FILES.getlist("photos")]
    except RequestDataTooBig:
        raise TooLarge from None
    return data, [one for one in files if one]


def _said_length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdigit() else 0
