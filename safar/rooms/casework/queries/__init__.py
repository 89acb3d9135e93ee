"""Reads on cases for the worker, the desk and the public."""
