"""Datasets of productive chains: the chains, what each country calls them, their codes."""

from eslabon.contracts.niche import Specificity
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from niche_api.tables import metadata

_CHAIN = Column(
    name="chain",
    type=ColumnType.TEXT,
    description=texts(
        "Identificador de la cadena: minúsculas sin acentos, dígitos y guiones.",
        "Identificador da cadeia: minúsculas sem acentos, dígitos e hífens.",
        "Identifier of the chain: unaccented lower case, digits and hyphens.",
    ),
    example="castana",
    key=True,
    pattern="[a-z][a-z0-9-]{1,39}",
)
_SOURCE = Column(
    name="source",
    type=ColumnType.TEXT,
    description=texts(
        "De dónde sale: documento o dirección.",
        "De onde vem: documento ou endereço.",
        "Where it comes from: document or address.",
    ),
    example="https://www.cites.org",
)


def _name(lang: str, es: str, pt: str, en: str, example: str) -> Column:
    return Column(
        name=f"name_{lang}",
        type=ColumnType.TEXT,
        description=texts(es, pt, en),
        example=example,
    )


CHAINS = Dataset(
    service="niche",
    name="chains",
    table_name="chains",
    description=texts(
        "Cadenas productivas: nombre, especies y si figuran en el informe del taller de 2023.",
        "Cadeias produtivas: nome, espécies e se constam do relatório da oficina de 2023.",
        "Productive chains: name, species and whether the report of the 2023 workshop lists them.",
    ),
    columns=(
        _CHAIN,
        _name("es", "Nombre en español.", "Nome em espanhol.", "Name in Spanish.", "Castaña"),
        _name(
            "pt",
            "Nombre en portugués.",
            "Nome em português.",
            "Name in Portuguese.",
            "Castanha-do-pará",
        ),
        _name("en", "Nombre en inglés.", "Nome em inglês.", "Name in English.", "Brazil nut"),
        Column(
            name="species",
            type=ColumnType.TEXT,
            description=texts(
                "Nombres científicos, separados por `|`.",
                "Nomes científicos, separados por `|`.",
                "Scientific names, separated by `|`.",
            ),
            example="Bertholletia excelsa",
        ),
        Column(
            name="in_report",
            type=ColumnType.BOOLEAN,
            description=texts(
                "true si es una de las seis cadenas del informe.",
                "true se é uma das seis cadeias do relatório.",
                "true where it is one of the six chains of the report.",
            ),
            example="true",
        ),
        Column(
            name="disputed",
            type=ColumnType.BOOLEAN,
            description=texts(
                "true si las fuentes no coinciden en la especie; `note_es` dice en qué.",
                "true se as fontes divergem sobre a espécie; `note_es` diz em quê.",
                "true where sources disagree on the species; `note_es` says how.",
            ),
            example="false",
        ),
        Column(
            name="note_es",
            type=ColumnType.TEXT,
            description=texts(
                "Nota en español sobre lo que se discute.",
                "Nota em espanhol sobre o que se discute.",
                "Note in Spanish on what is disputed.",
            ),
            example="El informe empareja bolaina con Copaifera langsdorffii.",
            required=False,
        ),
        _SOURCE,
    ),
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
        _CHAIN,
        Column(
            name="country",
            type=ColumnType.TEXT,
            description=texts(
                "País donde se usa el nombre, ISO 3166-1 alfa-3.",
                "País onde se usa o nome, ISO 3166-1 alfa-3.",
                "Country where the name is used, ISO 3166-1 alpha-3.",
            ),
            example="BOL",
            key=True,
            pattern="[A-Z]{3}",
        ),
        Column(
            name="lang",
            type=ColumnType.TEXT,
            description=texts("Lengua.", "Língua.", "Language."),
            example="es",
            key=True,
            choices=("es", "pt", "en"),
        ),
        Column(
            name="name",
            type=ColumnType.TEXT,
            description=texts("Nombre.", "Nome.", "Name."),
            example="Nuez amazónica",
            key=True,
        ),
        _SOURCE,
    ),
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
        _CHAIN,
        Column(
            name="nomenclature",
            type=ColumnType.TEXT,
            description=texts(
                "Nomenclatura y edición del código.",
                "Nomenclatura e edição do código.",
                "Nomenclature and edition of the code.",
            ),
            example="HS2022",
            key=True,
            pattern="[A-Z0-9][A-Z0-9_-]{1,19}",
        ),
        Column(
            name="code",
            type=ColumnType.TEXT,
            description=texts(
                "Código de 2 a 12 dígitos, sin puntos.",
                "Código de 2 a 12 dígitos, sem pontos.",
                "Code of 2 to 12 digits, without dots.",
            ),
            example="080122",
            key=True,
            pattern="([0-9]{2}){1,6}",
        ),
        Column(
            name="form_es",
            type=ColumnType.TEXT,
            description=texts(
                "Forma del producto, en español.",
                "Forma do produto, em espanhol.",
                "Form of the product, in Spanish.",
            ),
            example="sin cáscara",
        ),
        Column(
            name="specificity",
            type=ColumnType.TEXT,
            description=texts(
                "EXACT: el código es solo de este producto; SHARED: también de otros; "
                "PROXY: lo representa.",
                "EXACT: o código é só deste produto; SHARED: também de outros; "
                "PROXY: o representa.",
                "EXACT: the code holds this product alone; SHARED: others too; PROXY: a stand-in.",
            ),
            example="EXACT",
            choices=tuple(Specificity),
        ),
        Column(
            name="basis",
            type=ColumnType.TEXT,
            description=texts(
                "D documentado, I inferido, A supuesto.",
                "D documentado, I inferido, A suposto.",
                "D documented, I inferred, A assumed.",
            ),
            example="D",
            choices=("D", "I", "A"),
        ),
        _SOURCE,
    ),
    metadata=metadata,
)

chains = CHAINS.table
chain_names = CHAIN_NAMES.table
chain_products = CHAIN_PRODUCTS.table
