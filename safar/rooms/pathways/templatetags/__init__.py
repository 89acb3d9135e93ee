"""Words of the room's pages."""
