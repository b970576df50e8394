"""Reads rates of WITS/TRAINS, HS6 averages by partner, as duties and as preferences.

The file is one that WITS gives by importer: a row for each year, partner and subheading. A row
with partner 000 is the rate of all origins; it stands among preferences as WLD, which says that
the source states the best rate of each partner. An average over lines with several rates is no
duty: the duty is then left empty and its text says from what to what it goes.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import LINE, Adapter, Column, texts

from tariff_api.countries.m49 import ALPHA3

if TYPE_CHECKING:
    import polars as pl

GROUPS = {"000": "WLD", "N37": "MERCOSUR", "C45": "GSTP", "B19": "GSTP", "N82": "GSTP"}
"""Partners of WITS that are no country."""
PARTNERS = {**ALPHA3, **GROUPS}
STATED = {"MERCOSUR": "AAP.CE 18", "GSTP": "GSTP"}
"""Agreements that a partner group names by itself."""
REVISIONS = {
    "H0": "HS1992", "H1": "HS1996", "H2": "HS2002", "H3": "HS2007", "H4": "HS2012",
    "H5": "HS2017", "H6": "HS2022",
}  # fmt: skip

_YEAR = texts(
    "`edition` debe ser el año de las filas que se cargan, como edition=2021",
    "`edition` deve ser o ano das linhas que se carregam, como edition=2021",
    "`edition` must be the year of the rows to load, as in edition=2021",
)


def _column(
    name: str,
    type_: ColumnType,
    example: str,
    es: str,
    pt: str,
    en: str,
    *,
    required: bool = True,
    pattern: str | None = None,
    choices: tuple[str, ...] = (),
) -> Column:
    return Column(
        name,
        type_,
        texts(es, pt, en),
        example,
        required=required,
        pattern=pattern,
        choices=choices,
        scale=4,
        minimum=0 if type_ in (ColumnType.DECIMAL, ColumnType.INTEGER) else None,
    )


def _rate(name: str, es: str, pt: str, en: str) -> Column:
    # WITS writes averages with more decimals than a rate has: they are rounded, not refused.
    return _column(name, ColumnType.TEXT, "7.2", es, pt, en, pattern=r"\d{1,6}(\.\d+)?")


_COLUMNS = (
    _column(
        "reporter", ColumnType.TEXT, "076", "Importador, código numérico M49.",
        "Importador, código numérico M49.", "Importer, numeric M49 code.", pattern=r"\d{3}",
    ),
    _column("year", ColumnType.INTEGER, "2021", "Año.", "Ano.", "Year."),
    _column(
        "partner", ColumnType.TEXT, "484",
        "Socio: M49, 000 el mundo, N37 MERCOSUR, C45, B19 y N82 SGPC.",
        "Parceiro: M49, 000 o mundo, N37 MERCOSUL, C45, B19 e N82 SGPC.",
        "Partner: M49, 000 the world, N37 MERCOSUR, C45, B19 and N82 GSTP.",
        choices=tuple(PARTNERS),
    ),
    _column(
        "nomen", ColumnType.TEXT, "H5", "Revisión del Sistema Armonizado, H0 a H6.",
        "Revisão do Sistema Harmonizado, H0 a H6.", "Revision of the Harmonized System, H0 to H6.",
        choices=tuple(REVISIONS),
    ),
    _column(
        "hs6", ColumnType.TEXT, "080122", "Subpartida.", "Subposição.", "Subheading.",
        pattern=r"\d{6}",
    ),
    _column(
        "tariff_type", ColumnType.TEXT, "MFN", "MFN o PREF.", "MFN ou PREF.", "MFN or PREF.",
        choices=("MFN", "PREF"),
    ),
    _rate("simple_avg", "Promedio simple.", "Média simples.", "Simple average."),
    _rate("min_rate", "Tasa mínima.", "Alíquota mínima.", "Lowest rate."),
    _rate("max_rate", "Tasa máxima.", "Alíquota máxima.", "Highest rate."),
    _column(
        "n_lines", ColumnType.INTEGER, "1", "Líneas nacionales.", "Linhas nacionais.",
        "National lines.", required=False,
    ),
    _column(
        "n_pref_lines", ColumnType.INTEGER, "1", "Líneas con preferencia.",
        "Linhas com preferência.", "Lines with a preference.", required=False,
    ),
)  # fmt: skip

Make = Callable[["pl.DataFrame"], "pl.DataFrame"]


def _year(parts: Mapping[str, str]) -> str:
    """Return the year that a slice is of; ValueError where its edition is none."""
    year = parts["edition"]
    if not (year.isdigit() and len(year) == 4):
        raise ValueError(_YEAR)
    return year


def _of_slice(parts: Mapping[str, str]) -> Make:
    """Return what keeps the rows of an importer and a year; those without lines tell nothing."""
    import polars as pl

    year = _year(parts)

    def kept(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.filter(
            pl.col("reporter").replace_strict(ALPHA3, default=None) == parts["importer"],
            pl.col("year") == year,
            pl.col("n_lines").is_not_null() & (pl.col("n_lines") != "0"),
        ).with_columns(
            pl.col("nomen").replace_strict(REVISIONS, default=None).alias("nomenclature"),
            *(
                pl.col(name).cast(pl.Decimal(38, 20)).round(4).cast(pl.Decimal(38, 4))
                for name in ("simple_avg", "min_rate", "max_rate")
            ),
            pl.lit(f"{year}-01-01").alias("valid_from"),
            pl.lit(f"{year}-12-31").alias("valid_to"),
            pl.lit("false").alias("dates_stated"),
            pl.lit(f"{year}-12-31").alias("observed_on"),
        )

    return kept


def _plain(name: str) -> "pl.Expr":
    """Write a rate without trailing zeros."""
    import polars as pl

    return pl.col(name).cast(pl.String).str.replace(r"\.?0+$", "", literal=False)


def _preferences(parts: Mapping[str, str]) -> Make:
    import polars as pl

    of_slice = _of_slice(parts)

    def made(frame: pl.DataFrame) -> pl.DataFrame:
        beneficiary = pl.col("partner").replace_strict(PARTNERS, default=None)
        return of_slice(frame).select(
            LINE,
            "nomenclature",
            pl.col("hs6").alias("code"),
            beneficiary.alias("beneficiary"),
            beneficiary.replace_strict(STATED, default=None).alias("agreement"),
            _plain("simple_avg").alias("rate_percent"),
            _plain("min_rate").alias("rate_min_percent"),
            _plain("max_rate").alias("rate_max_percent"),
            pl.when(pl.col("tariff_type") == "MFN")
            .then(pl.col("n_lines"))
            .otherwise(pl.col("n_pref_lines"))
            .alias("lines_covered"),
            pl.col("n_lines").alias("lines_total"),
            "valid_from",
            "valid_to",
            "dates_stated",
            "observed_on",
        )

    return made


def _duties(parts: Mapping[str, str]) -> Make:
    import polars as pl

    of_slice = _of_slice(parts)

    def made(frame: pl.DataFrame) -> pl.DataFrame:
        is_one = pl.col("min_rate") == pl.col("max_rate")
        low, high, mean = _plain("min_rate"), _plain("max_rate"), _plain("simple_avg")
        span = pl.format("{}–{} % (media {} %, {} líneas)", low, high, mean, pl.col("n_lines"))
        return (
            of_slice(frame)
            .filter(pl.col("tariff_type") == "MFN")
            .select(
                LINE,
                "nomenclature",
                pl.col("hs6").alias("code"),
                pl.when(is_one).then(mean).alias("rate_percent"),
                pl.when(is_one).then(pl.format("{} %", mean)).otherwise(span).alias("rate_text"),
                "valid_from",
                "valid_to",
                "dates_stated",
                "observed_on",
            )
        )

    return made


_ORIGINS = {
    "nomenclature": "nomen",
    "code": "hs6",
    "beneficiary": "partner",
    "rate_percent": "simple_avg",
    "rate_min_percent": "min_rate",
    "rate_max_percent": "max_rate",
    "lines_covered": "n_pref_lines",
    "lines_total": "n_lines",
    "rate_text": "simple_avg",
    "valid_from": "year",
}

TRAINS_PREFERENCES = Adapter(
    "trains",
    texts(
        "WITS/TRAINS por socio y subpartida: las filas del importador y del año de `edition`.",
        "WITS/TRAINS por parceiro e subposição: as linhas do importador e do ano de `edition`.",
        "WITS/TRAINS by partner and subheading: the rows of the importer and the year `edition`.",
    ),
    _COLUMNS,
    _preferences,
    _ORIGINS,
)
TRAINS_DUTIES = Adapter(
    "trains",
    texts(
        "WITS/TRAINS, filas MFN por subpartida; donde las líneas difieren, la tasa queda vacía.",
        "WITS/TRAINS, linhas MFN por subposição; onde as linhas diferem, a taxa fica vazia.",
        "WITS/TRAINS, MFN rows by subheading; where lines differ the rate is left empty.",
    ),
    _COLUMNS,
    _duties,
    _ORIGINS,
)
