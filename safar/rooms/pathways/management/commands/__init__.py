"""Commands of pathways."""
