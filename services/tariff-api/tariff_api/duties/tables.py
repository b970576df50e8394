"""Dataset of the duties that a market levies on every origin, line by line."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, texts

from tariff_api.preferences.trains import TRAINS_DUTIES
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

DUTIES = Dataset(
    SCHEMA,
    "duties",
    "duties",
    texts(
        "Derechos de importación de nación más favorecida, por línea nacional.",
        "Direitos de importação de nação mais favorecida, por linha nacional.",
        "Most-favoured-nation import duties, by national line.",
    ),
    (
        Column(
            "nomenclature",
            ColumnType.TEXT,
            texts(
                "Nomenclatura nacional y edición.",
                "Nomenclatura nacional e edição.",
                "National nomenclature and edition.",
            ),
            "PER2022",
            pattern=NOMENCLATURE,
        ),
        Column(
            "code",
            ColumnType.TEXT,
            texts(
                "Línea nacional: solo cifras, con ceros a la izquierda.",
                "Linha nacional: só algarismos, com zeros à esquerda.",
                "National line: digits only, with leading zeros.",
            ),
            "0801220000",
            key=True,
            pattern=DIGITS,
        ),
        Column(
            "rate_percent",
            ColumnType.DECIMAL,
            texts(
                "Derecho ad valorem en porcentaje del valor en aduana; vacío si es específico.",
                "Direito ad valorem em porcentagem do valor aduaneiro; vazio se for específico.",
                "Ad valorem duty in percent of customs value; empty where it is specific.",
            ),
            "6",
            required=False,
            minimum=0,
            maximum=3000,
        ),
        Column(
            "rate_text",
            ColumnType.TEXT,
            texts(
                "El derecho como lo escribe la fuente.",
                "O direito como a fonte o escreve.",
                "The duty as the source writes it.",
            ),
            "6 %",
        ),
        VALID_FROM,
        VALID_TO,
        DATES_STATED,
        OBSERVED_ON,
        Column(
            "legal_base",
            ColumnType.TEXT,
            texts("Norma que lo fija.", "Norma que o fixa.", "Act that sets it."),
            "DS 404-2021-EF",
            required=False,
        ),
    ),
    slice_by=("source", "importer", "edition"),
    adapters=(TRAINS_DUTIES,),
    checks=(
        Check(
            """select 'valid_to', code || ' ' || valid_to from tariff.duties
            where release_id = :release and valid_to < valid_from""",
            before("valid_from"),
        ),
        one_nomenclature("duties"),
        Check(
            """select 'valid_from', code || ' ' || valid_from
            from (select code, valid_from,
                    lag(valid_to) over (partition by code order by valid_from) as before
                from tariff.duties where release_id = :release) as dated
            where valid_from <= before""",
            texts(
                "se superpone con la vigencia anterior del mismo código: cierre antes esa, en"
                " valid_to",
                "sobrepõe-se à vigência anterior do mesmo código: encerre essa antes, em valid_to",
                "overlaps the code's earlier validity: end that one before, in valid_to",
            ),
        ),
    ),
    metadata=metadata,
)

duties = DUTIES.table
