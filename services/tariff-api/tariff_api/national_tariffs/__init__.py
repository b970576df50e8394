"""A country's whole tariff in one file: its codes, their texts and their duties."""
