"""What workers and parties may send us, and what we say when it can't be taken."""
