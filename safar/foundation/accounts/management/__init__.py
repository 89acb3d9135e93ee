"""Command lines for staff accounts."""
