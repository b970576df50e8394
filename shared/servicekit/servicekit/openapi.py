"""The OpenAPI document: what FastAPI derives, with our problems, headers and security stated."""

from typing import Any

from eslabon.contracts.envelope import Problem
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from servicekit import problems

_READING_HEADERS = {
    "ETag": ("Names the publication and the question; send it back in `If-None-Match`.", '"9f2c"'),
    "Cache-Control": ("How long the answer may be used again.", "public, max-age=60"),
    "Content-Language": ("Language of texts.", "es"),
}
_WRITING = (401, 403, 409, 413, 415)


def _header(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, "example": example}


def _completed(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    is_writing = bool(operation.get("security"))
    operation.setdefault("security", [])
    operation.setdefault("description", operation.get("summary", ""))
    responses["422"] = problems.documented(422)
    if is_writing or "requestBody" in operation:
        responses.update({str(status): problems.documented(status) for status in _WRITING})
    names = {parameter["name"] for parameter in operation.get("parameters", [])}
    if "publication" not in names or "200" not in responses:
        return
    responses["410"] = problems.documented(410)
    headers = {name: _header(*what) for name, what in _READING_HEADERS.items()}
    if "cursor" in names:
        headers["Link"] = _header("Address of the next page.", '</v1/flows?cursor=…>; rel="next"')
    responses["200"].setdefault("headers", {}).update(headers)


def install(app: FastAPI, description: str) -> None:
    """Make an application describe itself so; the document is made once, when first asked for."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title,
                version=app.version,
                openapi_version=app.openapi_version,
                description=description,
                routes=app.routes,
                servers=app.servers,
                contact=app.contact,
                license_info=app.license_info,
            )
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            _, ours = models_json_schema(
                [(Problem, "serialization")], ref_template="#/components/schemas/{model}"
            )
            schemas.update(ours["$defs"])
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            operations = [one for path in made["paths"].values() for one in path.values()]
            for operation in operations:
                _completed(operation)
            tags = {tag: None for operation in operations for tag in operation.get("tags", [])}
            made["tags"] = [{"name": tag, "description": tag.capitalize()} for tag in tags]
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]
