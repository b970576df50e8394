"""Dataset of the catalogue: tariff lines that name products of Amazon biodiversity."""

from eslabon.contracts.catalogue import Naming
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Dataset, texts

from niche_api.columns import (
    ISO3,
    NOMENCLATURE_ID,
    NOTE,
    PRODUCT_CODE,
    SLUG,
    chain,
    needs,
    of_type,
    reference,
    text,
)
from niche_api.tables import metadata

CATALOGUE = Dataset(
    service="niche",
    name="catalogue",
    table_name="catalogue",
    description=texts(
        "Productos de la biodiversidad amazónica que los aranceles nacionales nombran.",
        "Produtos da biodiversidade amazônica que as tarifas nacionais nomeiam.",
        "Products of Amazon biodiversity that national tariffs name.",
    ),
    columns=(
        text(
            "product",
            "camu-camu",
            "Nombre corto del producto.",
            "Nome curto do produto.",
            "Short name of the product.",
            key=True,
            pattern=SLUG,
        ),
        text("name_es", "camu camu", "Nombre en español.", "Nome em espanhol.", "Name in Spanish."),
        text(
            "name_pt",
            "camu-camu",
            "Nombre en portugués.",
            "Nome em português.",
            "Name in Portuguese.",
        ),
        text("name_en", "camu camu", "Nombre en inglés.", "Nome em inglês.", "Name in English."),
        chain(required=False, key=False),
        text(
            "species",
            "Myrciaria dubia",
            "Nombre científico, si se conoce.",
            "Nome científico, se se conhece.",
            "Scientific name, where it is known.",
            required=False,
        ),
        text(
            "country",
            "PER",
            "País del arancel, ISO 3166-1 alfa-3; vacío si ninguno cargado nombra el producto.",
            "País da tarifa, ISO 3166-1 alfa-3; vazio se nenhuma carregada nomeia o produto.",
            "Country of the tariff, ISO 3166-1 alpha-3; empty where none loaded names the product.",
            required=False,
            key=True,
            pattern=ISO3,
        ),
        text(
            "nomenclature",
            "PER2022",
            "Nomenclatura del código.",
            "Nomenclatura do código.",
            "Nomenclature of the code.",
            required=False,
            key=True,
            pattern=NOMENCLATURE_ID,
        ),
        text(
            "code",
            "0811909200",
            "Código nacional, sin puntos.",
            "Código nacional, sem pontos.",
            "National code, without dots.",
            required=False,
            key=True,
            pattern=PRODUCT_CODE,
        ),
        text(
            "text",
            "Los demás > Camu Camu (Myrciaria dubia)",
            "Texto de la línea como se halló.",
            "Texto da linha como se achou.",
            "Text of the line as it was found.",
            required=False,
        ),
        text(
            "naming",
            "SPECIES",
            "SPECIES: la línea es solo de este producto; PRODUCT: nombra el bien y no la especie; "
            "GROUP: lo nombra junto a otros.",
            "SPECIES: a linha é só deste produto; PRODUCT: nomeia o bem e não a espécie; GROUP: o "
            "nomeia junto a outros.",
            "SPECIES: the line holds this product alone; PRODUCT: it names the good and not the "
            "species; GROUP: it names it with others.",
            required=False,
            choices=tuple(Naming),
        ),
        of_type(
            ColumnType.DECIMAL,
            "stated_rate_percent",
            "11",
            "Derecho que leyó quien compiló el catálogo, en porcentaje.",
            "Direito que leu quem compilou o catálogo, em porcentagem.",
            "Duty as whoever compiled the catalogue read it, in percent.",
            required=False,
            minimum=0,
        ),
        text(
            "stated_kind",
            "MFN ad valorem",
            "Cómo llama la fuente a ese derecho.",
            "Como a fonte chama esse direito.",
            "What the source calls that duty.",
            required=False,
            max_length=80,
        ),
        of_type(
            ColumnType.INTEGER,
            "stated_year",
            "2022",
            "Año de ese derecho.",
            "Ano desse direito.",
            "Year of that duty.",
            required=False,
            minimum=1900,
            maximum=2100,
        ),
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    checks=(
        Check(
            """select 'code', coalesce(code, '') from niche.catalogue
            where release_id = :release and num_nulls(country, nomenclature, code, text, naming)
                not in (0, 5)""",
            texts(
                "una línea lleva country, nomenclature, code, text y naming: dé todos o ninguno",
                "uma linha leva country, nomenclature, code, text e naming: dê todos ou nenhum",
                "a line has country, nomenclature, code, text and naming: give all or none",
            ),
        ),
        Check(
            """select 'stated_rate_percent', stated_rate_percent::text from niche.catalogue
            where release_id = :release
                and num_nulls(stated_rate_percent, stated_kind, stated_year) not in (0, 3)""",
            texts(
                "un derecho leído lleva su nombre y su año: dé los tres o ninguno",
                "um direito lido leva seu nome e seu ano: dê os três ou nenhum",
                "a duty that was read has its name and year: give all three or none",
            ),
        ),
        needs(
            "catalogue",
            "note_es",
            "code is null",
            texts(
                "diga por qué no hay línea",
                "diga por que não há linha",
                "say why there is no line",
            ),
        ),
    ),
    metadata=metadata,
)

catalogue = CATALOGUE.table
