"""Why a figure of trade is missing, and where data exist, in three languages."""

from collections.abc import Iterable, Sequence

from eslabon.contracts.envelope import Lang, Missing, Reason
from servicekit.releases.dataset import texts

from matrix_api.flows.asked import Product
from matrix_api.flows.loaded import Edition

_NAMED_HEADINGS = 20
"""More headings than these are counted, not named."""


def spans(years: Iterable[int]) -> str:
    """Return years as text, runs joined: `2015, 2018–2020`."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in runs)


def nothing_loaded(lang: Lang) -> Missing:
    """No flows at all."""
    detail = texts(
        "No hay flujos de comercio cargados.",
        "Não há fluxos de comércio carregados.",
        "No trade flows are loaded.",
    )
    return Missing(what="flows", reason=Reason.NOT_LOADED, detail=detail[lang])


def years_not_loaded(years: Iterable[int], found: Sequence[Edition], lang: Lang) -> Missing:
    """Years asked for without an edition."""
    if not found:
        return nothing_loaded(lang)
    asked, loaded = spans(years), spans(edition.year for edition in found)
    sources = ", ".join(dict.fromkeys(edition.source for edition in found))
    edition = found[0].held.nomenclature
    detail = texts(
        f"Sin cargar: {asked}. Cargado: {loaded} ({sources}, {edition}).",
        f"Não carregado: {asked}. Carregado: {loaded} ({sources}, {edition}).",
        f"Not loaded: {asked}. Loaded: {loaded} ({sources}, {edition}).",
    )
    return Missing(what="years", reason=Reason.NOT_LOADED, detail=detail[lang])


def _holdings(product: Product, edition: Edition, lang: Lang) -> str:
    """Return which codes near a product an edition holds."""
    siblings = edition.subheadings(Product(product.code[:4]))
    if siblings:
        return ", ".join(siblings)
    products = edition.held.products
    headings = list(dict.fromkeys(code[:4] for code in products))
    if len(headings) <= _NAMED_HEADINGS:
        names = ", ".join(headings)
        return texts(
            f"{len(products)} subpartidas, de {names}",
            f"{len(products)} subposições, de {names}",
            f"{len(products)} subheadings, of {names}",
        )[lang]
    return texts(
        f"{len(products)} subpartidas de {len(headings)} partidas",
        f"{len(products)} subposições de {len(headings)} posições",
        f"{len(products)} subheadings of {len(headings)} headings",
    )[lang]


def product_not_loaded(product: Product, edition: Edition, lang: Lang) -> Missing:
    """An edition that holds none of the product's subheadings."""
    where = f"{edition.source} {edition.year} ({edition.held.nomenclature})"
    holdings = _holdings(product, edition, lang)
    detail = texts(
        f"{where} no trae {product.code}; trae {holdings}.",
        f"{where} não traz {product.code}; traz {holdings}.",
        f"{where} does not hold {product.code}; it holds {holdings}.",
    )
    return Missing(what="product", reason=Reason.NOT_LOADED, detail=detail[lang])


def partial_sum(product: Product, found: Sequence[Edition], lang: Lang) -> list[Missing]:
    """A chapter or heading: the sum of the subheadings loaded, which are not known to be all."""
    codes = sorted(set().union(*(edition.subheadings(product) for edition in found)))
    if product.is_subheading or not codes:
        return []
    named = ", ".join(codes) if len(codes) <= _NAMED_HEADINGS else str(len(codes))
    detail = texts(
        f"Suma parcial: {product.code} reúne las subpartidas cargadas ({named}); "
        "no consta que sean todas.",
        f"Soma parcial: {product.code} reúne as subposições carregadas ({named}); "
        "não consta que sejam todas.",
        f"Partial sum: {product.code} adds up the loaded subheadings ({named}); "
        "they are not known to be all.",
    )
    return [Missing(what="subheadings", reason=Reason.NOT_LOADED, detail=detail[lang])]


def country_not_loaded(country: str, role: str, edition: Edition, lang: Lang) -> Missing:
    """A country that no row of an edition names; `role` is importer or exporter."""
    where = f"{edition.source} {edition.year}"
    count = len(edition.held.importers | edition.held.exporters)
    detail = texts(
        f"{where} no tiene datos de {country}; los tiene de {count} países y territorios.",
        f"{where} não tem dados de {country}; tem de {count} países e territórios.",
        f"{where} has no data on {country}; it has on {count} countries and territories.",
    )
    return Missing(what=role, reason=Reason.NOT_LOADED, detail=detail[lang])


def of_edition(
    edition: Edition, product: Product | None, countries: dict[str, str], lang: Lang
) -> list[Missing]:
    """Return what keeps an edition from answering for a product and countries by role."""
    found = []
    if product is not None and not edition.subheadings(product):
        found.append(product_not_loaded(product, edition, lang))
    found += [
        country_not_loaded(country, role, edition, lang)
        for role, country in countries.items()
        if not edition.knows(country)
    ]
    return found
