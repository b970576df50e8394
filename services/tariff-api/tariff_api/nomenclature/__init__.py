"""Codes, their texts, what they correspond to in other editions, and the search over them."""
