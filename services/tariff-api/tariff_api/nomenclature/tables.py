"""Datasets of nomenclatures, their codes, how editions correspond, and names people use."""

from dataclasses import replace

import sqlalchemy as sa
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, texts

from tariff_api.schema import (
    DIGITS,
    ISO3,
    NOMENCLATURE,
    SCHEMA,
    SOURCE,
    VALID_FROM,
    VALID_TO,
    metadata,
)


def _title(name: str, required: bool, es: str, pt: str, en: str) -> Column:
    return Column(name, ColumnType.TEXT, texts(es, pt, en), "", required=required, max_length=8_000)


NOMENCLATURES = Dataset(
    SCHEMA,
    "nomenclatures",
    "nomenclatures",
    texts(
        "Nomenclaturas y sus ediciones.",
        "Nomenclaturas e suas edições.",
        "Nomenclatures and their editions.",
    ),
    (
        Column(
            "nomenclature",
            ColumnType.TEXT,
            texts("Sigla y edición.", "Sigla e edição.", "Short name and edition."),
            "NCM2017",
            key=True,
            pattern=NOMENCLATURE,
        ),
        _title("title_es", True, "Título en español.", "Título em espanhol.", "Title in Spanish."),
        _title(
            "title_pt",
            False,
            "Título en portugués.",
            "Título em português.",
            "Title in Portuguese.",
        ),
        _title("title_en", False, "Título en inglés.", "Título em inglês.", "Title in English."),
        Column(
            "kind",
            ColumnType.TEXT,
            texts("Familia.", "Família.", "Family."),
            "NCM",
            choices=("HS", "NALADISA", "NCM", "NANDINA", "SAC", "NATIONAL"),
        ),
        Column(
            "hs_revision",
            ColumnType.TEXT,
            texts(
                "Revisión del Sistema Armonizado de sus seis primeras cifras.",
                "Revisão do Sistema Harmonizado de seus seis primeiros algarismos.",
                "Revision of the Harmonized System of its first six digits.",
            ),
            "HS2017",
            pattern=r"HS[0-9]{4}",
        ),
        Column(
            "country",
            ColumnType.TEXT,
            texts(
                "País, si es nacional, alfa-3.",
                "País, se for nacional, alfa-3.",
                "Country, where it is a national one, alpha-3.",
            ),
            "BRA",
            required=False,
            pattern=ISO3,
        ),
        Column(
            "line_digits",
            ColumnType.INTEGER,
            texts("Cifras de sus líneas.", "Algarismos das linhas.", "Digits of its lines."),
            "8",
            minimum=2,
            maximum=12,
        ),
        replace(VALID_FROM, required=False, key=False),
        replace(VALID_TO, required=False),
    ),
    slice_by=("source",),
    metadata=metadata,
)

