"""Market access through the gateway, beside Node peers that join the same three services."""

NAMES = ("graph.market_access",)
