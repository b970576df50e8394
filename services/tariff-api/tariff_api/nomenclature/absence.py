"""Says why a code is not in a nomenclature, and which codes stand for it there."""

from collections.abc import Mapping, Sequence

from eslabon.contracts.envelope import Lang
from eslabon.contracts.nomenclature import Correlation
from servicekit.problems import ProblemError
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.faults import refused, unknown_code
from tariff_api.nomenclature import correlation, repository
from tariff_api.quotes.reference import NomenclatureRow

MOST_NAMED = 10
POINTER = "/path/code"


async def absent(
    snapshot: Snapshot,
    nomenclatures: Mapping[str, NomenclatureRow],
    wanted: NomenclatureRow,
    code: str,
) -> ProblemError:
    """Return the problem of a code that a nomenclature has not.

    A subheading of another revision of the Harmonized System is `code_of_another_edition` (404),
    with one item of `errors` for each code that stands for it, its kind as the item's code.
    A code that only other nomenclatures have is `wrong_nomenclature` (422), any other
    `unknown_code` (404).
    """
    releases = {row.codes: row.name for row in nomenclatures.values() if row.codes is not None}
    beginnings = [code[:digits] for digits in range(len(code), 1, -2)]
    held = await repository.places(snapshot, list(releases), beginnings)
    places = {(releases[release], one) for release, one in held}
    revisions = [
        row.name
        for row in nomenclatures.values()
        if row.kind == "HS"
        and (row.name, code[:6]) in places
        and row.name != wanted.hs_revision
        and len(code) >= 6
    ]
    if revisions and (wanted.hs_revision, code[:6]) not in places:
        # The revision nearest in time is the one that a person most likely has at hand.
        edition = min(revisions, key=lambda one: (_distance(one, wanted.hs_revision), one))
        table = await correlation.table(snapshot, edition, wanted.hs_revision)
        if table.path:
            return _of_another_edition(code, edition, wanted, table.below(code[:6]))
    elsewhere = sorted(name for name, one in places if one == code)
    if elsewhere:
        return refused([unknown_code(code, wanted.name, POINTER, elsewhere)])
    nearest = next((one for one in beginnings if (wanted.name, one) in places), None)
    return (
        refused([unknown_code(code, wanted.name, POINTER, [])])
        if nearest is None
        else _below(code, wanted.name, nearest)
    )


def _distance(one: str, other: str) -> int:
    return abs(int(one[2:]) - int(other[2:]))


def _of_another_edition(
    code: str, edition: str, wanted: NomenclatureRow, found: Sequence[Correlation]
) -> ProblemError:
    """Return the problem of a subheading of another revision, naming its counterparts."""
    name = wanted.name
    if not found:
        detail = texts(
            f"{code} es de {edition} y no está en {name}; la tabla de correspondencias no dice "
            f"con qué código de {wanted.hs_revision} se corresponde. Búsquelo en /v1/search.",
            f"{code} é de {edition} e não está em {name}; a tabela de correspondências não diz a "
            f"que código de {wanted.hs_revision} corresponde. Procure-o em /v1/search.",
            f"{code} is of {edition} and not in {name}; the table of correlations names no code "
            f"of {wanted.hs_revision} for it. Look it up in /v1/search.",
        )
        return ProblemError(
            404, "code_of_another_edition", detail, errors=[(POINTER, detail, "NOT_IDENTIFIED")]
        )
    named = ", ".join(f"{row.to_code} ({row.kind})" for row in found[:MOST_NAMED])
    if len(found) > MOST_NAMED:
        named += f"… ({len(found)})"
    detail = texts(
        f"{code} es de {edition} y no está en {name}; le corresponde {named}. Pida uno de esos.",
        f"{code} é de {edition} e não está em {name}; corresponde-lhe {named}. Peça um desses.",
        f"{code} is of {edition} and not in {name}; it corresponds to {named}. Ask for one of "
        "them.",
    )
    errors = [
        (
            POINTER,
            {
                lang: f"{edition} {row.from_code} → {row.to_nomenclature} {row.to_code} "
                f"({row.kind}; {' > '.join(row.path)})"
                for lang in Lang
            },
            row.kind.value,
        )
        for row in found[:MOST_NAMED]
    ]
    return ProblemError(404, "code_of_another_edition", detail, errors=errors)


def _below(code: str, nomenclature: str, nearest: str) -> ProblemError:
    """Return the problem of a code that goes past what the nomenclature has."""
    detail = texts(
        f"{code} no existe en {nomenclature}; lo más cercano por encima es {nearest}: vea sus "
        f"hijos en /v1/nomenclatures/{nomenclature}/codes/{nearest}.",
        f"{code} não existe em {nomenclature}; o mais próximo acima é {nearest}: veja seus "
        f"filhos em /v1/nomenclatures/{nomenclature}/codes/{nearest}.",
        f"{code} does not exist in {nomenclature}; the nearest above it is {nearest}: see its "
        f"children in /v1/nomenclatures/{nomenclature}/codes/{nearest}.",
    )
    return ProblemError(404, "unknown_code", detail, errors=[(POINTER, detail, "unknown_code")])
