"""Names of codes for codelists: those that tariff-api gives, else the codes themselves."""

from collections.abc import Collection, Mapping

from servicekit.language import Texts, texts
from servicekit.naming import Names, Naming
from servicekit.releases.snapshot import Snapshot

from matrix_api.sdmx import codelists
from matrix_api.totals.names import TOTAL, WORLD

Named = Mapping[str, Texts]
"""Names by code."""

_OURS: Named = {
    WORLD: texts("Mundo", "Mundo", "World"),
    TOTAL: texts("Todos los productos", "Todos os produtos", "All products"),
    codelists.ALL_OTHERS: texts(
        "Todos los demás miembros", "Todos os demais membros", "All other members"
    ),
}


async def of_codelist(naming: Naming, snapshot: Snapshot, codelist: str) -> Names:
    """Return what tariff-api calls the codes of a list: countries, or products of an edition."""
    if codelist == codelists.AREAS:
        return await naming.countries(snapshot)
    return await naming.products(snapshot, codelist.removeprefix(codelists.products("")))


def named(codes: Collection[str], names: Names) -> Named:
    """Return a name in each language for every code."""
    return {
        code: _OURS.get(code)
        or {lang: names.of(code, lang) or code for lang in codelists.LANGUAGES}
        for code in sorted(codes)
    }
