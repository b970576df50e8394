"""Which lists are to be had whole, year by year: their addresses, columns and terms."""

from collections.abc import Mapping
from urllib.parse import urlencode

from eslabon.contracts.datapackage import (
    FieldType,
    Licence,
    Resource,
    Source,
    TableField,
    TableSchema,
)
from eslabon.contracts.envelope import Contract, Missing
from eslabon.contracts.indicators import Advantage, Total
from eslabon.contracts.matrix import Flow
from servicekit.language import Texts, texts
from servicekit.releases.snapshot import Current, Snapshot
from servicekit.tabular import Kind, table_of

from matrix_api.flows import loaded as flows
from matrix_api.totals import loaded as totals

_TYPES = {
    Kind.TEXT: FieldType.STRING,
    Kind.TEXTS: FieldType.ARRAY,
    Kind.INTEGER: FieldType.INTEGER,
    Kind.NUMBER: FieldType.NUMBER,
    Kind.DECIMAL: FieldType.NUMBER,
    Kind.BOOLEAN: FieldType.BOOLEAN,
    Kind.DATE: FieldType.DATE,
    Kind.TIME: FieldType.DATETIME,
}
_KEYS: Mapping[type[Contract], tuple[str, ...]] = {
    Flow: ("year", "product", "exporter", "importer"),
    Total: ("year", "area", "product"),
    Advantage: ("exporter", "product"),
}
_FLOWS = texts("Flujos bilaterales", "Fluxos bilaterais", "Bilateral flows")
_TOTALS = texts(
    "Exportaciones e importaciones por país y producto",
    "Exportações e importações por país e produto",
    "Exports and imports by country and product",
)
_ADVANTAGE = texts(
    "Ventaja comparativa revelada", "Vantagem comparativa revelada", "Revealed advantage"
)


def schema(model: type[Contract]) -> TableSchema:
    """Return the columns of a list of contracts as a file has them."""
    fields = [
        TableField(
            name=column.name,
            type=_TYPES[column.kind],
            description=model.model_fields[column.name].description,
        )
        for column in table_of(model).columns
    ]
    return TableSchema(fields=fields, primary_key=list(_KEYS[model]))


def _resource(
    snapshot: Snapshot,
    path: str,
    asked: Mapping[str, str | int],
    title: Texts,
    model: type[Contract],
    release: Current,
    lacks: list[Missing],
) -> Resource:
    year, source = release.parts["year"], release.parts["source"]
    query = urlencode({**asked, "format": "parquet", "publication": snapshot.published.n})
    return Resource(
        name=f"{path}-{source}-{year}".lower(),
        title=f"{title[snapshot.lang]}, {source} {year}",
        description=". ".join([release.cite_as, *(one.detail for one in lacks if one.detail)]),
        path=f"{path}?{query}",
        table_schema=schema(model),
        licenses=[Licence(name=release.licence, title=release.licence)],
        sources=[Source(title=release.source, path=release.url)],
        provenance=release.provenance(),
        sha256=release.sha256,
    )


async def resources(snapshot: Snapshot) -> list[Resource]:
    """Return every list of a year that is to be had whole, of the sources that answer."""
    return [
        *await _flows(snapshot),
        *[found for edition in await totals.editions(snapshot) for found in _of(edition, snapshot)],
    ]


async def _flows(snapshot: Snapshot) -> list[Resource]:
    everything = await flows.editions(snapshot)
    return [
        _resource(
            snapshot,
            "flows",
            {"nomenclature": nomenclature, "year_from": year, "year_to": year},
            _FLOWS,
            Flow,
            edition.release,
            [],
        )
        for nomenclature in sorted({one.held.nomenclature for one in everything})
        for year, edition in flows.by_year(flows.of_nomenclature(everything, nomenclature)).items()
    ]


def _of(edition: totals.Edition, snapshot: Snapshot) -> list[Resource]:
    """Return what is to be had of an edition of totals, at its finest level."""
    asked: dict[str, str | int] = {
        "source": edition.source,
        "nomenclature": edition.extent.nomenclature,
        "year": edition.year,
        "level": edition.extent.level,
    }
    lacks = edition.partial(snapshot.lang)
    found = [_resource(snapshot, "exports", asked, _TOTALS, Total, edition.release, lacks)]
    stored = snapshot.releases("rca", **edition.release.parts)
    if edition.is_whole and stored:
        found.append(_resource(snapshot, "rca", asked, _ADVANTAGE, Advantage, stored[0], []))
    return found
