"""Command lines of the journal."""
