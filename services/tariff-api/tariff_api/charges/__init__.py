"""Taxes, fees and trade remedies beside the customs duty."""
