"""Titles and sentences of problems, in three languages, each written once."""

from servicekit.language import Texts, texts

INVALID = texts(
    "La consulta tiene varios errores; `errors` dice qué cambiar en cada uno.",
    "A consulta tem vários erros; `errors` diz o que mudar em cada um.",
    "The request has several faults; `errors` says what to change in each.",
)

_STATUS: dict[int, tuple[str, Texts, Texts]] = {
    400: (
        "bad_request",
        texts("Solicitud malformada", "Solicitação malformada", "Bad request"),
        texts(
            "No se pudo leer la solicitud; revise la dirección y el cuerpo.",
            "Não foi possível ler a solicitação; revise o endereço e o corpo.",
            "The request could not be read; check the address and the body.",
        ),
    ),
    401: (
        "key_required",
        texts("Falta una clave", "Falta uma chave", "Key required"),
        texts(
            "Envíe su clave: `Authorization: Bearer eslabon_…`.",
            "Envie sua chave: `Authorization: Bearer eslabon_…`.",
            "Send your key: `Authorization: Bearer eslabon_…`.",
        ),
    ),
    403: (
        "scope_missing",
        texts("Permiso insuficiente", "Permissão insuficiente", "Scope missing"),
        texts(
            "La clave no permite esta operación; pida el permiso a quien administra el servicio.",
            "A chave não permite esta operação; peça a permissão a quem administra o serviço.",
            "The key does not allow this operation; ask the operator for the scope.",
        ),
    ),
    404: (
        "not_found",
        texts("No encontrado", "Não encontrado", "Not found"),
        texts(
            "Esta dirección no existe; `/docs` muestra las que hay.",
            "Este endereço não existe; `/docs` mostra os que existem.",
            "This address does not exist; `/docs` lists those that do.",
        ),
    ),
    405: (
        "method_not_allowed",
        texts("Método no permitido", "Método não permitido", "Method not allowed"),
        texts(
            "Use uno de los métodos de la cabecera `Allow`.",
            "Use um dos métodos do cabeçalho `Allow`.",
            "Use one of the methods in the `Allow` header.",
        ),
    ),
    406: (
        "not_acceptable",
        texts("Formato no disponible", "Formato não disponível", "Not acceptable"),
        texts(
            "Pida otro formato con `Accept` o `?format=`.",
            "Peça outro formato com `Accept` ou `?format=`.",
            "Ask for another format with `Accept` or `?format=`.",
        ),
    ),
    409: (
        "conflict",
        texts("Conflicto", "Conflito", "Conflict"),
        texts(
            "Otra operación está en curso; espere a que termine y repita.",
            "Outra operação está em andamento; espere que termine e repita.",
            "Another operation is under way; wait for it and repeat.",
        ),
    ),
    410: (
        "gone",
        texts("Ya no disponible", "Não mais disponível", "Gone"),
        texts(
            "Ya no se conserva; pida la publicación actual.",
            "Não se conserva mais; peça a publicação atual.",
            "No longer kept; ask for the current publication.",
        ),
    ),
    413: (
        "content_too_large",
        texts("Cuerpo demasiado grande", "Corpo grande demais", "Content too large"),
        texts(
            "Envíe un cuerpo más pequeño, o repártalo en varias solicitudes.",
            "Envie um corpo menor, ou divida-o em várias solicitações.",
            "Send a smaller body, or split it over several requests.",
        ),
    ),
    415: (
        "unsupported_media_type",
        texts(
            "Tipo de contenido no admitido",
            "Tipo de conteúdo não admitido",
            "Unsupported media type",
        ),
        texts(
            "Cambie `Content-Type` por uno de los que `/docs` indica para esta operación.",
            "Troque `Content-Type` por um dos que `/docs` indica para esta operação.",
            "Change `Content-Type` to one that `/docs` gives for this operation.",
        ),
    ),
    422: (
        "invalid_request",
        texts("Solicitud no válida", "Solicitação inválida", "Invalid request"),
        INVALID,
    ),
    429: (
        "too_many_requests",
        texts("Demasiadas solicitudes", "Solicitações demais", "Too many requests"),
        texts(
            "Espere los segundos que indica `Retry-After` y repita.",
            "Espere os segundos que indica `Retry-After` e repita.",
            "Wait the seconds that `Retry-After` gives and repeat.",
        ),
    ),
    500: (
        "internal_error",
        texts("Error interno", "Erro interno", "Internal error"),
        texts(
            "Falló el servicio, no su solicitud; comunique `request_id` a quien lo administra.",
            "Falhou o serviço, não a sua solicitação; comunique `request_id` a quem o administra.",
            "The service failed, not your request; report `request_id` to its operator.",
        ),
    ),
    502: (
        "service_failed",
        texts("Falló otro servicio", "Falhou outro serviço", "Another service failed"),
        texts(
            "Un servicio del que depende la respuesta falló; repita más tarde.",
            "Falhou um serviço de que a resposta depende; repita mais tarde.",
            "A service this answer depends on failed; repeat later.",
        ),
    ),
    503: (
        "service_unavailable",
        texts("Servicio no disponible", "Serviço indisponível", "Service unavailable"),
        texts(
            "El servicio no puede responder ahora; repita en unos segundos.",
            "O serviço não pode responder agora; repita em alguns segundos.",
            "The service cannot answer now; repeat in a few seconds.",
        ),
    ),
}


def of_status(status: int) -> tuple[str, Texts]:
    """Return the kind and the sentence of a status that nothing more is known of."""
    kind, _, detail = _STATUS.get(status, _STATUS[400 if status < 500 else 500])
    return kind, detail


def title(status: int) -> Texts:
    """Return the title of the problems of a status."""
    return _STATUS.get(status, _STATUS[400 if status < 500 else 500])[1]
