"""Comparisons of regions as contracts: regions by complexity, and one product across them."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Provenance, Reason
from eslabon.contracts.regional import (
    SMALLEST_CELL,
    Denominator,
    RegionalBaskets,
    RegionalComplexity,
    RegionalRank,
    RegionalRanking,
    RegionComplexity,
)
from servicekit.naming import Names
from servicekit.releases.dataset import texts

from niche_api.regional.baskets import Loaded

if TYPE_CHECKING:
    from niche_api.regional.comparing import Comparison


def number(value: Any) -> float | None:
    """Return a figure of an array, None for nan."""
    return None if math.isnan(value) else float(value)


@lru_cache(maxsize=8192)
def beginning(name: str, letters: int) -> str:
    """Return the first clause of a product's name, which says what it is, cut at some length."""
    return shorten(re.split("[,;:(]", name)[0].strip(" ."), letters, placeholder="…")


def baskets(loaded: Loaded) -> RegionalBaskets:
    """Return a slice as it is listed."""
    return RegionalBaskets.assembled(
        country=loaded.country,
        source=loaded.source,
        year=loaded.year,
        nomenclature=loaded.nomenclature,
        unit=loaded.unit,
        scope=loaded.scope,
        regions=len(loaded.regions),
        products=loaded.products,
        cells=loaded.cells,
        suppressed=loaded.suppressed,
        total=loaded.total,
        provenance=loaded.release.provenance(),
    )


def gaps(found: "Comparison", lang: Lang) -> list[Missing]:
    """Return what a comparison can't say, and why."""
    loaded, made = found.loaded, []
    if not loaded.is_harmonized:
        said = texts(
            f"Los productos están en {loaded.nomenclature}, que no tiene complejidad externa: ECI, "
            "PCI y densidad quedan vacíos. Cargue partidas del Sistema Armonizado para tenerlos.",
            f"Os produtos estão em {loaded.nomenclature}, que não tem complexidade externa: ECI, "
            "PCI e densidade ficam vazios. Carregue posições do Sistema Harmonizado para tê-los.",
            f"Products are in {loaded.nomenclature}, which has no external complexity: ECI, PCI "
            "and density stay empty. Load headings of the Harmonized System to have them.",
        )
        made.append(Missing(what="pci", reason=Reason.NOT_IDENTIFIED, detail=said[lang]))
    elif found.world is None:
        said = texts(
            "No hay complejidad calculada: se calcula con las exportaciones por partida que "
            "matrix-api tenga de un año entero.",
            "Não há complexidade calculada: calcula-se com as exportações por posição que "
            "matrix-api tenha de um ano inteiro.",
            "No complexity is built: it is made of the exports by heading that matrix-api holds of "
            "a whole year.",
        )
        made.append(Missing(what="complexity", reason=Reason.NOT_LOADED, detail=said[lang]))
    if loaded.scope is not None:
        said = texts(
            f"La fuente abarca solo los capítulos {loaded.scope}: las ventajas son dentro de "
            "ellos, no en toda la canasta.",
            f"A fonte abrange só os capítulos {loaded.scope}: as vantagens são dentro deles, não "
            "em toda a cesta.",
            f"The source covers chapters {loaded.scope} alone: advantages are within them, not in "
            "the whole basket.",
        )
        made.append(Missing(what="basket", reason=Reason.NOT_REPORTED, detail=said[lang]))
    if loaded.suppressed:
        said = texts(
            f"{loaded.suppressed} de {loaded.cells} celdas van sin valor: la fuente las reserva o "
            f"son de menos de {SMALLEST_CELL} empresas. Ninguna suma las cuenta.",
            f"{loaded.suppressed} de {loaded.cells} células vão sem valor: a fonte as reserva ou "
            f"são de menos de {SMALLEST_CELL} empresas. Nenhuma soma as conta.",
            f"{loaded.suppressed} of {loaded.cells} cells have no value: the source withholds them "
            f"or they are of fewer than {SMALLEST_CELL} firms. No sum counts them.",
        )
        made.append(Missing(what="cells", reason=Reason.BELOW_THRESHOLD, detail=said[lang]))
    return made


def sources(found: "Comparison") -> list[Provenance]:
    """Return the releases that a comparison rests on."""
    world = [found.world.release.provenance()] if found.world else []
    return [found.loaded.release.provenance(), *world]


