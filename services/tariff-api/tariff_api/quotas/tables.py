"""Dataset of tariff quotas: who may bring in how much of what at which duty."""

from dataclasses import replace

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from tariff_api.charges.tables import AREAS, REFERENCE, SLUG
from tariff_api.schema import NOMENCLATURE, NOTE, SCHEMA, VALID_FROM, VALID_TO, metadata


def _optional(name: str, kind: ColumnType, example: str, es: str, pt: str, en: str) -> Column:
    return Column(name, kind, texts(es, pt, en), example, required=False)


def _figure(name: str, example: str, es: str, pt: str, en: str) -> Column:
    return replace(_optional(name, ColumnType.DECIMAL, example, es, pt, en), minimum=0)


QUOTAS = Dataset(
    SCHEMA,
    "quotas",
    "quotas",
    texts(
        "Cupos arancelarios: cuánto puede entrar con un derecho menor.",
        "Cotas tarifárias: quanto pode entrar com um direito menor.",
        "Tariff quotas: how much may enter at a lower duty.",
    ),
    (
        Column(
            "quota",
            ColumnType.TEXT,
            texts(
                "Nombre corto del cupo, en minúsculas; las preferencias lo citan.",
                "Nome curto da cota, em minúsculas; as preferências o citam.",
                "Short name of the quota, in lower case; preferences refer to it.",
            ),
            "mercosur-ue-miel",
            key=True,
            pattern=SLUG,
            max_length=60,
        ),
        replace(
            _optional(
                "agreement",
                ColumnType.TEXT,
                "AAP.CE 6",
                "Código del acuerdo que lo abre.",
                "Código do acordo que a abre.",
                "Code of the agreement that opens it.",
            ),
            max_length=40,
        ),
        Column(
            "importer",
            ColumnType.TEXT,
            texts(
                "País (alfa-3) o esquema que lo otorga; varios separados por | si la fuente no "
                "dice cuál.",
                "País (alfa-3) ou esquema que a outorga; vários separados por | se a fonte não "
                "diz qual.",
                "Country (alpha-3) or scheme that grants it; several joined by | where the source "
                "does not say which.",
            ),
            "EU",
            pattern=AREAS,
        ),
        Column(
            "beneficiary",
            ColumnType.TEXT,
            texts(
                "País (alfa-3) o esquema que lo usa, varios separados por |; WLD si es todo país.",
                "País (alfa-3) ou esquema que a usa, vários separados por |; WLD se é toda origem.",
                "Country (alpha-3) or scheme that uses it, several joined by |; WLD for every one.",
            ),
            "MERCOSUR",
            pattern=AREAS,
        ),
        Column(
            "product_es",
            ColumnType.TEXT,
            texts(
                "Producto como lo nombra la fuente.",
                "Produto como a fonte o nomeia.",
                "Goods as the source names them.",
            ),
            "Miel",
        ),
        replace(
            _optional(
                "nomenclature",
                ColumnType.TEXT,
                "HS2022",
                "Nomenclatura de codes.",
                "Nomenclatura de codes.",
                "Nomenclature of codes.",
            ),
            pattern=NOMENCLATURE,
        ),
        replace(
            _optional(
                "codes",
                ColumnType.TEXT,
                "0409|040900",
                "Comienzos de los códigos, separados por |; vacío si la fuente no los da.",
                "Começos dos códigos, separados por |; vazio se a fonte não os dá.",
                "Beginnings of the codes, joined by |; empty where the source gives none.",
            ),
            pattern=r"[0-9]{2,12}(\|[0-9]{2,12})*",
        ),
        _figure("volume", "45000", "Cantidad.", "Quantidade.", "Quantity."),
        _optional(
            "unit",
            ColumnType.TEXT,
            "t",
            "Unidad de volume y balance.",
            "Unidade de volume e balance.",
            "Unit of volume and balance.",
        ),
        _figure(
            "value_usd",
            "1000000",
            "Valor en dólares, si el cupo es de valor.",
            "Valor em dólares, se a cota é de valor.",
            "Value in dollars, where the quota is of value.",
        ),
        _optional(
            "period",
            ColumnType.TEXT,
            "año calendario",
            "Período, como lo escribe la fuente.",
            "Período, como a fonte o escreve.",
            "Period, as the source writes it.",
        ),
        replace(VALID_FROM, required=False, key=False),
        replace(VALID_TO, required=False),
        _figure(
            "in_quota_rate_percent",
            "7.5",
            "Derecho dentro del cupo, en porcentaje.",
            "Direito dentro da cota, em porcentagem.",
            "Duty within the quota, in percent.",
        ),
        _figure(
            "out_of_quota_rate_percent",
            "99",
            "Derecho fuera del cupo, en porcentaje.",
            "Direito fora da cota, em porcentagem.",
            "Duty beyond the quota, in percent.",
        ),
        _optional(
            "administrator",
            ColumnType.TEXT,
            "",
            "Quién lo administra.",
            "Quem a administra.",
            "Who administers it.",
        ),
        _figure(
            "balance",
            "1200",
            "Saldo en balance_on; vacío si no se conoce.",
            "Saldo em balance_on; vazio se não se conhece.",
            "What was left on balance_on; empty where it is not known.",
        ),
        _optional(
            "balance_on",
            ColumnType.DATE,
            "2025-03-31",
            "Día del saldo.",
            "Dia do saldo.",
            "Day of the balance.",
        ),
        REFERENCE,
        NOTE,
    ),
    slice_by=("source",),
    checks=(
        """select 'balance_on', quota, 'un saldo tiene un día, y un día de saldo un saldo'
        from tariff.quotas where release_id = :release and (balance is null) <> (balance_on is null)
        limit 100""",
        """select 'valid_to', quota || ' ' || valid_to, 'es anterior a valid_from'
        from tariff.quotas where release_id = :release and valid_to < valid_from limit 100""",
    ),
    metadata=metadata,
)

quotas = QUOTAS.table
