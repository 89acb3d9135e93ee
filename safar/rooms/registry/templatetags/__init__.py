"""The registry's words in templates."""
