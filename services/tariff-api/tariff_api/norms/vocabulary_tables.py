"""Datasets of vocabularies: the MAST classification and the codes of customs declarations."""

from eslabon.contracts.norms import DeclarationList, NormClassKind
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from tariff_api.norms.tables import MAST_CODE, REFERENCE
from tariff_api.schema import NOTE, SCHEMA, SOURCE, metadata

_ORPHANS = """
    select 'parent', code,
        'La clase está debajo de otra: escriba en `parent` el código del que esta es continuación.'
    from tariff.norm_classes c
    where release_id = :release and length(code) > 1
        and (parent is null or parent = code or not starts_with(code, parent))
"""
_UNKNOWN_PARENT = """
    select 'parent', c.parent,
        'Ninguna fila del archivo tiene este código; añada la clase superior o corrija `parent`.'
    from tariff.norm_classes c
    where c.release_id = :release and c.parent is not null and not exists (
        select from tariff.norm_classes p where p.release_id = :release and p.code = c.parent)
"""

NORM_CLASSES = Dataset(
    SCHEMA,
    "norm_classes",
    "norm_classes",
    texts(
        "Clasificación MAST de las medidas no arancelarias, por edición.",
        "Classificação MAST das medidas não tarifárias, por edição.",
        "MAST classification of non-tariff measures, by edition.",
    ),
    (
        Column(
            "code",
            ColumnType.TEXT,
            texts(
                "Letra y hasta tres cifras.",
                "Letra e até três algarismos.",
                "Letter and up to three digits.",
            ),
            "A14",
            key=True,
            pattern=MAST_CODE,
        ),
        Column(
            "parent",
            ColumnType.TEXT,
            texts(
                "Clase superior; vacía en los capítulos.",
                "Classe superior; vazia nos capítulos.",
                "Class above; empty for chapters.",
            ),
            "A1",
            required=False,
            pattern=MAST_CODE,
        ),
        Column(
            "title_es",
            ColumnType.TEXT,
            texts("Título en español.", "Título em espanhol.", "Title in Spanish."),
            "Medidas sanitarias y fitosanitarias",
            required=False,
        ),
        Column(
            "title_pt",
            ColumnType.TEXT,
            texts("Título en portugués.", "Título em português.", "Title in Portuguese."),
            "Medidas sanitárias e fitossanitárias",
            required=False,
        ),
        Column(
            "title_en",
            ColumnType.TEXT,
            texts("Título en inglés.", "Título em inglês.", "Title in English."),
            "Sanitary and phytosanitary measures",
        ),
        Column(
            "kind",
            ColumnType.TEXT,
            texts(
                "De importación técnica o no, o de exportación.",
                "De importação técnica ou não, ou de exportação.",
                "Of imports, technical or not, or of exports.",
            ),
            "IMPORT_TECHNICAL",
            choices=tuple(NormClassKind),
        ),
        SOURCE,
        NOTE,
    ),
    slice_by=("mast_version",),
    checks=(_ORPHANS, _UNKNOWN_PARENT),
    metadata=metadata,
)

DECLARATION_CODES = Dataset(
    SCHEMA,
    "declaration_codes",
    "declaration_codes",
    texts(
        "Claves que usa la declaración aduanera de un país.",
        "Códigos que a declaração aduaneira de um país usa.",
        "Codes that the customs declaration of a country uses.",
    ),
    (
        Column(
            "list",
            ColumnType.TEXT,
            texts("Lista a que pertenece.", "Lista a que pertence.", "List it belongs to."),
            "NON_TARIFF",
            key=True,
            choices=tuple(DeclarationList),
        ),
        Column(
            "code",
            ColumnType.TEXT,
            texts("Clave.", "Código.", "Code."),
            "S1",
            key=True,
            pattern=r"[A-Z0-9][A-Z0-9._-]{0,19}",
        ),
        Column(
            "place",
            ColumnType.INTEGER,
            texts(
                "Orden entre los significados de la clave en su lista, desde 1.",
                "Ordem entre os significados do código na sua lista, desde 1.",
                "Order among the meanings of the code in its list, from 1.",
            ),
            "1",
            key=True,
            minimum=1,
        ),
        Column(
            "body",
            ColumnType.TEXT,
            texts("Organismo.", "Órgão.", "Body."),
            "Secretaría de Salud",
            required=False,
        ),
        Column(
            "text_es",
            ColumnType.TEXT,
            texts("Significado, en español.", "Significado, em espanhol.", "Meaning, in Spanish."),
            "Autorización sanitaria previa de importación",
        ),
        Column(
            "level",
            ColumnType.TEXT,
            texts(
                "Nivel: G (general), P (partida) o C (complementario), unidos por /.",
                "Nível: G (geral), P (item) ou C (complementar), unidos por /.",
                "Level: G (whole declaration), P (item) or C (complementary), joined by /.",
            ),
            "G",
            required=False,
            pattern=r"[GPC](/[GPC])*",
        ),
        Column(
            "abbreviation",
            ColumnType.TEXT,
            texts("Abreviatura.", "Abreviatura.", "Abbreviation."),
            "DTA",
            required=False,
        ),
        Column(
            "applies_es",
            ColumnType.TEXT,
            texts("Supuestos de aplicación.", "Casos de aplicação.", "Cases in which it applies."),
            "Identificar la empresa",
            required=False,
        ),
        Column(
            "complements_es",
            ColumnType.TEXT,
            texts(
                "Qué se anota en sus complementos.",
                "O que se anota nos seus complementos.",
                "What its complements hold.",
            ),
            "1: Número de registro",
            required=False,
        ),
        REFERENCE,
    ),
    slice_by=("country",),
    metadata=metadata,
)

norm_classes = NORM_CLASSES.table
declaration_codes = DECLARATION_CODES.table
