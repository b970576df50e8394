"""Codes as they leave, each with its ancestors, children, predecessors and successors."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from eslabon.contracts.nomenclature import Code, Product
from servicekit.releases.dataset import Texts, texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature import correlation, repository
from tariff_api.nomenclature.correlation import Table
from tariff_api.nomenclature.harmonised import HARMONISED
from tariff_api.quotes.reference import NomenclatureRow


async def products(
    snapshot: Snapshot,
    nomenclature: NomenclatureRow,
    harmonised: NomenclatureRow | None,
    asked: Sequence[str],
) -> list[Product]:
    """Return those of the codes that the nomenclature has, in their order.

    A national nomenclature that does not open a subheading has no row of six digits for it: its
    texts are then those of the revision of the Harmonized System that it follows, `harmonised`.
    """
    if nomenclature.codes is None:
        return []
    texts_of = (await HARMONISED.at(snapshot, nomenclature.hs_revision))[snapshot.lang]
    written = partial(
        repository.code, nomenclature=nomenclature.name, lang=snapshot.lang, harmonised=texts_of
    )
    neighbours = await correlation.neighbours(snapshot, nomenclature.hs_revision)
    rows = await repository.families(snapshot, nomenclature.codes, asked)
    own = _written(rows, nomenclature, written, neighbours, asked)
    absent = [code for code in asked if code not in own and len(code) <= 6]
    if absent and harmonised and harmonised.codes and harmonised is not nomenclature:
        lines = await repository.below(snapshot, nomenclature.codes, absent)
        borrowed = await repository.families(snapshot, harmonised.codes, absent)
        for code, product in _written(borrowed, nomenclature, written, neighbours, absent).items():
            children = [written(row) for row in lines if row["code"].startswith(code)]
            if children:
                changes = {"children": children, "is_line": False}
                own[code] = product.model_copy(update=changes)
    return [own[code] for code in dict.fromkeys(asked) if code in own]


def _written(
    rows: Sequence[Any],
    nomenclature: NomenclatureRow,
    written: Callable[[Any], Code],
    neighbours: tuple[Table | None, Table | None],
    asked: Sequence[str],
) -> dict[str, Product]:
    by_code = {row["code"]: row for row in rows}
    before, after = neighbours
    found: dict[str, Product] = {}
    for code in asked:
        row = by_code.get(code)
        if row is None:
            continue
        above = [by_code.get(code[:digits]) for digits in range(2, len(code), 2)]
        hs6 = code[:6] if len(code) >= 6 else None
        found[code] = Product(
            **dict(written(row)),
            hs6=hs6,
            hs_revision=nomenclature.hs_revision,
            description_es=row["text_es"],
            description_pt=row["text_pt"],
            description_en=row["text_en"],
            path_es=row["path_es"],
            path_pt=row["path_pt"],
            path_en=row["path_en"],
            ancestors=[written(one) for one in above if one],
            children=[written(one) for one in rows if one["parent"] == code],
            predecessors=before.below(hs6) if before and hs6 else [],
            successors=after.below(hs6) if after and hs6 else [],
        )
    return found


def not_loaded(nomenclature: str) -> Texts:
    """Say that a nomenclature is known and its codes are not loaded."""
    return texts(
        f"Los códigos de {nomenclature} no están cargados.",
        f"Os códigos de {nomenclature} não estão carregados.",
        f"The codes of {nomenclature} are not loaded.",
    )
