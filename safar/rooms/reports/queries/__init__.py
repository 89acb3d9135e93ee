"""Reads of reports, cards and campaigns, as frozen dataclasses."""
