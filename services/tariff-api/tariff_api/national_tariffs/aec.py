"""Reads the national tariff of a MERCOSUR member as printed: extra-zone and intra-zone rates.

The table has a row for each code, with its digits; rows of five, seven or nine digits are groups,
whose texts go before those of the codes below them. The extra-zone rate is the duty that the
member levies; the intra-zone rate is what MERCOSUR pays, under AAP.CE 18. The common external
tariff stands beside them and is loaded nowhere: where it differs from the extra-zone rate, it is
not what is levied.
"""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import LINE, Adapter, Column, Texts, texts

if TYPE_CHECKING:
    import polars as pl

LEVELS = (2, 4, 6, 8, 10)
AGREEMENT, BENEFICIARY = "AAP.CE 18", "MERCOSUR"
_RATE = r"\d{1,4}([.,]\d{1,4})?"
_EDITION = re.compile(r"(?P<year>20\d\d)(?:-(?P<month>0[1-9]|1[0-2]))?")
_WRONG_EDITION = texts(
    "`edition` debe ser el año o el mes del arancel, desde 2017, como edition=2024-04: de ahí se"
    " toma desde cuándo rige",
    "`edition` deve ser o ano ou o mês da tarifa, desde 2017, como edition=2024-04: daí se toma"
    " desde quando vale",
    "`edition` must be the year or month of the tariff, from 2017 on, as in edition=2024-04: the"
    " day it begins is taken from it",
)
FIRST_OF_2017, FIRST_OF_2022 = "2017-01", "2022-04"
"""Months from which the MERCOSUR nomenclature follows the Harmonized System 2017 and 2022."""


def _column(name: str, said: Texts, example: str, pattern: str | None, required: bool) -> Column:
    return Column(
        name,
        ColumnType.TEXT,
        said,
        example,
        required=required,
        pattern=pattern,
        dropped=r"\s" if pattern else None,
        max_length=8_000,
    )


_COLUMNS = (
    _column(
        "code",
        texts("Código, 4 a 10 cifras.", "Código, 4 a 10 algarismos.", "Code, 4 to 10 digits."),
        "0101210000",
        r"\d{2,10}",
        True,
    ),
    _column(
        "description_es",
        texts("Texto de la fila.", "Texto da linha.", "Text of the row."),
        "Reproductores de raza pura",
        None,
        True,
    ),
    _column(
        "ez_pct",
        texts("Tasa extrazona.", "Alíquota extrazona.", "Extra-zone rate."),
        "12.6",
        _RATE,
        False,
    ),
    _column(
        "iz_pct",
        texts("Tasa intrazona.", "Alíquota intrazona.", "Intra-zone rate."),
        "0",
        _RATE,
        False,
    ),
)

Make = Callable[["pl.DataFrame"], "pl.DataFrame"]


def _month(parts: Mapping[str, str]) -> str:
    """Return the month in which an edition begins; ValueError where it can't be told."""
    found = _EDITION.fullmatch(parts["edition"])
    if found is None or (month := f"{found['year']}-{found['month'] or '01'}") < FIRST_OF_2017:
        raise ValueError(_WRONG_EDITION)
    return month


def _plain(text: str) -> str:
    """Return a text without its dashes, footnote stars, closing colon and repeated blanks."""
    words = " ".join(text.split()).replace(")*", ")").replace("»*", "»")
    return re.sub(r"^(?:-\s*)+", "", words).rstrip(" :").strip()


def _rate(name: str) -> "pl.Expr":
    import polars as pl

    return pl.col(name).str.replace(",", ".", literal=True)


def _once() -> Callable[["pl.DataFrame"], "pl.DataFrame"]:
    """Return what keeps the first row of a code that the table prints twice."""
    import polars as pl

    seen: set[str] = set()

    def kept(frame: pl.DataFrame) -> pl.DataFrame:
        first = frame.unique("code", keep="first", maintain_order=True)
        known = pl.Series(sorted(seen), dtype=pl.String)
        first = first.filter(~pl.col("code").is_in(known.implode()))
        seen.update(first["code"])
        return first

    return kept


def _tariff(parts: Mapping[str, str]) -> Make:
    import polars as pl

    month = _month(parts)
    once = _once()
    written: dict[str, str] = {}

    def text(code: str) -> str:
        """Return a code's own text after those of the groups between it and the code above."""
        above = max((n for n in LEVELS if n < len(code) and code[:n] in written), default=0)
        between = (code[:n] for n in range(above + 1, len(code) + 1))
        return " > ".join(filter(None, (written.get(one, "") for one in between)))

    def made(frame: pl.DataFrame) -> pl.DataFrame:
        first = once(frame)
        for code, said in zip(first["code"], first["description_es"], strict=True):
            written.setdefault(code, _plain(said))
        return (
            first.filter(pl.col("code").str.len_chars().is_in(LEVELS))
            .with_columns(pl.col("code").map_elements(text, pl.String).alias("text_es"))
            .select(
                LINE,
                "code",
                "text_es",
                _rate("ez_pct").alias("rate_percent"),
                pl.col("ez_pct").alias("rate_text"),
                pl.lit("HS2022" if month >= FIRST_OF_2022 else "HS2017").alias("hs_revision"),
                pl.lit(f"{month}-01").alias("valid_from"),
            )
        )

    return made


def _within(parts: Mapping[str, str]) -> Make:
    import polars as pl

    month = _month(parts)
    once = _once()

    def made(frame: pl.DataFrame) -> pl.DataFrame:
        rate = _rate("iz_pct")
        return once(frame.filter(pl.col("iz_pct").is_not_null())).select(
            LINE,
            pl.lit(parts["importer"] + parts["edition"]).alias("nomenclature"),
            "code",
            pl.lit(BENEFICIARY).alias("beneficiary"),
            pl.lit(AGREEMENT).alias("agreement"),
            rate.alias("rate_percent"),
            rate.alias("rate_min_percent"),
            rate.alias("rate_max_percent"),
            pl.lit("1").alias("lines_covered"),
            pl.lit("1").alias("lines_total"),
            pl.lit(f"{month}-01").alias("valid_from"),
            pl.lit(f"{month[:4]}-12-31").alias("valid_to"),
            pl.lit("false").alias("dates_stated"),
            pl.lit(f"{month}-01").alias("observed_on"),
        )

    return made


AEC_TARIFF = Adapter(
    "aec",
    texts(
        "Arancel nacional de un miembro del MERCOSUR, con su columna extrazona.",
        "Tarifa nacional de um membro do MERCOSUL, com sua coluna extrazona.",
        "National tariff of a member of MERCOSUR, with its extra-zone column.",
    ),
    _COLUMNS,
    _tariff,
    {"text_es": "description_es", "rate_percent": "ez_pct", "rate_text": "ez_pct"},
)
AEC_PREFERENCES = Adapter(
    "aec",
    texts(
        "Arancel nacional de un miembro del MERCOSUR, con su columna intrazona (AAP.CE 18).",
        "Tarifa nacional de um membro do MERCOSUL, com sua coluna intrazona (AAP.CE 18).",
        "National tariff of a member of MERCOSUR, with its intra-zone column (AAP.CE 18).",
    ),
    _COLUMNS,
    _within,
    {
        "rate_percent": "iz_pct",
        "rate_min_percent": "iz_pct",
        "rate_max_percent": "iz_pct",
    },
)
