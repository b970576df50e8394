"""Which media type a GraphQL client wants, read from its Accept header."""

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"


def preferences(accept: str) -> list[tuple[str, float]]:
    """Media ranges of an Accept header with their quality, in the order given."""
    ranges = []
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if name:
            ranges.append((name, quality))
    return ranges


def _quality(media: str, ranges: list[tuple[str, float]]) -> tuple[float, int]:
    """Quality of the most specific range that covers `media`, and minus its place in the header."""
    family = media.split("/")[0] + "/*"
    for wanted in (media, family, "*/*"):
        for place, (name, quality) in enumerate(ranges):
            if name == wanted:
                return quality, -place
    return 0.0, 0


def negotiated(accept: str | None) -> str | None:
    """The media type to answer in; None where the client accepts neither of ours.

    A client that names nothing of GraphQL (`*/*`, or no header) gets plain JSON.
    """
    if not accept:
        return JSON
    ranges = preferences(accept)
    best = max((JSON, RESPONSE), key=lambda media: _quality(media, ranges))
    return best if _quality(best, ranges)[0] > 0 else None


def wants_page(accept: str | None) -> bool:
    """True for a browser: it names text/html and ranks it no lower than JSON."""
    ranges = preferences(accept or "")
    html = next((quality for name, quality in ranges if name == HTML), 0.0)
    return html > 0 and html >= max(_quality(JSON, ranges)[0], _quality(RESPONSE, ranges)[0])
