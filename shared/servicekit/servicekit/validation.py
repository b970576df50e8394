"""Says in three languages what to change in a request that FastAPI refuses."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from servicekit.language import Texts, texts

Fault = tuple[str, Texts, str]
"""JSON pointer, sentence, code."""

_FIXED: dict[str, Texts] = {
    "missing": texts(
        "{place} falta; agréguelo.", "{place} falta; acrescente-o.", "{place} is missing; add it."
    ),
    "extra_forbidden": texts(
        "{place} no existe aquí; quítelo.",
        "{place} não existe aqui; retire-o.",
        "{place} does not exist here; remove it.",
    ),
    "enum": texts(
        "{place} puede ser {expected}; cambie {input}.",
        "{place} pode ser {expected}; troque {input}.",
        "{place} may be {expected}; change {input}.",
    ),
    "greater_than": texts(
        "{place} debe ser mayor que {gt}; cambie {input}.",
        "{place} deve ser maior que {gt}; troque {input}.",
        "{place} must be greater than {gt}; change {input}.",
    ),
    "greater_than_equal": texts(
        "{place} debe ser {ge} o más; cambie {input}.",
        "{place} deve ser {ge} ou mais; troque {input}.",
        "{place} must be {ge} or more; change {input}.",
    ),
    "less_than": texts(
        "{place} debe ser menor que {lt}; cambie {input}.",
        "{place} deve ser menor que {lt}; troque {input}.",
        "{place} must be less than {lt}; change {input}.",
    ),
    "less_than_equal": texts(
        "{place} debe ser {le} o menos; cambie {input}.",
        "{place} deve ser {le} ou menos; troque {input}.",
        "{place} must be {le} or less; change {input}.",
    ),
    "multiple_of": texts(
        "{place} debe ser múltiplo de {multiple_of}; cambie {input}.",
        "{place} deve ser múltiplo de {multiple_of}; troque {input}.",
        "{place} must be a multiple of {multiple_of}; change {input}.",
    ),
    "string_too_short": texts(
        "{place} necesita al menos {min_length} caracteres; cambie {input}.",
        "{place} precisa de ao menos {min_length} caracteres; troque {input}.",
        "{place} needs at least {min_length} characters; change {input}.",
    ),
    "string_too_long": texts(
        "{place} admite como máximo {max_length} caracteres; acórtelo.",
        "{place} admite no máximo {max_length} caracteres; encurte-o.",
        "{place} takes at most {max_length} characters; shorten it.",
    ),
    "string_pattern_mismatch": texts(
        "{place} no tiene la forma esperada{example}; cambie {input}.",
        "{place} não tem a forma esperada{example}; troque {input}.",
        "{place} does not have the expected form{example}; change {input}.",
    ),
    "too_short": texts(
        "{place} necesita al menos {min_length} elementos; tiene {actual_length}.",
        "{place} precisa de ao menos {min_length} elementos; tem {actual_length}.",
        "{place} needs at least {min_length} items; it has {actual_length}.",
    ),
    "too_long": texts(
        "{place} admite como máximo {max_length} elementos; repártalos en varias solicitudes.",
        "{place} admite no máximo {max_length} elementos; divida-os em várias solicitações.",
        "{place} takes at most {max_length} items; split them over several requests.",
    ),
    "json_invalid": texts(
        "El cuerpo no es JSON válido: revise el carácter {position}.",
        "O corpo não é JSON válido: confira o caractere {position}.",
        "The body is not valid JSON: check character {position}.",
    ),
    "string_unicode": texts(
        "{place} debe ser texto en UTF-8.",
        "{place} deve ser texto em UTF-8.",
        "{place} must be text in UTF-8.",
    ),
    "finite_number": texts(
        "{place} debe ser un número finito; cambie {input}.",
        "{place} deve ser um número finito; troque {input}.",
        "{place} must be a finite number; change {input}.",
    ),
    "decimal_max_places": texts(
        "{place} admite como máximo {decimal_places} decimales; cambie {input}.",
        "{place} admite no máximo {decimal_places} decimais; troque {input}.",
        "{place} takes at most {decimal_places} decimals; change {input}.",
    ),
    "decimal_max_digits": texts(
        "{place} admite como máximo {max_digits} cifras; cambie {input}.",
        "{place} admite no máximo {max_digits} algarismos; troque {input}.",
        "{place} takes at most {max_digits} digits; change {input}.",
    ),
}
_FIXED["literal_error"] = _FIXED["enum"]
_FIXED["union_tag_invalid"] = _FIXED["enum"]

_EXPECTED: dict[str, Texts] = {
    "int": texts("un número entero", "um número inteiro", "a whole number"),
    "float": texts("un número", "um número", "a number"),
    "decimal": texts("un número decimal", "um número decimal", "a decimal number"),
    "bool": texts("`true` o `false`", "`true` ou `false`", "`true` or `false`"),
    "string": texts("un texto", "um texto", "a text"),
    "datetime": texts(
        "un momento como 2024-06-30T12:00:00Z",
        "um momento como 2024-06-30T12:00:00Z",
        "a moment such as 2024-06-30T12:00:00Z",
    ),
    "date": texts(
        "una fecha que exista, como 2024-06-30",
        "uma data que exista, como 2024-06-30",
        "a date that exists, such as 2024-06-30",
    ),
    "time": texts("una hora como 12:30:00", "uma hora como 12:30:00", "a time such as 12:30:00"),
    "uuid": texts("un UUID", "um UUID", "a UUID"),
    "url": texts("una dirección web", "um endereço web", "a web address"),
    "list": texts("una lista", "uma lista", "a list"),
    "tuple": texts("una lista", "uma lista", "a list"),
    "set": texts("una lista", "uma lista", "a list"),
    "dict": texts("un objeto JSON", "um objeto JSON", "a JSON object"),
    "model": texts("un objeto JSON", "um objeto JSON", "a JSON object"),
    "json": texts("JSON válido", "JSON válido", "valid JSON"),
}
"""What is expected, by the first word of pydantic's code (`int_parsing`, `date_type`…)."""

