"""Log lines that keep no secret: level, exception class, module, line, day. No message, path, argument or address.

For a process that handles what workers tell us. Whatever a library puts into a message may hold a receipt, an address
or a text, so that messages and values of exceptions are never written, ours included.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import PurePath
from types import TracebackType


class PrivateFormatter(logging.Formatter):
    """Writes one line a record."""

    def format(self, record: logging.LogRecord) -> str:
        day = datetime.fromtimestamp(record.created, tz=UTC).date()
        what, where = "-", f"{record.module}:{record.lineno}"
        if isinstance(record.exc_info, tuple) and record.exc_info[0] is not None:
            what, where = record.exc_info[0].__name__, _place(record.exc_info[2]) or where
        return f"{day} {record.levelname} {what} {where}"


def _place(trace: TracebackType | None) -> str:
    """Name the module and the line where it was raised."""
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    name = trace.tb_frame.f_globals.get("__name__") or PurePath(trace.tb_frame.f_code.co_filename).stem
    return f"{name}:{trace.tb_lineno}"
