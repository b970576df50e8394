"""Dataset `product_groups`: ranges of codes that niches are ranked in, as data."""

from servicekit.releases.dataset import Check, Dataset, texts

from niche_api.columns import in_three_languages, reference, text
from niche_api.tables import metadata

_CODES = "[0-9]{2,6}"

PRODUCT_GROUPS = Dataset(
    service="niche",
    name="product_groups",
    table_name="product_groups",
    description=texts(
        "Grupos de productos como rangos de códigos: las secciones del Sistema Armonizado, "
        "sectores, o los de otro esquema.",
        "Grupos de produtos como faixas de códigos: as seções do Sistema Harmonizado, setores, ou "
        "os de outro esquema.",
        "Groups of products as ranges of codes: the sections of the Harmonized System, sectors, or "
        "those of another scheme.",
    ),
    columns=(
        text(
            "scheme",
            "sector",
            "Esquema; dentro de él cada código está en un solo grupo.",
            "Esquema; dentro dele cada código está em um só grupo.",
            "Scheme; within it each code is in one group only.",
            key=True,
            pattern="[a-z][a-z0-9_]{1,29}",
        ),
        text(
            "group",
            "chemicals",
            "Identificador del grupo.",
            "Identificador do grupo.",
            "Identifier of the group.",
            key=True,
            pattern="[A-Za-z][A-Za-z0-9-]{0,29}",
        ),
        text(
            "nomenclature",
            "HS",
            "Clasificador sin edición: HS vale para todas las del Sistema Armonizado.",
            "Classificação sem edição: HS vale para todas as do Sistema Harmonizado.",
            "Classification without edition: HS holds for all of the Harmonized System.",
            key=True,
            pattern="[A-Z][A-Z0-9_-]{1,19}",
        ),
        text(
            "code_from",
            "28",
            "Primer código del rango.",
            "Primeiro código da faixa.",
            "First code of the range.",
            key=True,
            pattern=_CODES,
        ),
        text(
            "code_to",
            "38",
            "Último código del rango, inclusive, con tantas cifras como el primero.",
            "Último código da faixa, inclusive, com tantos algarismos quanto o primeiro.",
            "Last code of the range, inclusive, with as many digits as the first.",
            pattern=_CODES,
        ),
        *in_three_languages("name", "Químicos", "Nombre.", "Nome.", "Name."),
        reference(),
    ),
    slice_by=("source",),
    checks=(
        Check(
            """select 'code_to', code_to from niche.product_groups where release_id = :release
            and (length(code_to) <> length(code_from) or code_to < code_from)""",
            texts(
                "el rango termina en un código de tantas cifras como el primero, y no antes que él",
                "a faixa termina em um código de tantos algarismos quanto o primeiro, e não antes "
                "dele",
                "the range ends in a code of as many digits as the first, and not before it",
            ),
        ),
        Check(
            """select 'code_from', one.code_from from niche.product_groups as one
            join niche.product_groups as other on other.release_id = one.release_id
                and other.scheme = one.scheme and other.nomenclature = one.nomenclature
                and (other."group", other.code_from) > (one."group", one.code_from)
            where one.release_id = :release
                and left(other.code_from, length(one.code_to)) <= one.code_to
                and left(one.code_from, length(other.code_to)) <= other.code_to""",
            texts(
                "dos grupos del esquema comparten códigos: separe sus rangos",
                "dois grupos do esquema compartilham códigos: separe suas faixas",
                "two groups of the scheme share codes: part their ranges",
            ),
        ),
    ),
    metadata=metadata,
)

product_groups = PRODUCT_GROUPS.table
