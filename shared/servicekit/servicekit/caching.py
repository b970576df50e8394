"""ETag, 304 and finished answers: what a publication answered once need not be computed again."""

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from servicekit.cursors import unchecked_publication
from servicekit.formats import MEDIA_TYPES
from servicekit.language import asked_language
from servicekit.negotiation import PAGE, best_coding, best_media_type
from servicekit.settings import Settings

CODINGS = ("zstd", "br", "gzip")
VARY = "Accept, Accept-Encoding, Accept-Language"
_OFFERS = (*MEDIA_TYPES, PAGE)
_LARGEST_SHARE = 16
_OWN_HEADERS = frozenset({b"x-request-id", b"date", b"server"})


@dataclass
class Answer:
    """A finished answer, as it was sent."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    route: object = None


@dataclass
class Answers:
    """Finished answers by ETag; those unused longest leave first when bytes run out."""

    limit_bytes: int
    used_bytes: int = 0
    _answers: OrderedDict[str, Answer] = field(default_factory=OrderedDict)

    def find(self, etag: str) -> Answer | None:
        """Return an answer, or None."""
        found = self._answers.get(etag)
        if found is not None:
            self._answers.move_to_end(etag)
        return found

    def takes(self, size: int) -> bool:
        """Return whether a body of this size is worth its room."""
        return size * _LARGEST_SHARE <= self.limit_bytes

    def add(self, etag: str, answer: Answer) -> None:
        """Keep an answer."""
        if etag in self._answers:
            return
        self._answers[etag] = answer
        self.used_bytes += len(answer.body)
        while self.used_bytes > self.limit_bytes:
            _, dropped = self._answers.popitem(last=False)
            self.used_bytes -= len(dropped.body)


@dataclass(frozen=True)
class Question:
    """What decides an answer, besides the publication."""

    text: str
    coding: str
    publication: int | None
    """The publication asked for, None for the current one."""

    def etag(self, publication: int) -> str:
        """Return the ETag of the answer from a publication."""
        digest = blake2b(f"{publication}\n{self.text}".encode(), digest_size=12)
        return f'"{digest.hexdigest()}"'


def question(scope: Scope, service: str, own_formats: tuple[str, ...] = ()) -> Question:
    """Return the question of a request in canonical form.

    Below the paths of `own_formats`, what is accepted counts as it is written.
    """
    headers, raw = Headers(scope=scope), scope["query_string"].decode("latin-1")
    pairs = sorted(parse_qsl(raw, keep_blank_values=True), key=lambda pair: pair[0])
    query = QueryParams(pairs)
    coding = best_coding(headers.get("accept-encoding", ""), CODINGS)
    accept = headers.get("accept", "")
    if not scope["path"].startswith(own_formats):
        accept = best_media_type(accept, _OFFERS) or "none"
    text = "\n".join(
        (
            service,
            scope["path"],
            urlencode(pairs),
            accept,
            asked_language(query, headers),
            coding,
        )
    )
    return Question(text, coding, _asked_publication(query))


def _asked_publication(query: QueryParams) -> int | None:
    if "cursor" in query:
        return unchecked_publication(query["cursor"])
    asked = query.get("publication", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 20 else None


def is_match(header: str, etag: str) -> bool:
    """Return whether `If-None-Match` names an ETag, by weak comparison."""
    named = (one.strip().removeprefix("W/") for one in header.split(","))
    return any(one in (etag, "*") for one in named)


class Caching:
    """Middleware of answers that depend on a publication only: those of routes that take `Reading`.

    An endpoint whose answer changes between publications sets `Cache-Control` itself.
    """

    def __init__(
        self,
        app: ASGIApp,
        service: str,
        build: str,
        settings: Settings,
        own_formats: tuple[str, ...] = (),
    ) -> None:
        self._app = app
        self._service = f"{service} {build}"
        self._own_formats = own_formats
        self._answers = Answers(settings.answer_cache_bytes)
        self._control = (
            f"public, max-age={settings.cache_max_age_seconds}, "
            f"stale-while-revalidate={settings.cache_stale_seconds}"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return await self._app(scope, receive, send)
        asked = question(scope, self._service, self._own_formats)
        named = Headers(scope=scope).get("if-none-match", "")
        publications = scope["app"].state.publications
        n = publications.current.n if asked.publication is None else asked.publication
        etag = asked.etag(n)
        found = self._answers.find(etag)
        if named and is_match(named, etag) and (found is not None or named.strip() != "*"):
            return await self._send_not_modified(send, etag)
        if found is not None:
            scope["route"] = found.route
            scope.setdefault("state", {})["is_cached"] = True
            return await _send(send, found)
        inner = {**scope, "headers": _accepting(scope["headers"], asked.coding)}
        try:
            await self._app(inner, receive, _Marking(self, inner, asked, named, send).send)
        finally:
            scope["route"] = inner.get("route")

    async def _send_not_modified(self, send: Send, etag: str) -> None:
        headers = [(b"etag", etag.encode()), (b"cache-control", self._control.encode())]
        headers.append((b"vary", VARY.encode()))
        await _send(send, Answer(304, headers, b""))

    def mark(self, message: Message, etag: str, lang: str) -> None:
        """Add to an answer's head what lets it be kept and asked for again."""
        headers = MutableHeaders(raw=message["headers"])
        headers["ETag"] = etag
        headers["Cache-Control"] = self._control
        headers["Content-Language"] = lang
        headers["Vary"] = VARY

    def keep(self, etag: str, answer: Answer) -> None:
        """Keep a finished answer."""
        self._answers.add(etag, answer)

    def takes(self, size: int) -> bool:
        """Return whether a body of this size may be kept."""
        return self._answers.takes(size)


