"""HEAD on everything that answers GET: the same head, computed the same way, without the body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Head:
    """Middleware: asks the application as for GET and drops the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            return await self._app(scope, receive, send)
        is_done = False

        async def headed(message: Message) -> None:
            nonlocal is_done
            if message["type"] == "http.response.start":
                await send(message)
            elif not is_done:
                is_done = True
                await send({"type": "http.response.body", "body": b""})

        async def received() -> Message:
            # Tells a stream that nobody listens any more, so that it does not run to its end.
            return {"type": "http.disconnect"} if is_done else await receive()

        await self._app({**scope, "method": "GET"}, received, headed)
