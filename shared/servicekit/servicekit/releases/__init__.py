"""Releases: the only way data enter, and the only way they are read."""
