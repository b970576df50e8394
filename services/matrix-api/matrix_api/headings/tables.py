"""Datasets of what a heading belongs to: groups of headings, and what its goods are used for."""

from eslabon.contracts.empalme import EndUse
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from matrix_api.tables import metadata
from matrix_api.totals.columns import NOMENCLATURE_COLUMN
from matrix_api.totals.names import HEADING

_HEADING = Column(
    name="heading",
    type=ColumnType.TEXT,
    description=texts(
        "Partida: cuatro dígitos.", "Posição: quatro dígitos.", "Heading: four digits."
    ),
    example="8503",
    key=True,
    pattern=HEADING,
)


def _name(lang: str, es: str, pt: str, en: str, example: str) -> Column:
    return Column(
        name=f"name_{lang}",
        type=ColumnType.TEXT,
        description=texts(es, pt, en),
        example=example,
        max_length=200,
    )


HEADING_GROUPS = Dataset(
    service="matrix",
    name="heading_groups",
    table_name="heading_groups",
    description=texts(
        "Grupos de partidas: las secciones del Sistema Armonizado, o los de otro esquema.",
        "Grupos de posições: as seções do Sistema Harmonizado, ou os de outro esquema.",
        "Groups of headings: the sections of the Harmonized System, or those of another scheme.",
    ),
    columns=(
        _HEADING,
        Column(
            name="group",
            type=ColumnType.TEXT,
            description=texts(
                "Grupo, como el esquema lo numera.",
                "Grupo, como o esquema o numera.",
                "Group, as the scheme numbers it.",
            ),
            example="XVI",
            pattern=r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}",
        ),
        _name("es", "Nombre en español.", "Nome em espanhol.", "Name in Spanish.", "Máquinas"),
        _name(
            "pt", "Nombre en portugués.", "Nome em português.", "Name in Portuguese.", "Máquinas"
        ),
        _name("en", "Nombre en inglés.", "Nome em inglês.", "Name in English.", "Machinery"),
    ),
    slice_by=("scheme",),
    metadata=metadata,
)

END_USES = Dataset(
    service="matrix",
    name="end_uses",
    table_name="end_uses",
    description=texts(
        "Uso final de las subpartidas de cada partida, según la Clasificación por Grandes "
        "Categorías Económicas (CGCE).",
        "Uso final das subposições de cada posição, segundo a Classificação por Grandes "
        "Categorias Econômicas (CGCE).",
        "End use of the subheadings of each heading, by the Broad Economic Categories (BEC).",
    ),
    columns=(
        Column(
            name=NOMENCLATURE_COLUMN.name,
            type=ColumnType.TEXT,
            description=texts(
                "Edición del Sistema Armonizado.",
                "Edição do Sistema Harmonizado.",
                "Edition of the Harmonized System.",
            ),
            example="HS2022",
            key=True,
            choices=NOMENCLATURE_COLUMN.choices,
        ),
        _HEADING,
        Column(
            name="end_use",
            type=ColumnType.TEXT,
            description=texts(
                "FINAL (consumo), INTERMEDIATE (insumos), CAPITAL (bienes de capital) o MIXED "
                "(la clasificación no le da un solo uso, como a los automóviles).",
                "FINAL (consumo), INTERMEDIATE (insumos), CAPITAL (bens de capital) ou MIXED "
                "(a classificação não lhe dá um só uso, como aos automóveis).",
                "FINAL (consumption), INTERMEDIATE (inputs), CAPITAL (capital goods) or MIXED "
                "(the classification gives it no single use, as with motor cars).",
            ),
            example="CAPITAL",
            key=True,
            choices=tuple(EndUse),
        ),
        Column(
            name="subheadings",
            type=ColumnType.INTEGER,
            description=texts(
                "Cuántas subpartidas de la partida tienen ese uso.",
                "Quantas subposições da posição têm esse uso.",
                "How many subheadings of the heading have that use.",
            ),
            example="1",
            minimum=1,
        ),
    ),
    slice_by=("source",),
    metadata=metadata,
)

heading_groups = HEADING_GROUPS.table
end_uses = END_USES.table
