"""Duties that a market levies on every origin (most favoured nation)."""