class _Marking:
    """Marks and keeps one answer on its way out."""

    def __init__(
        self, caching: Caching, scope: Scope, asked: Question, named: str, send: Send
    ) -> None:
        self._caching = caching
        self._scope = scope
        self._asked = asked
        self._named = named
        self._send = send
        self._etag: str | None = None
        self._is_dropped = False
        self._kept: Answer | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif not self._is_dropped:
            await self._go_on(message)

    async def _begin(self, message: Message) -> None:
        state = self._scope.get("state", {})
        if message["status"] == 200 and "publication" in state and not _says_itself(message):
            self._etag = self._asked.etag(state["publication"])
            self._caching.mark(message, self._etag, str(state["lang"]))
            if self._named and is_match(self._named, self._etag):
                self._is_dropped = True
                kept = (b"etag", b"cache-control", b"vary", b"content-language")
                headers = [pair for pair in message["headers"] if pair[0] in kept]
                return await _send(self._send, Answer(304, headers, b""))
            headers = [pair for pair in message["headers"] if pair[0] not in _OWN_HEADERS]
            self._kept = Answer(200, headers, b"", self._scope.get("route"))
        await self._send(message)

    async def _go_on(self, message: Message) -> None:
        if self._kept is not None and self._etag is not None:
            self._kept.body += message.get("body", b"")
            if not self._caching.takes(len(self._kept.body)):
                self._kept = None
            elif not message.get("more_body"):
                self._caching.keep(self._etag, self._kept)
        await self._send(message)


def _says_itself(message: Message) -> bool:
    """Return whether the endpoint decided itself how long its answer holds."""
    return any(name == b"cache-control" for name, _ in message["headers"])


def _accepting(headers: list[tuple[bytes, bytes]], coding: str) -> list[tuple[bytes, bytes]]:
    """Return the headers with the chosen coding as the only one that is accepted."""
    rest = [pair for pair in headers if pair[0] != b"accept-encoding"]
    return rest if coding == "identity" else [*rest, (b"accept-encoding", coding.encode())]


async def _send(send: Send, answer: Answer) -> None:
    # A list of its own: middlewares outside add headers to the message they are given.
    headers = list(answer.headers)
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
