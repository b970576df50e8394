"""Which media type a GraphQL client wants, read from its Accept header."""

from servicekit.negotiation import best_media_type, qualities

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"


def negotiated(accept: str) -> str | None:
    """The media type to answer in; None where the client accepts neither of ours.

    A client that does not name GraphQL's own type (`*/*`, or no header) gets plain JSON.
    """
    named = any(value == RESPONSE for value, _ in qualities(accept))
    return best_media_type(accept, (RESPONSE, JSON) if named else (JSON, RESPONSE))


def wants_page(accept: str) -> bool:
    """True for a browser: it names text/html and wants nothing of ours more."""
    named = any(value == HTML for value, _ in qualities(accept))
    return named and best_media_type(accept, (HTML, RESPONSE, JSON)) == HTML
