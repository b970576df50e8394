"""Dataset of the reduced duties that a market grants to partners or groups of partners."""

from dataclasses import replace
from typing import Any

from eslabon.contracts.preferences import PreferenceKind
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, texts

from tariff_api.duties import expression
from tariff_api.duties.season import SEASON_FROM, SEASON_TO, whole_season
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


def _rate(name: str, example: str, maximum: int, es: str, pt: str, en: str) -> Column:
    return Column(
        name,
        ColumnType.DECIMAL,
        texts(es, pt, en),
        example,
        required=False,
        minimum=0,
        maximum=maximum,
        scale=4,
    )


def _text(name: str, es: str, pt: str, en: str, **limits: Any) -> Column:
    return Column(name, ColumnType.TEXT, texts(es, pt, en), "", required=False, **limits)


def _lines(name: str, minimum: int, es: str, pt: str, en: str) -> Column:
    return Column(name, ColumnType.INTEGER, texts(es, pt, en), "1", required=False, minimum=minimum)


PREFERENCES = Dataset(
    SCHEMA,
    "preferences",
    "preferences",
    texts(
        "Derechos preferenciales por beneficiario, sobre líneas nacionales o sobre los códigos de "
        "arriba (gana el más largo), y lo que queda fuera de cada acuerdo.",
        "Direitos preferenciais por beneficiário, sobre linhas nacionais ou sobre os códigos acima "
        "(ganha o mais longo), e o que fica fora de cada acordo.",
        "Preferential duties by beneficiary, on national lines or the codes above them (the "
        "longest wins), and what is outside each agreement.",
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
                "Línea nacional, o el comienzo de varias.",
                "Linha nacional, ou o começo de várias.",
                "National line, or the beginning of several.",
            ),
            "080122",
            key=True,
            pattern=DIGITS,
        ),
        Column(
            "beneficiary",
            ColumnType.TEXT,
            texts(
                "País (alfa-3) o esquema. WLD, sin acuerdo, es lo que pagan los demás orígenes y "
                "dice que la fuente declara la mejor tasa de cada socio; con acuerdo, todos sus "
                "beneficiarios. CAN es Canadá: la Comunidad Andina se escribe miembro por miembro.",
                "País (alfa-3) ou esquema. WLD, sem acordo, é o que pagam as demais origens e diz "
                "que a fonte declara a melhor alíquota de cada parceiro; com acordo, todos os seus "
                "beneficiários. CAN é o Canadá: a Comunidade Andina escreve-se membro por membro.",
                "Country (alpha-3) or scheme. WLD without an agreement is what all other origins "
                "pay and says that the source states the best rate of each partner; with one, all "
                "its beneficiaries. CAN is Canada: the Andean Community is written by member.",
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
            "7.2",
            3000,
            "Derecho que queda, en porcentaje; la media sobre las líneas si no es el mismo en "
            "todas. Se da este, o margin_percent, o expression.",
            "Direito que resta, em porcentagem; a média sobre as linhas se não é o mesmo em todas. "
            "Dá-se este, ou margin_percent, ou expression.",
            "Duty left, in percent; the mean over the lines where they differ. Give this, or "
            "margin_percent, or expression.",
        ),
        _rate(
            "rate_min_percent",
            "7.2",
            3000,
            "El menor de las líneas; vacío si todas pagan rate_percent.",
            "O menor das linhas; vazio se todas pagam rate_percent.",
            "Lowest of the lines; empty where all pay rate_percent.",
        ),
        _rate(
            "rate_max_percent",
            "7.2",
            3000,
            "El mayor de las líneas; vacío si todas pagan rate_percent.",
            "O maior das linhas; vazio se todas pagam rate_percent.",
            "Highest of the lines; empty where all pay rate_percent.",
        ),
        _lines(
            "lines_covered",
            0,
            "Líneas nacionales con preferencia; vacío si es el código entero.",
            "Linhas nacionais com preferência; vazio se é o código inteiro.",
            "National lines with the preference; empty for the whole code.",
        ),
        _lines(
            "lines_total",
            1,
            "Líneas nacionales del código; vacío si es el código entero.",
            "Linhas nacionais do código; vazio se é o código inteiro.",
            "National lines of the code; empty for the whole code.",
        ),
        VALID_FROM,
        replace(
            VALID_TO,
            required=False,
            description=texts(
                "Último día de vigencia, incluido; vacío si sigue vigente. Un cronograma de "
                "desgravación son varias filas con distinto valid_from.",
                "Último dia de vigência, inclusive; vazio se segue vigente. Um cronograma de "
                "desgravação são várias linhas com distinto valid_from.",
                "Last day in force, inclusive; empty where it holds on. A schedule of elimination "
                "is several rows with different valid_from.",
            ),
        ),
        DATES_STATED,
        OBSERVED_ON,
        _rate(
            "margin_percent",
            "",
            100,
            "Reducción en porcentaje del derecho de nación más favorecida.",
            "Redução em porcentagem do direito de nação mais favorecida.",
            "Reduction in percent of the most-favoured-nation duty.",
        ),
        _text(
            "expression",
            "Derecho que queda cuando no es un solo porcentaje: `0.36 USD/kg`.",
            "Direito que resta quando não é uma só porcentagem: `0.36 USD/kg`.",
            "Duty left where it is not one percentage: `0.36 USD/kg`.",
            pattern=expression.PATTERN,
        ),
        _text(
            "kind",
            "GRANT (o vacío) concede; EXCEPTION dice que el código queda fuera del acuerdo.",
            "GRANT (ou vazio) concede; EXCEPTION diz que o código fica fora do acordo.",
            "GRANT (or empty) grants; EXCEPTION says that the code is outside the agreement.",
            choices=tuple(PreferenceKind),
        ),
        _text(
            "beneficiary_except",
            "Países del esquema que no la reciben, separados por `|`.",
            "Países do esquema que não a recebem, separados por `|`.",
            "Countries of the scheme that do not get it, joined by `|`.",
            pattern=r"[A-Z]{3}(\|[A-Z]{3})*",
        ),
        _text(
            "observation",
            "Texto que la limita a una parte de la línea («solo para…»).",
            "Texto que a limita a uma parte da linha («somente para…»).",
            "Text that limits it to a part of the line (“only for…”).",
        ),
        SEASON_FROM,
        SEASON_TO,
        _text(
            "quota",
            "Cupo al que está sujeta: su identificador en `quotas`.",
            "Cota a que está sujeita: seu identificador em `quotas`.",
            "Quota that it is subject to: its identifier in `quotas`.",
            key=True,
            max_length=80,
        ),
        _text(
            "legal_base",
            "Norma que la concede.",
            "Norma que a concede.",
            "Act that grants it.",
        ),
    ),
    slice_by=("source", "importer", "edition"),
    adapters=(TRAINS_PREFERENCES, AEC_PREFERENCES),
    checks=(
        Check(
            """select 'valid_to', code || ' ' || valid_to
        from tariff.preferences where release_id = :release and valid_to < valid_from""",
            before("valid_from"),
        ),
        Check(
            """select 'rate_percent', code || ' ' || beneficiary
        from tariff.preferences where release_id = :release
            and not rate_percent between rate_min_percent and rate_max_percent""",
            texts(
                "debe estar entre rate_min_percent y rate_max_percent",
                "deve estar entre rate_min_percent e rate_max_percent",
                "must lie between rate_min_percent and rate_max_percent",
            ),
        ),
        Check(
            """select 'lines_covered', code || ' ' || beneficiary
        from tariff.preferences where release_id = :release and lines_covered > lines_total""",
            texts(
                "no puede ser mayor que lines_total",
                "não pode ser maior que lines_total",
                "must not be above lines_total",
            ),
        ),
        Check(
            """select 'rate_percent', code || ' ' || beneficiary
        from tariff.preferences where release_id = :release
            and coalesce(kind, 'GRANT') = 'GRANT'
            and num_nonnulls(rate_percent, margin_percent, expression) <> 1""",
            texts(
                "dé exactamente uno de rate_percent, margin_percent y expression",
                "dê exatamente um de rate_percent, margin_percent e expression",
                "give exactly one of rate_percent, margin_percent and expression",
            ),
        ),
        Check(
            """select 'rate_min_percent', code || ' ' || beneficiary
        from tariff.preferences where release_id = :release
            and (num_nonnulls(rate_min_percent, rate_max_percent) = 1
                or rate_min_percent is not null and rate_percent is null)""",
            texts(
                "rate_min_percent y rate_max_percent acompañan a rate_percent, los dos o ninguno",
                "rate_min_percent e rate_max_percent acompanham rate_percent, os dois ou nenhum",
                "rate_min_percent and rate_max_percent go with rate_percent, both or neither",
            ),
        ),
        Check(
            """select 'lines_total', code || ' ' || beneficiary
        from tariff.preferences where release_id = :release
            and num_nonnulls(lines_covered, lines_total) = 1""",
            texts(
                "dé lines_covered y lines_total, los dos o ninguno",
                "dê lines_covered e lines_total, os dois ou nenhum",
                "give lines_covered and lines_total, both or neither",
            ),
        ),
        Check(
            """select 'kind', code || ' ' || beneficiary
        from tariff.preferences where release_id = :release and kind = 'EXCEPTION'
            and (agreement is null
                or num_nonnulls(rate_percent, margin_percent, expression) > 0)""",
            texts(
                "una excepción nombra su acuerdo y no lleva derecho ni margen",
                "uma exceção nomeia seu acordo e não leva direito nem margem",
                "an exception names its agreement and has neither duty nor margin",
            ),
        ),
        whole_season("preferences", "code || ' ' || beneficiary"),
        one_nomenclature("preferences"),
    ),
    metadata=metadata,
)

preferences = PREFERENCES.table