CODES = Dataset(
    SCHEMA,
    "codes",
    "codes",
    texts(
        "Códigos de una nomenclatura y sus textos.",
        "Códigos de uma nomenclatura e seus textos.",
        "Codes of a nomenclature and their texts.",
    ),
    (
        Column(
            "code",
            ColumnType.TEXT,
            texts(
                "Solo cifras, con ceros a la izquierda; 2, 4, 6, 8, 10 o 12.",
                "Só algarismos, com zeros à esquerda; 2, 4, 6, 8, 10 ou 12.",
                "Digits only, with leading zeros; 2, 4, 6, 8, 10 or 12.",
            ),
            "080122",
            key=True,
            pattern=r"([0-9]{2}){1,6}",
        ),
        Column(
            "parent",
            ColumnType.TEXT,
            texts(
                "Código del que depende; vacío en los capítulos.",
                "Código de que depende; vazio nos capítulos.",
                "Code it hangs from; empty for chapters.",
            ),
            "0801",
            required=False,
            pattern=r"([0-9]{2}){1,6}",
        ),
        Column(
            "is_line",
            ColumnType.BOOLEAN,
            texts(
                "true si la nomenclatura no baja más.",
                "true se a nomenclatura não desce mais.",
                "true where the nomenclature goes no deeper.",
            ),
            "true",
        ),
        _title(
            "text_es",
            False,
            "Texto propio en español, con los grupos sin código que lo preceden (« > »).",
            "Texto próprio em espanhol, com os grupos sem código que o precedem (« > »).",
            "Own text in Spanish, with the uncoded groups above it (« > »).",
        ),
        _title(
            "text_pt", False, "Lo mismo en portugués.", "O mesmo em português.", "In Portuguese."
        ),
        _title("text_en", False, "Lo mismo en inglés.", "O mesmo em inglês.", "In English."),
        Column(
            "section",
            ColumnType.TEXT,
            texts("Sección, en romanos.", "Seção, em romanos.", "Section, in Roman numerals."),
            "II",
            required=False,
            pattern=r"[IVX]{1,6}",
        ),
    ),
    slice_by=("nomenclature",),
    derive=(
        # A path is written in a language only where the code has a text in it; ancestors without
        # one lend theirs in another language, so that the path has no hole.
        """with recursive paths as (
            select code, coalesce(text_es, text_pt, text_en) as es,
                coalesce(text_pt, text_es, text_en) as pt,
                coalesce(text_en, text_es, text_pt) as en
            from tariff.codes where release_id = :release and parent is null
            union all
            select c.code,
                concat_ws(' > ', p.es, coalesce(c.text_es, c.text_pt, c.text_en)),
                concat_ws(' > ', p.pt, coalesce(c.text_pt, c.text_es, c.text_en)),
                concat_ws(' > ', p.en, coalesce(c.text_en, c.text_es, c.text_pt))
            from tariff.codes c join paths p on c.parent = p.code
            where c.release_id = :release
        )
        update tariff.codes c set
            path_es = case when c.text_es is not null then paths.es end,
            path_pt = case when c.text_pt is not null then paths.pt end,
            path_en = case when c.text_en is not null then paths.en end
        from paths where c.release_id = :release and c.code = paths.code""",
    ),
    checks=(
        Check(
            """select 'parent', code || ' < ' || parent from tariff.codes c
            where release_id = :release and parent is not null
                and not exists (select from tariff.codes p
                    where p.release_id = c.release_id and p.code = c.parent)""",
            texts(
                "no es un código del archivo: agregue su fila o corrija parent",
                "não é um código do arquivo: acrescente a linha ou corrija parent",
                "is no code of the file: add its row or correct parent",
            ),
        ),
        Check(
            """select 'parent', code || ' < ' || parent from tariff.codes
            where release_id = :release
                and (not starts_with(code, parent) or length(parent) >= length(code))""",
            texts(
                "no es el comienzo del código: corrija parent",
                "não é o começo do código: corrija parent",
                "is not the beginning of the code: correct parent",
            ),
        ),
        Check(
            """select 'text_es', code from tariff.codes where release_id = :release
                and coalesce(text_es, text_pt, text_en) is null""",
            texts(
                "el código no tiene texto en ningún idioma: escriba text_es",
                "o código não tem texto em nenhum idioma: escreva text_pt",
                "the code has no text in any language: write text_en",
            ),
        ),
    ),
    derived_columns=(("path_es", sa.Text()), ("path_pt", sa.Text()), ("path_en", sa.Text())),
    indexes=(("parent",),),
    metadata=metadata,
)

CORRELATIONS = Dataset(
    SCHEMA,
    "correlations",
    "correlations",
    texts(
        "Correspondencias entre dos ediciones, código por código.",
        "Correspondências entre duas edições, código por código.",
        "Correspondence of two editions, code by code.",
    ),
    (
        Column(
            "from_code",
            ColumnType.TEXT,
            texts("Código en la primera.", "Código na primeira.", "Code in the first."),
            "080122",
            key=True,
            pattern=DIGITS,
        ),
        Column(
            "to_code",
            ColumnType.TEXT,
            texts("Código en la segunda.", "Código na segunda.", "Code in the second."),
            "080122",
            key=True,
            pattern=DIGITS,
        ),
    ),
    slice_by=("from", "to"),
    indexes=(("to_code",),),
    metadata=metadata,
)

TERMS = Dataset(
    SCHEMA,
    "terms",
    "terms",
    texts(
        "Nombres que la gente escribe y el código que designan.",
        "Nomes que as pessoas escrevem e o código que designam.",
        "Names that people type and the code they stand for.",
    ),
    (
        Column(
            "term",
            ColumnType.TEXT,
            texts("Nombre.", "Nome.", "Name."),
            "castaña",
            key=True,
            max_length=200,
        ),
        Column(
            "lang",
            ColumnType.TEXT,
            texts("Idioma.", "Idioma.", "Language."),
            "es",
            key=True,
            choices=("es", "pt", "en"),
        ),
        Column(
            "nomenclature",
            ColumnType.TEXT,
            texts("Nomenclatura.", "Nomenclatura.", "Nomenclature."),
            "HS2022",
            key=True,
            pattern=NOMENCLATURE,
        ),
        Column(
            "code",
            ColumnType.TEXT,
            texts("Código.", "Código.", "Code."),
            "080122",
            key=True,
            pattern=DIGITS,
        ),
        SOURCE,
    ),
    metadata=metadata,
)

nomenclatures = NOMENCLATURES.table
codes = CODES.table
correlations = CORRELATIONS.table
terms = TERMS.table
