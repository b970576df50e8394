"""Who trades: a country, or the countries of a scheme or region taken together.

Trade among the members is part of a scheme's trade: it is not taken out.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from eslabon.client import ServiceError, TariffClient
from eslabon.contracts.countries import MemberRole
from eslabon.contracts.envelope import Lang, Missing, Parameter, Reason
from eslabon.contracts.iso3166 import LATIN_AMERICA, alpha3
from servicekit.peers import Peer
from servicekit.releases.dataset import texts

from matrix_api.flows.asked import refusal
from matrix_api.totals.names import WORLD

REGION = "LAC"
"""Latin America and the Caribbean, region 419 of the M49."""
SCHEME = "SCHEME:"
"""Written before a scheme whose name is also a country's code: CAN is Canada."""
UNKNOWN = (404, 422)
"""How tariff-api answers to a name that is no scheme's."""


@dataclass(frozen=True)
class Trader:
    """An exporter or importer, and the countries whose trade is added up for it."""

    code: str
    members: tuple[str, ...]
    members_on: date | None = None
    """Day of the membership, where the code is a scheme's."""

    @property
    def is_country(self) -> bool:
        """Whether it is one country or area of the source."""
        return self.members == (self.code,)

    def parameters(self, name: str) -> list[Parameter]:
        """Return what its figures stand for, for a methodology."""
        if self.is_country:
            return []
        told = [
            Parameter(name=f"{name}_members", value=",".join(self.members), assumed=False),
            Parameter(name=f"{name}_trade_among_members", value="included", assumed=True),
        ]
        if self.members_on is not None:
            on = self.members_on.isoformat()
            told.append(Parameter(name=f"{name}_members_on", value=on, assumed=False))
        return told


async def trader(
    code: str, role: str, areas: Container[str], on: date, tariff: Peer, lang: Lang
) -> Trader | Missing:
    """Return who a code stands for: a country first, then the region, then a scheme.

    Parameters
    ----------
    role
        Name of the request's parameter: `exporter` or `importer`.
    areas
        What the loaded figures name, besides the countries of ISO 3166-1.
    on
        Day whose full members make a scheme.

    Returns
    -------
    Trader or Missing
        Missing where tariff-api, which knows the members, does not answer.

    Raises
    ------
    ProblemError
        404 where the code is neither a country nor a scheme nor the region.
    """
    known = alpha3(code) or (code if code in areas and code != WORLD else None)
    if known is not None:
        return Trader(known, (known,))
    if code == REGION:
        return Trader(REGION, tuple(sorted(LATIN_AMERICA)))
    scheme = code.removeprefix(SCHEME).replace("-", "_")
    client = TariffClient(await tariff.transport(lang))
    try:
        found = await client.members(scheme, on, lang)
    except ServiceError as error:
        if error.problem.status in UNKNOWN:
            raise _unknown(role, code) from error
        return tariff.missing(role, error, lang)
    members = tuple(sorted(one.country for one in found if one.role is MemberRole.MEMBER))
    if not members:
        return _no_members(role, scheme, on, lang)
    return Trader(f"{SCHEME}{scheme}" if alpha3(scheme) else scheme, members, on)


def absent(who: Trader, role: str, areas: frozenset[str], lang: Lang) -> list[Missing]:
    """Return whose trade the loaded totals do not hold."""
    lacking = [member for member in who.members if member not in areas]
    if not lacking or (who.code == REGION and len(lacking) < len(who.members)):
        return []
    names = ", ".join(lacking)
    detail = texts(
        f"Los totales cargados no tienen datos de {names}.",
        f"Os totais carregados não têm dados de {names}.",
        f"The loaded totals have no data on {names}.",
    )
    return [Missing(what=role, reason=Reason.NOT_LOADED, detail=detail[lang])]


def _unknown(role: str, code: str) -> Exception:
    return refusal(
        role,
        "unknown_trader",
        texts(
            f"{code} no es un país (ISO 3166-1, como BRA), un esquema (como MERCOSUR; la Comunidad "
            "Andina es SCHEME:CAN) ni la región LAC.",
            f"{code} não é um país (ISO 3166-1, como BRA), um esquema (como MERCOSUR; a Comunidade "
            "Andina é SCHEME:CAN) nem a região LAC.",
            f"{code} is no country (ISO 3166-1, like BRA), scheme (like MERCOSUR; the Andean "
            "Community is SCHEME:CAN) or the region LAC.",
        ),
        404,
    )


def _no_members(role: str, scheme: str, on: date, lang: Lang) -> Missing:
    detail = texts(
        f"{scheme} no tiene miembros plenos conocidos el {on}.",
        f"{scheme} não tem membros plenos conhecidos em {on}.",
        f"{scheme} has no full members known on {on}.",
    )
    return Missing(what=role, reason=Reason.NOT_LOADED, detail=detail[lang])
