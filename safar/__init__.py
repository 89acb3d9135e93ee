"""Safar: one place where people who go abroad to work can check, ask, complain and come home."""
