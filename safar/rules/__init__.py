"""What law and standards say, as dated, sourced, pure functions. No Django, no input or output, no clock."""
