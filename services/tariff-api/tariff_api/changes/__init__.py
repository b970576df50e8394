"""What changed in a market's tariff between two editions or releases."""
