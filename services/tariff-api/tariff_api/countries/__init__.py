"""Countries and the integration schemes they belong to."""
