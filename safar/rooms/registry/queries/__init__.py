"""Reads of the public record for pages, API and command line. They return frozen values and change nothing."""
