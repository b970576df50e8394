"""Quotas within which goods pay less."""
