"""Staff pages of reports: campaigns of bodies, the queue of moderators, notices and replies."""
