"""Non-tariff measures: what goods must keep to besides paying duties, and how it is classified."""
