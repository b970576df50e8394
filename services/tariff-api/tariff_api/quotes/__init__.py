"""Which duties goods of one origin might pay in one market on one day."""
