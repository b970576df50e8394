"""Datasets of productive chains: the chains, what each country calls them, their codes."""

from eslabon.contracts.chains import Specificity
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Dataset, texts

from niche_api.columns import (
    BASIS,
    ISO3,
    NOMENCLATURE_ID,
    NOTE,
    PRODUCT_CODE,
    chain,
    in_three_languages,
    of_type,
    reference,
    text,
)
from niche_api.tables import metadata

CHAINS = Dataset(
    service="niche",
    name="chains",
    table_name="chains",
    description=texts(
        "Cadenas productivas: nombre y si figuran en el informe del taller de 2023.",
        "Cadeias produtivas: nome e se constam do relatório da oficina de 2023.",
        "Productive chains: name and whether the report of the 2023 workshop lists them.",
    ),
    columns=(
        chain(),
        text("name_es", "castaña", "Nombre en español.", "Nome em espanhol.", "Name in Spanish."),
        text(
            "name_pt",
            "castanha-do-pará",
            "Nombre en portugués.",
            "Nome em português.",
            "Name in Portuguese.",
        ),
        text("name_en", "Brazil nut", "Nombre en inglés.", "Nome em inglês.", "Name in English."),
        of_type(
            ColumnType.BOOLEAN,
            "in_report",
            "true",
            "true si es una de las seis cadenas del informe.",
            "true se é uma das seis cadeias do relatório.",
            "true where it is one of the six chains of the report.",
        ),
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    metadata=metadata,
)

CHAIN_NAMES = Dataset(
    service="niche",
    name="chain_names",
    table_name="chain_names",
    description=texts(
        "Cómo se llama cada cadena en cada país y lengua.",
        "Como se chama cada cadeia em cada país e língua.",
        "What each chain is called, by country and language.",
    ),
    columns=(
        chain(),
        text(
            "country",
            "BOL",
            "País donde se usa el nombre, ISO 3166-1 alfa-3; WLD si la fuente no lo dice.",
            "País onde se usa o nome, ISO 3166-1 alfa-3; WLD se a fonte não o diz.",
            "Country where the name is used, ISO 3166-1 alpha-3; WLD where the source does not "
            "say.",
            key=True,
            pattern=ISO3,
        ),
        text("lang", "es", "Lengua.", "Língua.", "Language.", key=True, choices=("es", "pt", "en")),
        text("name", "nuez amazónica", "Nombre.", "Nome.", "Name.", key=True),
        reference(),
    ),
    slice_by=("source",),
    metadata=metadata,
)

CHAIN_PRODUCTS = Dataset(
    service="niche",
    name="chain_products",
    table_name="chain_products",
    description=texts(
        "Códigos con que se comercian los bienes de cada cadena, y cuánto se ajustan a ella.",
        "Códigos com que se comercializam os bens de cada cadeia, e quanto se ajustam a ela.",
        "Codes that goods of each chain are traded under, and how closely they follow it.",
    ),
    columns=(
        chain(),
        text(
            "nomenclature",
            "HS2022",
            "Nomenclatura y edición del código.",
            "Nomenclatura e edição do código.",
            "Nomenclature and edition of the code.",
            key=True,
            pattern=NOMENCLATURE_ID,
        ),
        text(
            "code",
            "080122",
            "Código de 2 a 12 dígitos, sin puntos.",
            "Código de 2 a 12 dígitos, sem pontos.",
            "Code of 2 to 12 digits, without dots.",
            key=True,
            pattern=PRODUCT_CODE,
        ),
        *in_three_languages(
            "form", "sin cáscara", "Forma del producto.", "Forma do produto.", "Form of the good."
        ),
        text(
            "specificity",
            "EXACT",
            "EXACT: el código es solo de este producto; SHARED: también de otros; "
            "PROXY: lo representa.",
            "EXACT: o código é só deste produto; SHARED: também de outros; PROXY: o representa.",
            "EXACT: the code holds this product alone; SHARED: others too; PROXY: a stand-in.",
            choices=tuple(Specificity),
        ),
        BASIS,
        reference(),
    ),
    slice_by=("source",),
    metadata=metadata,
)

chains = CHAINS.table
chain_names = CHAIN_NAMES.table
chain_products = CHAIN_PRODUCTS.table
