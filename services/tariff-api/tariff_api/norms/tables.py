"""Dataset of norms, and the beginnings of codes that each of them bites on."""

from dataclasses import replace

import sqlalchemy as sa
from eslabon.contracts.envelope import Direction
from eslabon.contracts.norms import NormKind
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, texts

from tariff_api.schema import (
    NOMENCLATURE,
    NOTE,
    SCHEMA,
    SOURCE,
    VALID_FROM,
    VALID_TO,
    before,
    metadata,
)

MAST_CODE = r"[A-P][0-9]{0,3}"
MAST_VERSION = r"(19|20)[0-9]{2}"
CODES = r"([0-9]{2}){1,6}(\|([0-9]{2}){1,6})*"
LONGEST_LIST = 200_000
_AREA = r"[A-Z][A-Z0-9_]{1,29}"
_AREAS = rf"{_AREA}(\|{_AREA})*"

REFERENCE = replace(SOURCE, name="reference", example="Ley 830")
SINCE = replace(VALID_FROM, key=False, required=False)
UNTIL = replace(VALID_TO, required=False)
VERIFIED = Column(
    "verified",
    ColumnType.BOOLEAN,
    texts(
        "true si se cotejó con el texto legal, false si no.",
        "true se foi conferido com o texto legal, false se não.",
        "true where it was checked against the legal text, false where not.",
    ),
    "false",
)

_WITHOUT_NOMENCLATURE = Check(
    """select 'nomenclature', norm from tariff.norms
    where release_id = :release and codes is not null and nomenclature is null""",
    texts(
        "falta: diga en qué nomenclatura están los códigos de la norma, por ejemplo HS2022",
        "falta: diga em que nomenclatura estão os códigos da norma, por exemplo HS2022",
        "is missing: say which nomenclature the norm's codes are in, for example HS2022",
    ),
)
_WITHOUT_VERSION = Check(
    """select 'mast_version', norm from tariff.norms
    where release_id = :release and mast_code is not null and mast_version is null""",
    texts(
        "falta: diga de qué edición de la clasificación es mast_code, por ejemplo 2019",
        "falta: diga de que edição da classificação é mast_code, por exemplo 2019",
        "is missing: say which edition of the classification mast_code is of, for example 2019",
    ),
)
_ENDS_BEFORE = Check(
    """select 'valid_to', norm || ' ' || valid_to from tariff.norms
    where release_id = :release and valid_from > valid_to""",
    before("valid_from"),
)
# A norm on all goods has the empty beginning, which every code has. A code below a chapter or a
# heading of the same norm adds nothing, and would be counted twice. `offset 0` has each list cut
# and looked through once for a norm, not once for each of its codes.
_BEGINNINGS = """
    insert into tariff.norm_codes (release_id, nomenclature, code, norm)
    select release_id, '', '', norm
    from tariff.norms where release_id = :release and codes is null
    union all
    select release_id, coalesce(nomenclature, ''), beginning.code, norm
    from tariff.norms
        cross join lateral (select string_to_array(codes, '|') as codes offset 0) as listed
        cross join lateral (
            select array(select code from unnest(listed.codes) as code where length(code) in (2, 4))
                as codes offset 0
        ) as short
        cross join lateral (select distinct code from unnest(listed.codes) as code) as beginning
    where release_id = :release
        and not (length(beginning.code) > 2 and left(beginning.code, 2) = any(short.codes))
        and not (length(beginning.code) > 4 and left(beginning.code, 4) = any(short.codes))
"""
_ANALYZE = "analyze tariff.norm_codes"

