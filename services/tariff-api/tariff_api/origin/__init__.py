"""Rules of origin: regimes, rules by product, and the check of a bill of materials."""
