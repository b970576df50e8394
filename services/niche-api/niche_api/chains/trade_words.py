"""What is said of a chain's trade: warnings, gaps, method."""

from eslabon.contracts.chain_trade import MarketBasis
from eslabon.contracts.chains import Specificity
from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Reason
from servicekit.releases.dataset import Texts, texts

_WARNINGS: dict[Specificity, Texts] = {
    Specificity.SHARED: texts(
        "El código incluye otros bienes: lo que se comercia con él no es el comercio de la cadena.",
        "O código inclui outros bens: o que se comercia com ele não é o comércio da cadeia.",
        "The code holds other goods too: what is traded under it is not the chain's trade.",
    ),
    Specificity.PROXY: texts(
        "Ningún código nombra el producto: este lo representa por falta de otro, y lo que se "
        "comercia con él no es el comercio de la cadena.",
        "Nenhum código nomeia o produto: este o representa por falta de outro, e o que se comercia "
        "com ele não é o comércio da cadeia.",
        "No code names the product: this one stands in for want of another, and what is traded "
        "under it is not the chain's trade.",
    ),
}


def warning(specificity: Specificity, lang: Lang) -> str | None:
    """Return what else a code holds; None where it holds the chain's goods alone."""
    said = _WARNINGS.get(specificity)
    return said[lang] if said else None


def no_codes(chain: str, lang: Lang) -> Missing:
    """Return that a chain has no codes of the Harmonized System."""
    detail = texts(
        f"La cadena {chain} no tiene códigos del Sistema Armonizado cargados: envíe el conjunto "
        "chain_products.",
        f"A cadeia {chain} não tem códigos do Sistema Harmonizado carregados: envie o conjunto "
        "chain_products.",
        f"Chain {chain} has no codes of the Harmonized System loaded: send dataset chain_products.",
    )
    return Missing(what="codes", reason=Reason.NOT_LOADED, detail=detail[lang])


def no_markets(lang: Lang) -> Missing:
    """Return that no market is known."""
    detail = texts(
        "No se conocen los mercados: nómbrelos con `market`, que se puede repetir.",
        "Não se conhecem os mercados: nomeie-os com `market`, que pode repetir-se.",
        "The markets are not known: name them with `market`, which may be repeated.",
    )
    return Missing(what="markets", reason=Reason.NOT_IDENTIFIED, detail=detail[lang])


def methodology(basis: MarketBasis, markets: int, lang: Lang) -> Methodology:
    """Return how markets are chosen and what is added up."""
    summary = texts(
        "Mercados: los que se piden; si no, los que más compran con los códigos propios de la "
        "cadena (con todos, si no tiene propios); si el comercio no está cargado, los destinos "
        "que declaran las fuentes; si tampoco, los de arancel cargado. Los derechos son los de "
        "tariff-api para el país como origen, el último día que cubre cada arancel. Solo se suma "
        "lo exportado con códigos propios (EXACT).",
        "Mercados: os que se pedem; se não, os que mais compram com os códigos próprios da cadeia "
        "(com todos, se não tem próprios); se o comércio não está carregado, os destinos que "
        "declaram as fontes; se tampouco, os de tarifa carregada. Os direitos são os de tariff-api "
        "para o país como origem, no último dia que cobre cada tarifa. Só se soma o exportado com "
        "códigos próprios (EXACT).",
        "Markets: those asked for; else the largest buyers under the chain's own codes (under all, "
        "where it has none); where trade is not loaded, the destinations that sources state; else "
        "those whose tariff is loaded. Duties are those of tariff-api with the country as origin, "
        "on the last day that each tariff covers. Only exports under the chain's own codes (EXACT) "
        "are added up.",
    )
    return Methodology(
        id="chain_trade",
        version="1",
        summary=summary[lang],
        parameters=[
            Parameter(name="markets_basis", value=basis, assumed=basis is not MarketBasis.ASKED),
            Parameter(name="markets", value=str(markets), assumed=True),
        ],
    )
