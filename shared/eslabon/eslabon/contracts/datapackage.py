"""A Frictionless data package: the tables that are to be had whole, described for programs."""

from enum import StrEnum

from pydantic import Field

from eslabon.contracts.envelope import Contract, Provenance


class FieldType(StrEnum):
    """Type of a column, as Table Schema names it."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    ARRAY = "array"


class TableField(Contract):
    """One column."""

    name: str
    type: FieldType
    description: str | None = Field(default=None, exclude_if=lambda said: said is None)


class TableSchema(Contract):
    """The columns of a table, and which of them tell its rows apart."""

    fields: list[TableField]
    primary_key: list[str] = Field(serialization_alias="primaryKey")


class Licence(Contract):
    """The terms of the figures, as their source names them."""

    name: str
    title: str


class Source(Contract):
    """Who made the figures, and where."""

    title: str
    path: str | None = Field(default=None, exclude_if=lambda path: path is None)


class Resource(Contract):
    """One table as a file."""

    name: str
    profile: str = "data-resource"
    title: str
    description: str
    """How to cite it, and what it lacks."""
    path: str
    """Address, relative to that of the package; it names the publication, so it never changes."""
    format: str = "parquet"
    mediatype: str = "application/vnd.apache.parquet"
    table_schema: TableSchema = Field(serialization_alias="schema")
    licenses: list[Licence]
    sources: list[Source]
    provenance: Provenance
    sha256: str
    """Of the file that its source's figures were loaded from."""


class DataPackage(Contract):
    """The tables of a service that are to be had whole, at one publication."""

    profile: str = "data-package"
    name: str
    title: str
    description: str
    version: str
    """Number of the publication."""
    resources: list[Resource]
