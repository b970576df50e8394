"""How complexity was computed, in three languages."""

from eslabon.contracts.envelope import Lang, Methodology, Parameter
from servicekit.releases.dataset import texts

from niche_api.complexity.universe import UNIVERSE

_SUMMARY = texts(
    "Complejidad económica (Atlas of Economic Complexity, recuadro 2.1): vector propio de quién "
    "exporta qué con ventaja revelada. El PCI está en la escala del ECI: el ECI de un país es la "
    "media del PCI de sus productos. El índice lo determinan los países y productos con "
    "exportaciones por encima de los mínimos; falta el mínimo de población, porque no hay datos de "
    "población cargados. Los demás países se miden con ese índice y no tienen puesto. Solo bienes; "
    "las reexportaciones no se distinguen.",
    "Complexidade econômica (Atlas of Economic Complexity, quadro 2.1): autovetor de quem exporta "
    "o quê com vantagem revelada. O PCI está na escala do ECI: o ECI de um país é a média do PCI "
    "de seus produtos. O índice é determinado pelos países e produtos com exportações acima dos "
    "mínimos; falta o mínimo de população, porque não há dados de população carregados. Os demais "
    "países medem-se com esse índice e não têm posição. Só bens; as reexportações não se "
    "distinguem.",
    "Economic complexity (Atlas of Economic Complexity, box 2.1): eigenvector of who exports what "
    "with revealed advantage. PCI is on the scale of ECI: a country's ECI is the mean PCI of its "
    "products. Countries and products with exports above the least ones determine the index; there "
    "is no least population, as no data on population are loaded. Other countries are measured by "
    "that index and have no rank. Goods only; re-exports are not told apart.",
)


def methodology(lang: Lang, *told: Parameter) -> Methodology:
    """Return how complexity is computed; `told` is what else a request chose."""
    return Methodology(
        id="economic-complexity",
        version="1",
        summary=_SUMMARY[lang],
        parameters=[*UNIVERSE.parameters(), *told],
    )
