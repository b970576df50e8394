"""The dataflows that are served, declared: each stands for one edition of the Harmonized System."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from servicekit.language import Texts, texts

from matrix_api.sdmx import codelists, components
from matrix_api.sdmx.components import Component, Kind
from matrix_api.sdmx.cubes import Cube, Edition, Reader


@dataclass(frozen=True, eq=False)
class Dataflow:
    """What a dataflow is made of, whatever is loaded of it."""

    prefix: str
    """Its id, before the edition of the Harmonized System."""
    names: Texts
    descriptions: Texts
    dimensions: tuple[Component, ...]
    """Without the year."""
    kind: Kind
    unit: str
    attributes: tuple[Component, ...] = ()
    """Beside the status, the unit and the provenance, which all have."""

    def cube(self, nomenclature: str, editions: Iterable[Edition], reader: Reader) -> Cube:
        """Return the dataflow of one edition of the Harmonized System, as it is loaded."""
        of_products = replace(components.PRODUCT, codelist=codelists.products(nomenclature))
        return Cube(
            id=f"{self.prefix}_{nomenclature}",
            names={lang: f"{text} ({nomenclature})" for lang, text in self.names.items()},
            descriptions=self.descriptions,
            dimensions=tuple(
                of_products if one is components.PRODUCT else one for one in self.dimensions
            ),
            kind=self.kind,
            unit=self.unit,
            attributes=self.attributes,
            editions=tuple(editions),
            reader=reader,
        )


FLOWS = Dataflow(
    prefix="FLOWS",
    names=texts("Comercio bilateral", "Comércio bilateral", "Bilateral trade"),
    descriptions=texts(
        "Valor FOB de lo que un país vende a otro de cada subpartida en un año. Por cada año y "
        "producto responde una fuente: la preferida que lo trae. Un par listado sin fila es cero.",
        "Valor FOB do que um país vende a outro de cada subposição em um ano. Por cada ano e "
        "produto responde uma fonte: a preferida que o traz. Um par listado sem linha é zero.",
        "FOB value of what one country sells another of each subheading in a year. One source "
        "answers for each year and product: the preferred one that holds it. A pair that is "
        "listed and has no row is zero.",
    ),
    dimensions=(
        components.FREQ,
        components.EXPORTER,
        components.IMPORTER,
        components.PRODUCT,
        components.REPORTED_BY,
    ),
    kind=Kind.DECIMAL,
    unit="USD",
    attributes=(components.WEIGHT_KG, components.QUANTITY, components.QUANTITY_UNIT),
)
TOTALS = Dataflow(
    prefix="TOTALS",
    names=texts(
        "Exportaciones e importaciones totales",
        "Exportações e importações totais",
        "Total exports and imports",
    ),
    descriptions=texts(
        "Lo que cada país exporta e importa de cada producto con todo el mundo en un año; WLD es "
        "el mundo y TOTAL es todo lo que comercia.",
        "O que cada país exporta e importa de cada produto com todo o mundo em um ano; WLD é o "
        "mundo e TOTAL é tudo o que comercia.",
        "What each country exports and imports of each product with the whole world in a year; "
        "WLD is the world and TOTAL is all that is traded.",
    ),
    dimensions=(
        components.FREQ,
        components.REF_AREA,
        components.TRADE_FLOW,
        components.PRODUCT,
    ),
    kind=Kind.DECIMAL,
    unit="USD",
)
RCA = Dataflow(
    prefix="RCA",
    names=texts(
        "Ventaja comparativa revelada (Balassa)",
        "Vantagem comparativa revelada (Balassa)",
        "Revealed comparative advantage (Balassa)",
    ),
    descriptions=texts(
        "Parte de un producto en lo que exporta el país, sobre la que tiene en el mundo. Sin valor "
        "en los años de los que no está cargada la canasta entera.",
        "Parte de um produto no que exporta o país, sobre a que tem no mundo. Sem valor nos anos "
        "de que não está carregada a cesta inteira.",
        "Share of a product in what the country exports over its share in the world. Without value "
        "in years of which the whole basket is not loaded.",
    ),
    dimensions=(components.FREQ, components.REF_AREA, components.PRODUCT),
    kind=Kind.NUMBER,
    unit="RATIO",
)
EMPALME = Dataflow(
    prefix="EMPALME",
    names=texts("Matrices de Empalme", "Matrizes de Encaixe", "Matrices de Empalme"),
    descriptions=texts(
        "Índice de empalme: cuánto una partida que un miembro exporta atiende lo que los demás "
        "compran y no le compran. Compara partidas de un exportador, nunca exportadores. El año "
        "es el último de los promediados.",
        "Índice de encaixe: quanto uma posição que um membro exporta atende o que os demais "
        "compram e não compram dele. Compara posições de um exportador, nunca exportadores. O ano "
        "é o último da média.",
        "Índice de empalme: how well a heading that a member exports meets what the others buy "
        "and not from it. It compares headings of one exporter, never exporters. The year is the "
        "last of those averaged.",
    ),
    dimensions=(
        components.FREQ,
        components.EDITION,
        components.EXPORTER,
        components.IMPORTER,
        components.VARIANT,
        components.PRODUCT,
    ),
    kind=Kind.NUMBER,
    unit="RATIO",
    attributes=components.OF_MATRICES,
)
