"""What a request asks of chains, checked: which chain, which country, in which nomenclature."""

from typing import Annotated

from eslabon.contracts.codes import CountryInput
from eslabon.contracts.iso3166 import alpha3
from fastapi import Path
from servicekit.problems import ProblemError
from servicekit.releases.dataset import texts

from niche_api.chains.book import Book

ChainId = Annotated[
    str,
    Path(
        pattern=r"^[a-z][a-z0-9-]{1,39}$",
        description="Identifier of the chain.",
        examples=["castana"],
    ),
]
CountryPath = Annotated[
    CountryInput, Path(description="Country, ISO 3166-1, alpha-3 or alpha-2.", examples=["BOL"])
]


def known_chain(book: Book, chain: str, pointer: str = "/path/chain") -> str:
    """Return the chain; raise a problem where it is not loaded."""
    if chain in book.chains:
        return chain
    detail = texts(
        f"No hay una cadena {chain}; /v1/chains lista las que hay.",
        f"Não há uma cadeia {chain}; /v1/chains lista as que existem.",
        f"There is no chain {chain}; /v1/chains lists those there are.",
    )
    raise ProblemError(404, "unknown_chain", detail, errors=[(pointer, detail, "unknown_chain")])


def known_country(code: str, pointer: str) -> str:
    """Return the alpha-3 code; raise a problem where ISO 3166-1 has no such country."""
    found = alpha3(code)
    if found is not None:
        return found
    detail = texts(
        f"{code} no es un país: use un código ISO 3166-1 de dos o tres letras, como BOL.",
        f"{code} não é um país: use um código ISO 3166-1 de duas ou três letras, como BOL.",
        f"{code} is no country: use an ISO 3166-1 code of two or three letters, like BOL.",
    )
    raise ProblemError(
        404, "unknown_country", detail, errors=[(pointer, detail, "unknown_country")]
    )


def known_nomenclature(book: Book, asked: str) -> str:
    """Return the nomenclature; raise a problem where no code of a chain is in it."""
    if not book.nomenclatures or asked in book.nomenclatures:
        return asked
    names = ", ".join(book.nomenclatures)
    detail = texts(
        f"Los códigos de las cadenas están en {names}; convierta el código de {asked} con "
        "/v1/correlations de tariff-api.",
        f"Os códigos das cadeias estão em {names}; converta o código de {asked} com "
        "/v1/correlations de tariff-api.",
        f"Codes of chains are in {names}; convert the {asked} code with /v1/correlations of "
        "tariff-api.",
    )
    kind = "nomenclature_not_loaded"
    raise ProblemError(422, kind, detail, errors=[("/query/nomenclature", detail, kind)])
