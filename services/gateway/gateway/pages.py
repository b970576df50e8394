"""What a person meets in a browser: the landing page, GraphiQL and the schema as text."""

from importlib.resources import files
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

STATIC = files("gateway") / "static"
LANGUAGES = ("es", "pt", "en")

_LEAD = {
    "es": "Una sola puerta a las herramientas regionales: qué gravamen paga un producto, bajo qué "
    "acuerdo, cuánto se comercia, quién compite y a qué cadena pertenece.",
    "pt": "Uma só porta para as ferramentas regionais: que tarifa paga um produto, sob qual "
    "acordo, quanto se comercializa, quem compete e a que cadeia pertence.",
    "en": "One door to the regional tools: which duty a product pays, under which agreement, how "
    "much is traded, who competes and which chain it belongs to.",
}
_LINKS = {
    "graphql": {
        "es": "GraphiQL: escribir y probar consultas",
        "pt": "GraphiQL: escrever e testar consultas",
        "en": "GraphiQL: write and try queries",
    },
    "schema.graphql": {
        "es": "El esquema completo, subgrafo de Federation 2.9",
        "pt": "O esquema completo, subgrafo de Federation 2.9",
        "en": "The whole schema, a Federation 2.9 subgraph",
    },
    "readyz": {"es": "Estado de los servicios", "pt": "Estado dos serviços", "en": "Readiness"},
}
_SERVICE = {
    "es": "documentación REST",
    "pt": "documentação REST",
    "en": "REST documentation",
}
_NOTE = {
    "es": "Cada cifra dice de dónde viene; lo que falta dice por qué.",
    "pt": "Cada número diz de onde vem; o que falta diz por quê.",
    "en": "Every figure says where it comes from; what is missing says why.",
}


def language(header: str | None) -> str:
    """The language of ours that an Accept-Language header ranks highest; Spanish by default."""
    best, found = 0.0, "es"
    for part in (header or "").lower().split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        if tag[:2] in LANGUAGES and weight > best:
            best, found = weight, tag[:2]
    return found


def routes(sdl: str, services: dict[str, str]) -> list[Route | Mount]:
    """Routes of the pages; `services` maps names to their public addresses."""
    landing_template = Template((STATIC / "landing.html").read_text("utf-8"))

    def landing(request: Request) -> Response:
        lang = language(request.headers.get("accept-language"))
        links = [(path, path, texts[lang]) for path, texts in _LINKS.items()]
        links += [(f"{url}/docs", name, _SERVICE[lang]) for name, url in services.items()]
        rows = "\n".join(
            f'      <li><a href="{to}">{name}</a> — {text}</li>' for to, name, text in links
        )
        page = landing_template.substitute(
            lang=lang, lead=_LEAD[lang], links=rows, note=_NOTE[lang]
        )
        return HTMLResponse(page, headers={"content-language": lang, "vary": "Accept-Language"})

    def schema(request: Request) -> Response:
        return PlainTextResponse(sdl, media_type="text/plain; charset=utf-8")

    return [
        Route("/", landing),
        Route("/schema.graphql", schema),
        Mount("/static", StaticFiles(packages=[("gateway", "static")])),
    ]


async def graphiql(request: Request) -> Response:
    """The GraphiQL editor, with all of its assets from this server."""
    return HTMLResponse((STATIC / "graphiql.html").read_text("utf-8"), headers={"vary": "Accept"})
