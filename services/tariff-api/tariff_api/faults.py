"""What to change in a request: faults of parameters and bodies, and the problem they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from eslabon.contracts.envelope import Lang
from servicekit.problems import ProblemError
from servicekit.releases.dataset import Texts, texts

from tariff_api.quotes.reference import CountryRow, NomenclatureRow, Reference

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Fault:
    """What to change in an ask."""

    status: int
    kind: str
    pointer: str
    detail: Texts


def refused(faults: Sequence[Fault]) -> ProblemError:
    """Return one problem for all faults of a request."""
    first = faults[0]
    detail = first.detail
    if len(faults) > 1:
        others = len(faults) - 1
        detail = texts(
            f"{first.detail[Lang.ES]} Hay {others} más en `errors`.",
            f"{first.detail[Lang.PT]} Há mais {others} em `errors`.",
            f"{first.detail[Lang.EN]} There are {others} more in `errors`.",
        )
    errors = [(one.pointer, one.detail, one.kind) for one in faults]
    return ProblemError(first.status, first.kind, detail, errors=errors)


def known(found: Found | Fault) -> Found:
    """Return what was found; raise its problem where it is a fault."""
    if isinstance(found, Fault):
        raise refused([found])
    return found


def country(reference: Reference, code: str, pointer: str) -> CountryRow | Fault:
    """Return a country by its alpha-2 or alpha-3 code."""
    return reference.countries.get(code) or unknown_country(code, pointer)


def unknown_country(code: str, pointer: str) -> Fault:
    """Return the fault of a code that no country has."""
    return Fault(
        404,
        "unknown_country",
        pointer,
        texts(
            f"{code} no es un país conocido; use un código ISO 3166-1, por ejemplo BRA.",
            f"{code} não é um país conhecido; use um código ISO 3166-1, por exemplo BRA.",
            f"{code} is not a known country; use an ISO 3166-1 code, for example BRA.",
        ),
    )


def unknown_code(code: str, nomenclature: str, pointer: str, elsewhere: Sequence[str]) -> Fault:
    """Return the fault of a code that is not in its nomenclature, naming those it is in."""
    if elsewhere:
        names = ", ".join(elsewhere)
        return Fault(
            422,
            "wrong_nomenclature",
            pointer,
            texts(
                f"{code} no está en {nomenclature} y sí en {names}; dígalo con `nomenclature`, o "
                f"use el código de {nomenclature}.",
                f"{code} não está em {nomenclature} e sim em {names}; diga-o com `nomenclature`, "
                f"ou use o código de {nomenclature}.",
                f"{code} is not in {nomenclature} but in {names}; say so with `nomenclature`, or "
                f"use the code of {nomenclature}.",
            ),
        )
    return Fault(
        404,
        "unknown_code",
        pointer,
        texts(
            f"{code} no existe en {nomenclature}; búsquelo en /v1/search.",
            f"{code} não existe em {nomenclature}; procure-o em /v1/search.",
            f"{code} does not exist in {nomenclature}; look it up in /v1/search.",
        ),
    )


def unknown_nomenclature(name: str, known: Mapping[str, NomenclatureRow], pointer: str) -> Fault:
    """Return the fault of a nomenclature that is not loaded."""
    names = ", ".join(sorted(known)) or "—"
    return Fault(
        404,
        "unknown_nomenclature",
        pointer,
        texts(
            f"{name} no es una nomenclatura cargada; las que hay son {names}.",
            f"{name} não é uma nomenclatura carregada; as que há são {names}.",
            f"{name} is not a loaded nomenclature; those there are: {names}.",
        ),
    )


def too_broad(code: str, pointer: str) -> Fault:
    """Return the fault of a code that is too short to have a duty of its own."""
    return Fault(
        422,
        "code_too_broad",
        pointer,
        texts(
            f"{code} es un capítulo; pida una partida de cuatro cifras o más.",
            f"{code} é um capítulo; peça uma posição de quatro algarismos ou mais.",
            f"{code} is a chapter; ask for a heading of four digits or more.",
        ),
    )


def same_country(iso3: str, pointer: str) -> Fault:
    """Return the fault of a pair whose exporter is its importer."""
    return Fault(
        422,
        "same_country",
        pointer,
        texts(
            f"{iso3} no se importa a sí mismo; cambie `exporter` o `importer`.",
            f"{iso3} não importa de si mesmo; troque `exporter` ou `importer`.",
            f"{iso3} does not import from itself; change `exporter` or `importer`.",
        ),
    )
