"""Readers turn the world's files into rows and rejects. One module per outside format; no Django, no network."""
