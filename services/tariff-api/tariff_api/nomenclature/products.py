"""Codes as they leave, each with its ancestors and children."""

from collections.abc import Sequence

from eslabon.contracts.tariff import Product
from servicekit.releases.dataset import Texts, texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature import repository
from tariff_api.quotes.reference import NomenclatureRow


async def products(
    snapshot: Snapshot, nomenclature: NomenclatureRow, asked: Sequence[str]
) -> list[Product]:
    """Return those of the codes that the nomenclature has, in their order."""
    if nomenclature.codes is None:
        return []
    rows = await repository.families(snapshot, nomenclature.codes, asked)
    by_code = {row["code"]: row for row in rows}
    found: list[Product] = []
    for code in dict.fromkeys(asked):
        row = by_code.get(code)
        if row is None:
            continue
        above = [by_code.get(code[:digits]) for digits in range(2, len(code), 2)]
        below = [one for one in rows if one["parent"] == code]
        itself = repository.code(row, nomenclature.name, snapshot.lang)
        found.append(
            Product(
                **dict(itself),
                hs6=code[:6] if len(code) >= 6 else None,
                hs_revision=nomenclature.hs_revision,
                description_es=row["text_es"],
                description_pt=row["text_pt"],
                description_en=row["text_en"],
                ancestors=[
                    repository.code(one, nomenclature.name, snapshot.lang) for one in above if one
                ],
                children=[repository.code(one, nomenclature.name, snapshot.lang) for one in below],
            )
        )
    return found


def not_loaded(nomenclature: str) -> Texts:
    """Say that a nomenclature is known and its codes are not loaded."""
    return texts(
        f"Los códigos de {nomenclature} no están cargados.",
        f"Os códigos de {nomenclature} não estão carregados.",
        f"The codes of {nomenclature} are not loaded.",
    )
