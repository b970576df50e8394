"""Whether a revealed advantage will appear: a model of probability, and how good it is."""