NORMS = Dataset(
    SCHEMA,
    "norms",
    "norms",
    texts(
        "Normas no arancelarias de un país: permisos, reglamentos técnicos, prohibiciones.",
        "Normas não tarifárias de um país: licenças, regulamentos técnicos, proibições.",
        "Non-tariff norms of a country: permits, technical regulations, prohibitions.",
    ),
    (
        Column(
            "norm",
            ColumnType.TEXT,
            texts(
                "Nombre corto y único de la norma en este archivo.",
                "Nome curto e único da norma neste arquivo.",
                "Short name of the norm, unique in this file.",
            ),
            "certificado-ley-830",
            key=True,
            pattern=r"[A-Za-z0-9][A-Za-z0-9._/-]{0,99}",
        ),
        Column(
            "mast_code",
            ColumnType.TEXT,
            texts(
                "Clase MAST: letra y hasta tres cifras; vacía si ninguna fuente la dice.",
                "Classe MAST: letra e até três algarismos; vazia se nenhuma fonte a diz.",
                "MAST class: a letter and up to three digits; empty where no source says it.",
            ),
            "A14",
            required=False,
            pattern=MAST_CODE,
        ),
        Column(
            "mast_version",
            ColumnType.TEXT,
            texts(
                "Edición de la clasificación MAST.",
                "Edição da classificação MAST.",
                "Edition of the MAST classification.",
            ),
            "2019",
            required=False,
            pattern=MAST_VERSION,
        ),
        Column(
            "kind",
            ColumnType.TEXT,
            texts("Qué es la norma.", "O que é a norma.", "What the norm is."),
            "PERMIT",
            choices=tuple(NormKind),
        ),
        Column(
            "direction",
            ColumnType.TEXT,
            texts(
                "A qué comercio del país se aplica.",
                "A que comércio do país se aplica.",
                "Which trade of the country it applies to.",
            ),
            "IMPORT",
            choices=tuple(Direction),
        ),
        Column(
            "nomenclature",
            ColumnType.TEXT,
            texts(
                "Nomenclatura de los códigos; obligatoria si hay `codes`.",
                "Nomenclatura dos códigos; obrigatória se há `codes`.",
                "Nomenclature of the codes; required where there are `codes`.",
            ),
            "HS2022",
            required=False,
            pattern=NOMENCLATURE,
        ),
        Column(
            "codes",
            ColumnType.TEXT,
            texts(
                "Comienzos de los códigos alcanzados, unidos por |; vacío: todas las mercancías.",
                "Inícios dos códigos alcançados, unidos por |; vazio: todas as mercadorias.",
                "Beginnings of the codes it bites on, joined by |; empty: all goods.",
            ),
            "0301|030211",
            required=False,
            pattern=CODES,
            max_length=LONGEST_LIST,
        ),
        Column(
            "origins",
            ColumnType.TEXT,
            texts(
                "Orígenes (en exportación, destinos) a que se limita: ISO 3166-1 alfa-3, esquema o "
                "WLD, unidos por |; vacío: todos. CAN es Canadá: nombre los países andinos.",
                "Origens (na exportação, destinos) a que se limita: ISO 3166-1 alfa-3, esquema ou "
                "WLD, unidos por |; vazio: todas. CAN é Canadá: nomeie os países andinos.",
                "Origins (of exports, destinations) it is limited to: ISO 3166-1 alpha-3, scheme "
                "or WLD, joined by |; empty: all. CAN is Canada: name the Andean countries.",
            ),
            "ARG|MERCOSUR",
            required=False,
            pattern=_AREAS,
            max_length=LONGEST_LIST,
        ),
        Column(
            "origins_except",
            ColumnType.TEXT,
            texts(
                "Orígenes o destinos exceptuados, unidos por |.",
                "Origens ou destinos excetuados, unidos por |.",
                "Origins or destinations left out, joined by |.",
            ),
            "PRY",
            required=False,
            pattern=_AREAS,
            max_length=LONGEST_LIST,
        ),
        Column(
            "title_es",
            ColumnType.TEXT,
            texts("Título en español.", "Título em espanhol.", "Title in Spanish."),
            "Certificado del SENASAG",
        ),
        Column(
            "title_pt",
            ColumnType.TEXT,
            texts("Título en portugués.", "Título em português.", "Title in Portuguese."),
            "Certificado do SENASAG",
            required=False,
        ),
        Column(
            "title_en",
            ColumnType.TEXT,
            texts("Título en inglés.", "Título em inglês.", "Title in English."),
            "Certificate of SENASAG",
            required=False,
        ),
        Column(
            "body",
            ColumnType.TEXT,
            texts("Organismo que la aplica.", "Órgão que a aplica.", "Body that applies it."),
            "SENASAG",
            required=False,
        ),
        Column(
            "legal_base",
            ColumnType.TEXT,
            texts("Base legal.", "Base legal.", "Legal base."),
            "Ley 830",
            required=False,
        ),
        Column(
            "documents",
            ColumnType.TEXT,
            texts(
                "Documentos exigidos, unidos por |.",
                "Documentos exigidos, unidos por |.",
                "Documents required, joined by |.",
            ),
            "Certificado sanitario|Permiso CITES",
            required=False,
        ),
        SINCE,
        UNTIL,
        Column(
            "text_url",
            ColumnType.TEXT,
            texts("Dirección del texto.", "Endereço do texto.", "Address of the text."),
            "https://www.senasag.gob.bo",
            required=False,
            pattern=r"https?://\S+",
        ),
        VERIFIED,
        REFERENCE,
        NOTE,
    ),
    slice_by=("source", "importer"),
    derive=(_BEGINNINGS, _ANALYZE),
    checks=(_WITHOUT_NOMENCLATURE, _WITHOUT_VERSION, _ENDS_BEFORE),
    indexes=(("mast_code",),),
    metadata=metadata,
)

norms = NORMS.table

norm_codes = sa.Table(
    "norm_codes",
    metadata,
    sa.Column("release_id", sa.Integer(), nullable=False),
    sa.Column("nomenclature", sa.Text(), nullable=False),
    sa.Column("code", sa.Text(), nullable=False),
    sa.Column("norm", sa.Text(), nullable=False),
    sa.Index("ix_norm_codes_code", "release_id", "nomenclature", "code"),
    schema=SCHEMA,
)
"""One row for each beginning; nomenclature and code are empty where a norm bites on all goods.

Rows leave with the norms they belong to: a trigger deletes them, at once for a whole release.
"""
