"""The dependency of endpoints that write: who asks, and whether the key's scopes allow it."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from servicekit.access.keys import token
from servicekit.access.repository import stored_key
from servicekit.access.scopes import ANY_SERVICE, Scope, scope
from servicekit.language import texts
from servicekit.problems import ProblemError

bearer = HTTPBearer(
    scheme_name="key",
    bearerFormat="eslabon_<id>_<secret>",
    auto_error=False,
    description="Key of a partner, made with `eslabon keys create`.",
)


@dataclass(frozen=True)
class Key:
    """A key that was shown and is valid."""

    id: str
    partner: str
    service: str
    scopes: tuple[Scope, ...]

    def permit(self, action: str, parts: Mapping[str, str]) -> None:
        """Let an action on the slice with these parts pass.

        Raises
        ------
        ProblemError
            403, naming the scope that is missing.
        """
        if any(one.covers(self.service, action, parts) for one in self.scopes):
            return
        needed = str(Scope(self.service, action, tuple(parts.items())))
        detail = texts(
            f"La clave de {self.partner} no tiene el permiso `{needed}` "
            f"(ni `{self.service}:{action}`); pídalo a quien administra el servicio.",
            f"A chave de {self.partner} não tem a permissão `{needed}` "
            f"(nem `{self.service}:{action}`); peça-a a quem administra o serviço.",
            f"The key of {self.partner} lacks the scope `{needed}` "
            f"(or `{self.service}:{action}`); ask the operator for it.",
        )
        raise ProblemError(403, "scope_missing", detail)


def _refused(kind: str, es: str, pt: str, en: str) -> ProblemError:
    error = ', error="invalid_token"' if kind == "key_refused" else ""
    return ProblemError(
        401,
        kind,
        texts(es, pt, en),
        headers={"WWW-Authenticate": f'Bearer realm="eslabon"{error}'},
    )


async def shown_key(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Key:
    """Return the key that a request bears.

    Raises
    ------
    ProblemError
        401 when there is none, or it is unknown, revoked or expired.
    """
    if credentials is None:
        raise _refused(
            "key_required",
            "Para escribir hace falta una clave: `Authorization: Bearer eslabon_…`.",
            "Para escrever é preciso uma chave: `Authorization: Bearer eslabon_…`.",
            "Writing needs a key: `Authorization: Bearer eslabon_…`.",
        )
    service: str = request.app.state.name
    internal = request.app.state.settings.internal_key
    shown = credentials.credentials
    if internal and hmac.compare_digest(shown.encode(), internal.get_secret_value().encode()):
        return Key("internal", "eslabon", service, (Scope(ANY_SERVICE, "write"),))
    asked = token(shown)
    stored = await stored_key(request.app.state.pool, asked.id) if asked else None
    if asked is None or stored is None or not asked.matches(stored.sha256):
        raise _refused(
            "key_refused",
            "La clave no es válida; revise que esté completa o pida otra.",
            "A chave não é válida; confira se está completa ou peça outra.",
            "The key is not valid; check that it is complete or ask for another.",
        )
    if not stored.is_valid(datetime.now(UTC)):
        raise _refused(
            "key_refused",
            "La clave fue revocada o venció; pida otra.",
            "A chave foi revogada ou venceu; peça outra.",
            "The key was revoked or has expired; ask for another.",
        )
    return Key(stored.id, stored.partner, service, tuple(scope(one) for one in stored.scopes))


Writer = Annotated[Key, Depends(shown_key)]
