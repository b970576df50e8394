"""The text of a key: `eslabon_`, its id, and a secret of 256 random bits."""

import hmac
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

_PATTERN = re.compile(r"eslabon_([0-9a-f]{12})_([0-9a-f]{64})")


@dataclass(frozen=True)
class Token:
    """A key as its owner holds it."""

    id: str
    secret: str

    def __str__(self) -> str:
        return f"eslabon_{self.id}_{self.secret}"

    def digest(self) -> bytes:
        """Return what is stored of it; one round is enough for a random secret."""
        return sha256(self.secret.encode()).digest()

    def matches(self, digest: bytes) -> bool:
        """Return whether it is the stored key, in constant time."""
        return hmac.compare_digest(self.digest(), digest)


def new_token() -> Token:
    """Return a fresh key."""
    return Token(secrets.token_hex(6), secrets.token_hex(32))


def token(text: str) -> Token | None:
    """Read a key; None when the text is not of its form."""
    found = _PATTERN.fullmatch(text)
    return None if found is None else Token(*found.groups())
