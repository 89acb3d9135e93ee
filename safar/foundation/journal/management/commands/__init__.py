"""`journal` and `witness` for operators, `audit` for everybody."""
