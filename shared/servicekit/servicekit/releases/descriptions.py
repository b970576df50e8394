"""Datasets described to those who fill them: columns, templates and what is loaded."""

import csv
import io

from eslabon.contracts import sync
from eslabon.contracts.envelope import Lang

from servicekit.releases.dataset import Adapter, Column, Dataset
from servicekit.releases.snapshot import Published


def columns(dataset: Dataset, lang: Lang) -> list[sync.Column]:
    """Return a dataset's columns in one language."""
    return [_column(column, lang) for column in dataset.columns]


def adapter(one: Adapter, lang: Lang) -> sync.Adapter:
    """Return an adapter in one language."""
    return sync.Adapter(
        name=one.name,
        description=one.description[lang],
        columns=tuple(_column(column, lang) for column in one.columns),
    )


def _column(column: Column, lang: Lang) -> sync.Column:
    return sync.Column(
        name=column.name,
        type=column.type,
        required=column.required,
        key=column.key,
        description=column.description[lang],
        example=column.example,
        choices=column.choices,
        pattern=column.pattern,
        minimum=column.minimum,
        maximum=column.maximum,
        max_length=column.max_length if column.type is sync.ColumnType.TEXT else None,
        decimals=column.scale if column.type is sync.ColumnType.DECIMAL else None,
    )


def template(dataset: Dataset) -> bytes:
    """Return a csv of the dataset's header and one example row."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(column.name for column in dataset.columns)
    writer.writerow(column.example for column in dataset.columns)
    return buffer.getvalue().encode()


def coverage(service: str, published: Published) -> list[sync.CoverageRow]:
    """Return which slices are loaded, from whom and for which years."""
    return [
        sync.CoverageRow(
            service=service,
            dataset=release.dataset,
            slice=release.slice,
            release=release.id,
            rows=release.rows,
            year=release.year,
            source=release.source,
            licence=release.licence,
        )
        for release in published.releases
    ]
