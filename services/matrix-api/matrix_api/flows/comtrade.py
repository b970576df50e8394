"""Reads csv of UN Comtrade: of its present API and site, and of the API and bulk files before 2023.

Exports are what the reporter sells, imports what it buys; imports are valued CIF, as reported. Rows
that sum others are left out (the world as partner, codes of other than six digits, groups of
countries), and so are re-exports, re-imports, partners that are no country and the parts of a flow
by customs procedure, transport or second partner. A zero weight or quantity is one not reported.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eslabon.contracts.matrix import Reporter
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import LINE, Adapter, Column, Texts, texts

from matrix_api.flows.areas import AREAS
from matrix_api.totals.names import REVISIONS, SUBHEADING

if TYPE_CHECKING:
    import polars as pl

OTHER_ASIA = {"S19": "TWN"}
REVISION_OF = {f"H{number}": revision for number, revision in enumerate(REVISIONS)}
NO_UNIT = ("N/A", "-1", "No Quantity")
_AMOUNT = r"[0-9]{1,14}(\.[0-9]+)?"
_KEEPS = texts(
    "De UN Comtrade se leen exportaciones e importaciones anuales, con un país como socio, de"
    " subpartidas del Sistema Armonizado (seis dígitos).",
    "Do UN Comtrade leem-se exportações e importações anuais, com um país como parceiro, de"
    " subposições do Sistema Harmonizado (seis dígitos).",
    "Of UN Comtrade, yearly exports and imports are read, with a country as partner, of"
    " subheadings of the Harmonized System (six digits).",
)


@dataclass(frozen=True)
class _Layout:
    """How a file names what is read of it; `wholes` are the values of a flow that is no part."""

    year: str
    flow: str
    exports: str
    imports: str
    reporter: str
    partner: str
    classification: str
    code: str
    value: str
    weight: str
    quantity: str
    unit: str
    wholes: Mapping[str, str]

    def columns(self) -> tuple[Column, ...]:
        """Return the columns that are read."""
        return (
            _text(self.year, "2022", "Año.", "Ano.", "Year.", pattern="[0-9]{4}"),
            _text(
                self.flow,
                self.exports,
                f"{self.exports} exportación, {self.imports} importación.",
                f"{self.exports} exportação, {self.imports} importação.",
                f"{self.exports} export, {self.imports} import.",
            ),
            _text(self.reporter, "MEX", "Quien declara.", "Quem declara.", "Who reports.",
                required=False),
            _text(self.partner, "BRA", "Su socio.", "Seu parceiro.", "Its partner.",
                required=False),
            _text(self.classification, "H6", "Revisión, H0 a H6.", "Revisão, H0 a H6.",
                "Revision, H0 to H6."),
            _text(self.code, "850300", "Código.", "Código.", "Code."),
            _text(self.value, "19427654", "Dólares.", "Dólares.", "Dollars.",
                pattern=_AMOUNT),
            _text(self.weight, "4534246", "Peso neto en kg.", "Peso líquido em kg.",
                "Net weight in kg.", required=False, pattern=_AMOUNT),
            _text(self.quantity, "1200", "Cantidad.", "Quantidade.", "Quantity.",
                required=False, pattern=f"-1|{_AMOUNT}"),
            _text(self.unit, "u", "Unidad de la cantidad.", "Unidade da quantidade.",
                "Unit of the quantity.", required=False),
            *(
                _text(name, whole, f"{whole} o vacío: el total.", f"{whole} ou vazio: o total.",
                    f"{whole} or empty: the whole.", required=False)
                for name, whole in self.wholes.items()
            ),
        )  # fmt: skip

    def begin(self, parts: Mapping[str, str]) -> Callable[["pl.DataFrame"], "pl.DataFrame"]:
        """Return what makes flows of a block of the file."""
        import polars as pl

        sells = pl.col(self.flow) == self.exports
        areas = pl.Series(AREAS).implode()
        amount = pl.Decimal(38, 4)

        def area(name: str) -> pl.Expr:
            code = pl.col(name).str.strip_chars().replace(OTHER_ASIA)
            return pl.when(code.is_in(areas)).then(code)

        def measured(name: str) -> pl.Expr:
            number = pl.col(name).cast(amount, strict=False)
            return pl.when(number > 0).then(number)

        def made(frame: pl.DataFrame) -> pl.DataFrame:
            reporter, partner = area(self.reporter), area(self.partner)
            is_told = pl.col(self.unit).is_not_null() & ~pl.col(self.unit).is_in(NO_UNIT)
            quantity = pl.when(is_told).then(measured(self.quantity))
            return (
                frame.filter(
                    pl.col(self.year) == parts["year"],
                    pl.col(self.flow).is_in([self.exports, self.imports]),
                    pl.col(self.code).str.contains(f"^{SUBHEADING}$"),
                    pl.col(self.classification).is_in(list(REVISION_OF)),
                    *(
                        pl.col(name).is_null() | (pl.col(name) == whole)
                        for name, whole in self.wholes.items()
                    ),
                )
                .select(
                    LINE,
                    pl.when(sells).then(reporter).otherwise(partner).alias("exporter"),
                    pl.when(sells).then(partner).otherwise(reporter).alias("importer"),
                    pl.col(self.classification).replace(REVISION_OF).alias("nomenclature"),
                    pl.col(self.code).alias("product"),
                    pl.col(self.value).cast(amount).alias("value_usd"),
                    measured(self.weight).alias("weight_kg"),
                    quantity.alias("quantity"),
                    pl.when(quantity.is_not_null()).then(self.unit).alias("quantity_unit"),
                    pl.when(sells)
                    .then(pl.lit(Reporter.EXPORTER.value))
                    .otherwise(pl.lit(Reporter.IMPORTER.value))
                    .alias("reported_by"),
                )
                .drop_nulls(["exporter", "importer"])
            )

        return made

    def adapter(self, name: str, description: Texts) -> Adapter:
        """Return the adapter of this layout."""
        origins = {
            "exporter": self.reporter,
            "importer": self.partner,
            "nomenclature": self.classification,
            "product": self.code,
            "value_usd": self.value,
            "weight_kg": self.weight,
            "quantity": self.quantity,
            "quantity_unit": self.unit,
            "reported_by": self.flow,
        }
        return Adapter(name, description, self.columns(), self.begin, origins, _KEEPS)


def _text(
    name: str,
    example: str,
    es: str,
    pt: str,
    en: str,
    *,
    required: bool = True,
    pattern: str | None = None,
) -> Column:
    return Column(
        name, ColumnType.TEXT, texts(es, pt, en), example, required=required, pattern=pattern
    )


COMTRADE = _Layout(
    year="refYear",
    flow="flowCode",
    exports="X",
    imports="M",
    reporter="reporterISO",
    partner="partnerISO",
    classification="classificationCode",
    code="cmdCode",
    value="primaryValue",
    weight="netWgt",
    quantity="qty",
    unit="qtyUnitAbbr",
    wholes={
        "typeCode": "C",
        "freqCode": "A",
        "partner2Code": "0",
        "customsCode": "C00",
        "motCode": "0",
    },
).adapter(
    "comtrade",
    texts(
        "UN Comtrade, csv de la API actual y del sitio (refYear, reporterISO, cmdCode…).",
        "UN Comtrade, csv da API atual e do sítio (refYear, reporterISO, cmdCode…).",
        "UN Comtrade, csv of the present API and site (refYear, reporterISO, cmdCode…).",
    ),
)
COMTRADE_LEGACY = _Layout(
    year="Year",
    flow="Trade Flow Code",
    exports="2",
    imports="1",
    reporter="Reporter ISO",
    partner="Partner ISO",
    classification="Classification",
    code="Commodity Code",
    value="Trade Value (US$)",
    weight="Netweight (kg)",
    quantity="Qty",
    unit="Qty Unit",
    wholes={"2nd Partner Code": "0", "Customs Proc. Code": "C00", "Mode of Transport Code": "0"},
).adapter(
    "comtrade-legacy",
    texts(
        "UN Comtrade, csv de la API y los archivos masivos anteriores a 2023 (Classification,"
        " Year…).",
        "UN Comtrade, csv da API e dos arquivos em massa anteriores a 2023 (Classification,"
        " Year…).",
        "UN Comtrade, csv of the API and bulk files before 2023 (Classification, Year…).",
    ),
)
