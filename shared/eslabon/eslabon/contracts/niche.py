"""What niche-api says: productive chains and the products that belong to them."""

from enum import StrEnum

from eslabon.contracts.envelope import Contract, Provenance


class Specificity(StrEnum):
    """How closely a product code follows a chain."""

    EXACT = "EXACT"
    SHARED = "SHARED"
    PROXY = "PROXY"


class ChainName(Contract):
    """What a chain is called in one country."""

    country: str
    lang: str
    name: str


class ChainProduct(Contract):
    """A product code that goods of a chain are traded under."""

    chain: str
    nomenclature: str
    code: str
    form: str
    specificity: Specificity
    """EXACT: the code holds this product alone; SHARED: others too; PROXY: a stand-in."""
    basis: str
    """D documented, I inferred, A assumed."""
    source: str


class Chain(Contract):
    """A productive chain, such as the Brazil nut."""

    id: str
    name: str
    species: list[str]
    in_report: bool
    """One of the six chains of the regional workshop of 2023."""
    disputed: bool
    note: str | None
    names: list[ChainName]
    products: list[ChainProduct]
    provenance: list[Provenance]
