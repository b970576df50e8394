"""The registry of agreements: parties, entry into force pair by pair, the regional margin."""
