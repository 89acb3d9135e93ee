"""The registry on the command line."""