def methodology(found: "Comparison", lang: Lang) -> Methodology:
    """Return how regions are compared."""
    summary = texts(
        "RCA de la región frente al mundo o al país, nunca calculada de las regiones de un país "
        "entre sí como si fueran países. PCI y cercanía son externos: los determinan todos los "
        "países. ECI de la región: media del PCI de sus productos con RCA de 1 o más; su número "
        "es el de industrias.",
        "RCA da região frente ao mundo ou ao país, nunca calculada das regiões de um país entre "
        "si como se fossem países. PCI e proximidade são externos: determinam-nos todos os países. "
        "ECI da região: média do PCI de seus produtos com RCA de 1 ou mais; seu número é o de "
        "indústrias.",
        "RCA of the region beside the world or the country. PCI and proximity are external: all "
        "countries determine them, never the regions of one country as if they were countries. ECI "
        "of a region: mean PCI of its products with an RCA of 1 or more; their number is that of "
        "industries.",
    )
    chosen = [
        ("denominator", found.denominator.value, False),
        ("rca_threshold", "1", False),
        ("smallest_cell_firms", str(SMALLEST_CELL), True),
    ]
    if found.denominator is Denominator.NATIONAL:
        summed = "sum_of_regions" if len(found.regions) > 1 else "exports_of_country"
        chosen.append(("national_total", summed, True))
    if found.world is not None:
        unmatched = len(found.unmatched)
        chosen += [
            ("world_year", str(found.world.year), True),
            ("heading_match", f"{found.loaded.nomenclature}={found.world.nomenclature}", True),
            ("headings_unmatched", str(unmatched), False),
        ]
    return Methodology(
        id="regional",
        version="1",
        summary=summary[lang],
        parameters=[
            Parameter(name=name, value=value, assumed=assumed) for name, value, assumed in chosen
        ],
    )


def complexity(found: "Comparison", names: Mapping[str, str], lang: Lang) -> RegionalComplexity:
    """Return the regions of a country compared, most complex first."""
    eci, industries, totals = found.eci.tolist(), found.industries.tolist(), found.totals.tolist()
    products = (found.values > 0).sum(axis=1).tolist()
    has_eci = not all(math.isnan(one) for one in eci)
    measured = bool(found.present.any())
    whole = sum(totals)

    def order(place: int) -> tuple[float, float, str]:
        value = eci[place]
        return (math.inf if math.isnan(value) else -value, -industries[place], found.regions[place])

    places = sorted(range(len(found.regions)), key=order)
    return RegionalComplexity.assembled(
        **_about(found),
        regions=[
            RegionComplexity.assembled(
                region=found.regions[place],
                name=names.get(found.regions[place]),
                rank=rank if measured and (not has_eci or not math.isnan(eci[place])) else None,
                total=totals[place],
                share=totals[place] / whole if whole else 0.0,
                products=products[place],
                industries=industries[place],
                eci=number(eci[place]),
                missing=[],
            )
            for rank, place in enumerate(places, start=1)
        ],
        missing=gaps(found, lang),
        methodology=methodology(found, lang),
        provenance=sources(found),
    )


def _about(found: "Comparison") -> dict[str, Any]:
    loaded = found.loaded
    return {
        "country": loaded.country,
        "source": loaded.source,
        "year": loaded.year,
        "nomenclature": loaded.nomenclature,
        "unit": loaded.unit,
    }


def withheld(establishments: float | None, lang: Lang) -> Missing:
    """Return why a cell has no value."""
    if establishments is not None and establishments < SMALLEST_CELL:
        said = texts(
            f"Menos de {SMALLEST_CELL} empresas o establecimientos: se suprime.",
            f"Menos de {SMALLEST_CELL} empresas ou estabelecimentos: suprime-se.",
            f"Fewer than {SMALLEST_CELL} firms or establishments: suppressed.",
        )
        return Missing(what="value", reason=Reason.BELOW_THRESHOLD, detail=said[lang])
    said = texts(
        "La fuente reserva la cifra.",
        "A fonte reserva a cifra.",
        "The source withholds the figure.",
    )
    return Missing(what="value", reason=Reason.NOT_REPORTED, detail=said[lang])


def ranking(
    found: "Comparison", product: str, names: Mapping[str, str], headings: Names, lang: Lang
) -> RegionalRanking:
    """Return one of the products compared across the regions."""
    column = found.products.index(product)
    values, rca = found.values[:, column].tolist(), found.rca[:, column].tolist()
    firms = found.establishments[:, column].tolist()
    whole = sum(value for value in values if not math.isnan(value))

    def order(place: int) -> tuple[float, float, str]:
        if math.isnan(rca[place]):
            return (math.inf, 0.0, found.regions[place])
        return (-rca[place], -values[place], found.regions[place])

    ranks: Sequence[int] = sorted(range(len(found.regions)), key=order)
    return RegionalRanking.assembled(
        **_about(found),
        product=product,
        name=found.names.get(product) or headings.of(product, lang),
        pci=number(found.pci[column]),
        regions=[
            RegionalRank.assembled(
                region=found.regions[place],
                name=names.get(found.regions[place]),
                rank=None if math.isnan(rca[place]) else rank,
                value=number(values[place]),
                share=number(values[place] / whole) if whole else None,
                rca=number(rca[place]),
                establishments=None if math.isnan(firms[place]) else int(firms[place]),
                missing=withheld(number(firms[place]), lang) if math.isnan(values[place]) else None,
            )
            for rank, place in enumerate(ranks, start=1)
        ],
        missing=gaps(found, lang),
        methodology=methodology(found, lang),
        provenance=sources(found),
    )
