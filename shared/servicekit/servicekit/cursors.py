"""Page cursors: opaque, bound to their query, and refused when changed."""

import binascii
import hmac
import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from servicekit.language import texts
from servicekit.problems import ProblemError

Key = tuple[str | int | None, ...]

_SIGNATURE_BYTES = 12
_FREE = frozenset({"cursor", "limit", "lang", "format", "publication"})
"""Parameters that may change between two pages of one list."""


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after `key`, in publication `n`."""

    n: int
    key: Key


def context(path: str, pairs: Iterable[tuple[str, str]]) -> bytes:
    """Return what a cursor is bound to: its path and the filters of its query."""
    return json.dumps([path, sorted(pair for pair in pairs if pair[0] not in _FREE)]).encode()


def _signature(payload: bytes, bound: bytes, secret: bytes) -> bytes:
    key = blake2b(secret, digest_size=32).digest()
    length = len(payload).to_bytes(4, "big")
    return blake2b(length + payload + bound, key=key, digest_size=_SIGNATURE_BYTES).digest()


def encoded(cursor: Cursor, bound: bytes, secret: bytes) -> str:
    """Return a cursor as text for an address."""
    payload = json.dumps([cursor.n, *cursor.key], separators=(",", ":")).encode()
    return urlsafe_b64encode(_signature(payload, bound, secret) + payload).decode().rstrip("=")


def _bytes(text: str) -> bytes | None:
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        return b64decode(padded, altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None


def unchecked_publication(text: str) -> int | None:
    """Return the publication a cursor names, its signature not looked at; None if unreadable."""
    raw = _bytes(text)
    head = (raw or b"")[_SIGNATURE_BYTES:].partition(b",")[0].strip(b"[]")
    return int(head) if head.isdigit() and len(head) < 20 else None


def decoded(text: str, bound: bytes, secret: bytes) -> Cursor:
    """Return the cursor that a client sent back.

    Raises
    ------
    ProblemError
        422 when it is not one of ours, was changed, or belongs to another query.
    """
    raw = _bytes(text)
    if raw is None:
        raise _refused()
    signature, payload = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _signature(payload, bound, secret)):
        raise _refused()
    n, *key = json.loads(payload)
    return Cursor(n, tuple(key))


def _refused() -> ProblemError:
    detail = texts(
        "`cursor` no es de esta consulta; use el `next_cursor` de su página anterior, sin cambiar "
        "los demás parámetros, o empiece sin `cursor`.",
        "`cursor` não é desta consulta; use o `next_cursor` da página anterior, sem mudar os "
        "demais parâmetros, ou comece sem `cursor`.",
        "`cursor` is not of this query; use the `next_cursor` of its previous page with the other "
        "parameters unchanged, or begin without `cursor`.",
    )
    return ProblemError(422, "bad_cursor", detail, errors=[("/query/cursor", detail, "bad_cursor")])
