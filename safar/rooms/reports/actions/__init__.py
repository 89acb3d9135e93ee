"""Writes on reports, as verbs, each with its entry in the journal."""
