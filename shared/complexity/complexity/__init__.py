"""Economic complexity on numpy arrays: pure functions on (countries, products)."""
