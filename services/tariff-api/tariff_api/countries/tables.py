"""Datasets of countries and of their standing in integration schemes."""

from dataclasses import replace

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, texts

from tariff_api.schema import ISO3, NOTE, SCHEMA, SOURCE, VALID_FROM, VALID_TO, before, metadata

COUNTRIES = Dataset(
    SCHEMA,
    "countries",
    "countries",
    texts(
        "Países y territorios, con nombres en tres idiomas.",
        "Países e territórios, com nomes em três idiomas.",
        "Countries and territories, named in three languages.",
    ),
    (
        Column(
            "iso3",
            ColumnType.TEXT,
            texts(
                "Código ISO 3166-1 alfa-3.",
                "Código ISO 3166-1 alfa-3.",
                "ISO 3166-1 alpha-3 code.",
            ),
            "BRA",
            key=True,
            pattern=ISO3,
        ),
        Column(
            "iso2",
            ColumnType.TEXT,
            texts(
                "Código ISO 3166-1 alfa-2.",
                "Código ISO 3166-1 alfa-2.",
                "ISO 3166-1 alpha-2 code.",
            ),
            "BR",
            pattern=r"[A-Z]{2}",
        ),
        Column(
            "m49",
            ColumnType.TEXT,
            texts(
                "Código M49 de Naciones Unidas, tres cifras.",
                "Código M49 das Nações Unidas, três algarismos.",
                "United Nations M49 code, three digits.",
            ),
            "076",
            pattern=r"[0-9]{3}",
        ),
        Column(
            "name_es",
            ColumnType.TEXT,
            texts("Nombre en español.", "Nome em espanhol.", "Name in Spanish."),
            "Brasil",
        ),
        Column(
            "name_pt",
            ColumnType.TEXT,
            texts("Nombre en portugués.", "Nome em português.", "Name in Portuguese."),
            "Brasil",
        ),
        Column(
            "name_en",
            ColumnType.TEXT,
            texts("Nombre en inglés.", "Nome em inglês.", "Name in English."),
            "Brazil",
        ),
        Column(
            "region_es",
            ColumnType.TEXT,
            texts("Región, en español.", "Região, em espanhol.", "Region, in Spanish."),
            "América del Sur",
            required=False,
        ),
        Column(
            "in_latin_america",
            ColumnType.BOOLEAN,
            texts(
                "true en América Latina y el Caribe (región 419 de M49).",
                "true na América Latina e Caribe (região 419 de M49).",
                "true in Latin America and the Caribbean (M49 region 419).",
            ),
            "true",
        ),
    ),
    checks=(
        Check(
            """select 'iso2', iso2 from tariff.countries where release_id = :release
            group by iso2 having count(*) > 1""",
            texts(
                "dos países llevan el mismo código alfa-2: corrija uno",
                "dois países têm o mesmo código alfa-2: corrija um",
                "two countries have the same alpha-2 code: correct one",
            ),
        ),
    ),
    metadata=metadata,
)

SCHEMES = Dataset(
    SCHEMA,
    "schemes",
    "schemes",
    texts(
        "Miembros de los esquemas de integración, con sus fechas donde se conocen.",
        "Membros dos esquemas de integração, com as datas onde se conhecem.",
        "Members of integration schemes, dated where known.",
    ),
    (
        Column(
            "scheme",
            ColumnType.TEXT,
            texts("Sigla del esquema.", "Sigla do esquema.", "Short name of the scheme."),
            "MERCOSUR",
            key=True,
            pattern=r"[A-Z][A-Z_]{1,30}",
        ),
        Column(
            "country",
            ColumnType.TEXT,
            texts("País, alfa-3.", "País, alfa-3.", "Country, alpha-3."),
            "BRA",
            key=True,
            pattern=ISO3,
        ),
        Column(
            "role",
            ColumnType.TEXT,
            texts("Condición del país.", "Condição do país.", "Standing of the country."),
            "MEMBER",
            key=True,
            choices=("MEMBER", "ASSOCIATE", "SUSPENDED", "OBSERVER"),
        ),
        replace(VALID_FROM, required=False),
        replace(VALID_TO, required=False),
        Column(
            "name_es",
            ColumnType.TEXT,
            texts(
                "Nombre del esquema en español.",
                "Nome do esquema em espanhol.",
                "Name of the scheme in Spanish.",
            ),
            "Mercado Común del Sur",
        ),
        Column(
            "name_pt",
            ColumnType.TEXT,
            texts(
                "Nombre del esquema en portugués.",
                "Nome do esquema em português.",
                "Name of the scheme in Portuguese.",
            ),
            "Mercado Comum do Sul",
        ),
        Column(
            "name_en",
            ColumnType.TEXT,
            texts(
                "Nombre del esquema en inglés.",
                "Nome do esquema em inglês.",
                "Name of the scheme in English.",
            ),
            "Southern Common Market",
        ),
        SOURCE,
        NOTE,
    ),
    checks=(
        Check(
            """select 'valid_to', scheme || ' ' || country || ' ' || valid_to from tariff.schemes
            where release_id = :release and valid_to < valid_from""",
            before("valid_from"),
        ),
    ),
    indexes=(("country",),),
    metadata=metadata,
)

countries = COUNTRIES.table
schemes = SCHEMES.table
