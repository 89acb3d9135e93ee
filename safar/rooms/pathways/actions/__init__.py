"""What the room does: it holds public draws. Everything it writes is a file in a folder, for anyone to check."""
