"""What a key may do: `tariff:write`, or `tariff:write:importer=GTM` for some slices only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PATTERN = re.compile(r"([a-z*]+):([a-z]+)(?::([a-z_]+=[^=,:\s]+(?:,[a-z_]+=[^=,:\s]+)*))?")
ANY_SERVICE = "*"


@dataclass(frozen=True)
class Scope:
    """A permission; `slices` names the only parts it holds for, empty for all."""

    service: str
    action: str
    slices: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        bound = ",".join(f"{name}={value}" for name, value in self.slices)
        return f"{self.service}:{self.action}" + (f":{bound}" if bound else "")

    def covers(self, service: str, action: str, parts: Mapping[str, str]) -> bool:
        """Return whether it permits an action on the slice with these parts."""
        return (
            self.service in (service, ANY_SERVICE)
            and self.action == action
            and all(parts.get(name) == value for name, value in self.slices)
        )


def scope(text: str) -> Scope:
    """Read a scope.

    Raises
    ------
    ValueError
        The text is not of the form `service:action` or `service:action:name=value,…`.
    """
    found = _PATTERN.fullmatch(text)
    if found is None:
        raise ValueError(
            f"{text!r} is not a scope such as tariff:write or tariff:write:importer=GTM"
        )
    service, action, bound = found.groups()
    pairs = (pair.split("=") for pair in (bound or "").split(",") if pair)
    return Scope(service, action, tuple((name, value) for name, value in pairs))
