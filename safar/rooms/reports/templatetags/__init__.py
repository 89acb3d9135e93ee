"""Words for what reports show."""
