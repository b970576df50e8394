"""How a client reaches a service: a small protocol, and httpx for partners."""

from collections.abc import AsyncIterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from eslabon.contracts.envelope import Contract, Problem

Parameters = Mapping[str, "str | int | Sequence[str] | None"]
ContractT = TypeVar("ContractT", bound=Contract)


@dataclass(frozen=True)
class Answer:
    """What a service answered: status, headers in lower case, and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class ServiceError(Exception):
    """A service refused or failed; `problem` says why."""

    def __init__(self, service: str, problem: Problem) -> None:
        super().__init__(f"{service}: {problem.title}: {problem.detail}")
        self.service = service
        self.problem = problem


class Transport(Protocol):
    """Sends one request to one service; raises ServiceError when it cannot be reached."""

    service: str

    async def send(
        self,
        method: str,
        path: str,
        parameters: Parameters | None = None,
        headers: Mapping[str, str] | None = None,
        body: "bytes | AsyncIterable[bytes] | None" = None,
    ) -> Answer:
        """Return the answer, whatever its status."""


def unreachable(service: str, cause: Exception) -> ServiceError:
    """Return the error of a service that does not answer."""
    return ServiceError(
        service,
        Problem(
            type="urn:eslabon:problem:service-unavailable",
            title="Service unavailable",
            status=503,
            detail=f"{service} does not answer ({type(cause).__name__}).",
        ),
    )


def query(parameters: Parameters | None) -> str:
    """Return parameters as a query string: nulls left out, lists repeated."""
    pairs: list[tuple[str, str]] = []
    for name, value in (parameters or {}).items():
        if value is None:
            continue
        values = [value] if isinstance(value, str | int) else value
        pairs += [(name, str(one)) for one in values]
    return urlencode(pairs)


def parsed(transport: Transport, answer: Answer, model: type[ContractT]) -> ContractT:
    """Return the body as a contract; raise the problem it carries instead."""
    if answer.status < 400:
        return model.model_validate_json(answer.body)
    if "problem+json" in answer.headers.get("content-type", ""):
        raise ServiceError(transport.service, Problem.model_validate_json(answer.body))
    raise ServiceError(
        transport.service,
        Problem(
            type="about:blank",
            title=f"HTTP {answer.status}",
            status=answer.status,
            detail=answer.body[:200].decode("utf-8", "replace"),
        ),
    )


class HttpxTransport:
    """The transport for partners: one httpx client per service address.

    httpx is imported with the first of them: a program with a transport of its own needs none.
    """

    def __init__(
        self,
        service: str,
        base_url: str,
        key: str | None = None,
        lang: str | None = None,
        timeout_seconds: float = 30,
    ) -> None:
        import httpx

        headers = {"Authorization": f"Bearer {key}"} if key else {}
        if lang:
            headers["Accept-Language"] = lang
        self.service = service
        self._unreached = httpx.TransportError
        self._http: httpx.AsyncClient = httpx.AsyncClient(
            base_url=base_url, headers=headers, timeout=timeout_seconds
        )

    async def __aenter__(self) -> "HttpxTransport":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def send(
        self,
        method: str,
        path: str,
        parameters: Parameters | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | AsyncIterable[bytes] | None = None,
    ) -> Answer:
        """Send one request over httpx."""
        try:
            response = await self._http.request(
                method,
                f"{path}?{text}" if (text := query(parameters)) else path,
                headers=dict(headers or {}),
                content=body,
            )
        except self._unreached as cause:
            raise unreachable(self.service, cause) from cause
        return Answer(response.status_code, response.headers, response.content)
