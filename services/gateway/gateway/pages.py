"""What a person meets in a browser: the landing page, GraphiQL and the schema as text."""

from importlib.resources import files
from string import Template

from servicekit.language import asked_language, texts
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

STATIC = files("gateway") / "static"
POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'"

_LEAD = texts(
    "Una sola puerta a las herramientas regionales: qué gravamen paga un producto, bajo qué "
    "acuerdo, cuánto se comercia, quién compite y a qué cadena pertenece.",
    "Uma só porta para as ferramentas regionais: que tarifa paga um produto, sob qual acordo, "
    "quanto se comercializa, quem compete e a que cadeia pertence.",
    "One door to the regional tools: which duty a product pays, under which agreement, how "
    "much is traded, who competes and which chain it belongs to.",
)
_LINKS = {
    "graphql": texts(
        "GraphiQL: escribir y probar consultas",
        "GraphiQL: escrever e testar consultas",
        "GraphiQL: write and try queries",
    ),
    "schema.graphql": texts(
        "El esquema completo, subgrafo de Federation 2.9",
        "O esquema completo, subgrafo de Federation 2.9",
        "The whole schema, a Federation 2.9 subgraph",
    ),
    "readyz": texts("Si está listo para responder", "Se está pronto para responder", "Readiness"),
}
_OF_TARIFF = (
    (
        "/v1/agreements?format=html",
        texts("acuerdos", "acordos", "agreements"),
        texts(
            "Los acuerdos comerciales, cada uno con su ficha",
            "Os acordos comerciais, cada um com sua ficha",
            "Trade agreements, each with its fiche",
        ),
    ),
    (
        "/v1/changes/feed.json?importer=URY",
        texts("cambios", "mudanças", "changes"),
        texts(
            "Qué cambió en un arancel, para lectores de JSON Feed (aquí, Uruguay)",
            "O que mudou numa tarifa, para leitores de JSON Feed (aqui, Uruguai)",
            "What changed in a tariff, for readers of JSON Feed (here, Uruguay)",
        ),
    ),
)
"""Addresses of tariff-api to begin with: path, name and what is there."""
_SERVICE = texts("documentación REST", "documentação REST", "REST documentation")
_NOTE = texts(
    "Cada cifra dice de dónde viene; lo que falta dice por qué.",
    "Cada número diz de onde vem; o que falta diz por quê.",
    "Every figure says where it comes from; what is missing says why.",
)


def routes(sdl: str, services: dict[str, str]) -> list[Route | Mount]:
    """Routes of the pages; `services` maps names to their public addresses."""
    landing_template = Template((STATIC / "landing.html").read_text("utf-8"))

    def landing(request: Request) -> Response:
        lang = asked_language(request.query_params, request.headers)
        links = [(path, path, text[lang]) for path, text in _LINKS.items()]
        links += [
            (f"{services['tariff-api']}{path}&amp;lang={lang}", name[lang], text[lang])
            for path, name, text in _OF_TARIFF
        ]
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
        Mount("/assets", StaticFiles(packages=[("gateway", "static")])),
    ]


async def graphiql(request: Request) -> Response:
    """The GraphiQL editor, with all of its assets from this server."""
    headers = {"vary": "Accept", "content-security-policy": POLICY}
    return HTMLResponse((STATIC / "graphiql.html").read_text("utf-8"), headers=headers)
