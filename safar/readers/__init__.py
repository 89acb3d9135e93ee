"""Readers turn the world's files into rows and rejects. One module per outside format; no Django, no network."""

from safar.readers.opening import open_reading

__all__ = ["open_reading"]
