"""Reduced duties for the goods of some partners."""
