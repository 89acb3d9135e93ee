"""Writes on cases, as verbs: each with its permission, its step in the state machine, and its leaf in the journal."""