_NEEDED = texts(
    "{place} debe ser {expected}; cambie {input}.",
    "{place} deve ser {expected}; troque {input}.",
    "{place} must be {expected}; change {input}.",
)
_EMPTY = texts(
    "{place} está vacío; escríbalo{example}.",
    "{place} está vazio; escreva-o{example}.",
    "{place} is empty; write it{example}.",
)
_OTHER = texts(
    "{place} no es válido{example}; cambie {input}.",
    "{place} não é válido{example}; troque {input}.",
    "{place} is not valid{example}; change {input}.",
)
_EXAMPLE = texts(" (por ejemplo `{}`)", " (por exemplo `{}`)", " (for example `{}`)")
_BODY = texts("El cuerpo", "O corpo", "The body")
_JOINED = texts("{} o {}", "{} ou {}", "{} or {}")


def pointer(location: Sequence[str | int]) -> str:
    """Return a fault's place: `/query/NAME`, `/path/NAME`, or a pointer into the body."""
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in location]
    if parts and parts[0] == "body":
        parts = parts[1:]
    return "".join(f"/{part}" for part in parts)


def _shown(value: Any) -> str:
    """Return a value short enough for a sentence."""
    if isinstance(value, dict | list):
        return "`{…}`" if isinstance(value, dict) else "`[…]`"
    text = str(value).replace("\0", "\\0")
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"


def _choices(expected: str) -> Texts:
    """Return pydantic's list of choices (`'a', 'b' or 'c'`) in the three languages."""
    names = [name.strip(" '") for name in expected.replace(" or ", ", ").split(",")]
    *first, last = [f"`{name}`" for name in names]
    if not first:
        return texts(last, last, last)
    return {lang: pattern.format(", ".join(first), last) for lang, pattern in _JOINED.items()}


def _sentence(error: Mapping[str, Any], example: str | None) -> Texts:
    code, location = str(error["type"]), error["loc"]
    context = dict(error.get("ctx") or {})
    kind = code.partition("_")[0]
    wanted = _EXPECTED.get(kind)
    choices = context.get("expected") or context.get("expected_tags")
    if choices:
        wanted = _choices(str(choices))
    template = _FIXED.get(code) or (_NEEDED if wanted else _OTHER)
    if code == "string_too_short" and error.get("input") == "":
        template = _EMPTY
    names = [part for part in location[1:] if isinstance(part, str)]
    whole_body = location[:1] == ("body",) and not names
    return {
        lang: text.format(
            **{
                **context,
                "place": _BODY[lang] if whole_body else f"`{names[-1] if names else location[0]}`",
                "input": _shown(error.get("input")),
                "expected": wanted[lang] if wanted else "",
                "example": _EXAMPLE[lang].format(example) if example else "",
                "position": location[-1] if len(location) > 1 else 0,
            }
        )
        for lang, text in template.items()
    }


def faults(
    errors: Sequence[Mapping[str, Any]],
    example: Callable[[Sequence[str | int]], str | None] = lambda location: None,
) -> list[Fault]:
    """Return the faults of a validation error; `example` gives a good value for a place."""
    found = []
    for error in errors:
        location = error["loc"] if error["type"] != "json_invalid" else ("body",)
        sentence = _sentence(error, example(error["loc"]))
        found.append((pointer(location), sentence, str(error["type"])))
    return found
