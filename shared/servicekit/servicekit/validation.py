"""Says in three languages what to change in a request that FastAPI refuses."""

from collections.abc import Sequence
from typing import Any

from servicekit.language import Texts, texts

Fault = tuple[str, Texts, str]
"""JSON pointer, sentence, code."""


def pointer(location: Sequence[str | int]) -> str:
    """Return a fault's place: `/query/NAME`, `/path/NAME`, or a pointer into the body."""
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in location]
    if parts and parts[0] == "body":
        parts = parts[1:]
    return "".join(f"/{part}" for part in parts)


def _sentence(error: dict[str, Any]) -> Texts:
    message = str(error.get("msg", ""))
    return texts(f"Valor no válido: {message}", f"Valor inválido: {message}", message)


def faults(errors: Sequence[dict[str, Any]]) -> list[Fault]:
    """Return the faults of a validation error."""
    return [(pointer(error["loc"]), _sentence(error), str(error["type"])) for error in errors]
