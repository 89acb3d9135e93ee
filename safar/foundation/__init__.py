"""What every room stands on: accounts, audit, search, languages, design, charts, exports."""
