"""Reads BACI as CEPII distributes it: one csv of a year for each revision of the HS.

Columns `t,i,j,k,v,q`: year, exporter, importer, product, thousands of dollars, tonnes. CEPII pads
numbers with blanks, and some editions lose the leading zero of a product. The file does not say its
revision of the Harmonized System, its name does: so there is an adapter for each.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from eslabon.contracts.matrix import Reporter
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import LINE, Adapter, Column, texts

from matrix_api.flows.areas import BACI
from matrix_api.totals.names import REVISIONS

if TYPE_CHECKING:
    import polars as pl

UNSPECIFIED = "9999AA"
"""Goods of no kind: no subheading, left out."""
_DECIMALS = 7
_COUNTRY = texts(
    "no es un número de país de BACI (como 484, México; 842, Estados Unidos)",
    "não é um número de país de BACI (como 484, México; 842, Estados Unidos)",
    "not a country number of BACI (as 484, Mexico; 842, United States)",
)
_AMOUNT = texts(
    "no es un número positivo con punto decimal, como 19.427",
    "não é um número positivo com ponto decimal, como 19.427",
    "not a positive number with a decimal point, as 19.427",
)


def _country(name: str, es: str, pt: str, en: str) -> Column:
    return Column(
        name, ColumnType.TEXT, texts(es, pt, en), "484", form=_COUNTRY, choices=tuple(BACI)
    )


def _amount(name: str, example: str, es: str, pt: str, en: str, *, required: bool) -> Column:
    number = rf"[0-9]{{1,11}}(\.[0-9]{{1,{_DECIMALS}}})?"
    return Column(
        name,
        ColumnType.TEXT,
        texts(es, pt, en),
        example,
        required=required,
        pattern=number if required else f"NA|{number}",
        form=_AMOUNT,
        dropped=" ",
    )


_COLUMNS = (
    Column("t", ColumnType.TEXT, texts("Año.", "Ano.", "Year."), "2022", pattern="[0-9]{4}"),
    _country("i", "País que vende.", "País que vende.", "Country that sells."),
    _country("j", "País que compra.", "País que compra.", "Country that buys."),
    Column(
        "k",
        ColumnType.TEXT,
        texts("Subpartida.", "Subposição.", "Subheading."),
        "850300",
        pattern=f"[0-9]{{5,6}}|{UNSPECIFIED}",
    ),
    _amount("v", "19.427", "Miles de dólares.", "Milhares de dólares.", "Thousands of dollars.",
        required=True),
    _amount("q", "4.534", "Toneladas, o NA.", "Toneladas, ou NA.", "Tonnes, or NA.",
        required=False),
)  # fmt: skip
_ORIGINS = {
    "exporter": "i",
    "importer": "j",
    "nomenclature": "t",
    "product": "k",
    "value_usd": "v",
    "weight_kg": "q",
    "reported_by": "i",
}
Make = Callable[["pl.DataFrame"], "pl.DataFrame"]


def _reading(revision: str) -> Callable[[Mapping[str, str]], Make]:
    def begin(parts: Mapping[str, str]) -> Make:
        import polars as pl

        def thousands(name: str) -> "pl.Expr":
            exact = pl.col(name).cast(pl.Decimal(38, _DECIMALS), strict=False)
            return (exact * 1000).cast(pl.Decimal(38, 4))

        def made(frame: "pl.DataFrame") -> "pl.DataFrame":
            of_slice = pl.col("t") == parts["year"]
            return frame.filter(of_slice, pl.col("k") != UNSPECIFIED).select(
                LINE,
                pl.col("i").replace_strict(BACI).alias("exporter"),
                pl.col("j").replace_strict(BACI).alias("importer"),
                pl.lit(revision).alias("nomenclature"),
                pl.col("k").str.zfill(6).alias("product"),
                thousands("v").alias("value_usd"),
                thousands("q").alias("weight_kg"),
                pl.lit(Reporter.RECONCILED.value).alias("reported_by"),
            )

        return made

    return begin


def _adapter(revision: str) -> Adapter:
    short = f"hs{revision[-2:]}"
    return Adapter(
        f"baci-{short}",
        texts(
            f"BACI de CEPII, un archivo anual BACI_{short.upper()}_Y…_V….csv ({revision}).",
            f"BACI do CEPII, um arquivo anual BACI_{short.upper()}_Y…_V….csv ({revision}).",
            f"CEPII's BACI, one yearly file BACI_{short.upper()}_Y…_V….csv ({revision}).",
        ),
        _COLUMNS,
        _reading(revision),
        _ORIGINS,
    )


BACI_YEARS = tuple(_adapter(revision) for revision in REVISIONS)
