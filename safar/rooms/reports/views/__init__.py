"""Pages of reports for workers, parties and readers."""
