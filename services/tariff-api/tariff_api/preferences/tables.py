"""Dataset of the reduced duties that a market grants to partners or groups of partners."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, texts

from tariff_api.national_tariffs.aec import AEC_PREFERENCES
from tariff_api.preferences.trains import TRAINS_PREFERENCES
from tariff_api.schema import (
    DATES_STATED,
    DIGITS,
    NOMENCLATURE,
    OBSERVED_ON,
    SCHEMA,
    VALID_FROM,
    VALID_TO,
    before,
    metadata,
    one_nomenclature,
)


def _rate(name: str, es: str, pt: str, en: str) -> Column:
    return Column(
        name, ColumnType.DECIMAL, texts(es, pt, en), "7.2", minimum=0, maximum=3000, scale=4
    )


PREFERENCES = Dataset(
    SCHEMA,
    "preferences",
    "preferences",
    texts(
        "Derechos preferenciales por beneficiario, sobre líneas nacionales o subpartidas.",
        "Direitos preferenciais por beneficiário, sobre linhas nacionais ou subposições.",
        "Preferential duties by beneficiary, on national lines or subheadings.",
    ),
    (
        Column(
            "nomenclature",
            ColumnType.TEXT,
            texts(
                "Nomenclatura de los códigos.",
                "Nomenclatura dos códigos.",
                "Nomenclature of the codes.",
            ),
            "HS2017",
            pattern=NOMENCLATURE,
        ),
        Column(
            "code",
            ColumnType.TEXT,
            texts(
                "Línea nacional o subpartida de seis cifras.",
                "Linha nacional ou subposição de seis algarismos.",
                "National line or six-digit subheading.",
            ),
            "080122",
            key=True,
            pattern=DIGITS,
        ),
        Column(
            "beneficiary",
            ColumnType.TEXT,
            texts(
                "País (alfa-3) o esquema; WLD es lo que pagan los demás orígenes y dice que la "
                "fuente declara la mejor tasa de cada socio. CAN es Canadá: la Comunidad Andina "
                "se escribe miembro por miembro.",
                "País (alfa-3) ou esquema; WLD é o que pagam as demais origens e diz que a fonte "
                "declara a melhor alíquota de cada parceiro. CAN é o Canadá: a Comunidade Andina "
                "escreve-se membro por membro.",
                "Country (alpha-3) or scheme; WLD is what all other origins pay and says that the "
                "source states the best rate of each partner. CAN is Canada: the Andean Community "
                "is written member by member.",
            ),
            "MEX",
            key=True,
            pattern=r"[A-Z][A-Z_]{1,30}",
        ),
        Column(
            "agreement",
            ColumnType.TEXT,
            texts(
                "Código del acuerdo, solo cuando la fuente lo declara.",
                "Código do acordo, só quando a fonte o declara.",
                "Code of the agreement, only where the source states it.",
            ),
            "AAP.CE 18",
            required=False,
            key=True,
            max_length=40,
        ),
        _rate(
            "rate_percent",
            "Derecho preferencial medio sobre las líneas, en porcentaje.",
            "Direito preferencial médio sobre as linhas, em porcentagem.",
            "Mean preferential duty over the lines, in percent.",
        ),
        _rate(
            "rate_min_percent",
            "El menor de las líneas.",
            "O menor das linhas.",
            "Lowest of the lines.",
        ),
        _rate(
            "rate_max_percent",
            "El mayor de las líneas.",
            "O maior das linhas.",
            "Highest of the lines.",
        ),
        Column(
            "lines_covered",
            ColumnType.INTEGER,
            texts(
                "Líneas nacionales con preferencia.",
                "Linhas nacionais com preferência.",
                "National lines with the preference.",
            ),
            "1",
            minimum=0,
        ),
        Column(
            "lines_total",
            ColumnType.INTEGER,
            texts(
                "Líneas nacionales del código.",
                "Linhas nacionais do código.",
                "National lines of the code.",
            ),
            "1",
            minimum=1,
        ),
        VALID_FROM,
        VALID_TO,
        DATES_STATED,
        OBSERVED_ON,
    ),
    slice_by=("source", "importer", "edition"),
    adapters=(TRAINS_PREFERENCES, AEC_PREFERENCES),
    checks=(
        Check(
            """select 'valid_to', code || ' ' || valid_to from tariff.preferences
            where release_id = :release and valid_to < valid_from""",
            before("valid_from"),
        ),
        Check(
            """select 'rate_percent', code || ' ' || beneficiary from tariff.preferences
            where release_id = :release
                and not rate_percent between rate_min_percent and rate_max_percent""",
            texts(
                "debe estar entre rate_min_percent y rate_max_percent",
                "deve estar entre rate_min_percent e rate_max_percent",
                "must lie between rate_min_percent and rate_max_percent",
            ),
        ),
        Check(
            """select 'lines_covered', code || ' ' || beneficiary from tariff.preferences
            where release_id = :release and lines_covered > lines_total""",
            texts(
                "no puede ser mayor que lines_total",
                "não pode ser maior que lines_total",
                "must not be above lines_total",
            ),
        ),
        one_nomenclature("preferences"),
    ),
    metadata=metadata,
)

preferences = PREFERENCES.table
