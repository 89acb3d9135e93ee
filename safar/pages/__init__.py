"""Pages that join rooms. They own no data and call the queries of any room."""
