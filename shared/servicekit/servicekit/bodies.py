"""How large a request may be: uploads by one limit, everything else by a small one."""

from fastapi import Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from servicekit.problems import of_status, problem_response
from servicekit.settings import Settings


def _is_upload(scope: Scope) -> bool:
    return bool(scope["method"] == "POST" and scope["path"].endswith("/releases"))


class BodyLimit:
    """Middleware: refuses a body that says it is too large, and stops reading one that is."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        upload = _is_upload(scope)
        limit = self._settings.max_upload_bytes if upload else self._settings.max_body_bytes
        stated = Headers(scope=scope).get("content-length", "")
        if stated.isdigit() and int(stated) > limit:
            refused = problem_response(Request(scope), of_status(413, {"Connection": "close"}))
            return await refused(scope, receive, send)
        read = 0

        async def received() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise HTTPException(413)
            return message

        await self._app(scope, received, send)
