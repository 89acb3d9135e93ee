"""Safar: one place where people who go abroad to work can check, ask, complain and come home."""

from __future__ import annotations

VERSION = "0.1.0"
