"""Datasets of the species of chains: what they are, their standing, how they live."""

from eslabon.contracts.chains import BiologyTopic, DatePrecision, StatusScheme
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from niche_api.columns import (
    BASIS,
    NOTE,
    VALID_FROM,
    VALID_TO,
    chain,
    country,
    in_three_languages,
    needs,
    not_before,
    of_type,
    reference,
    region,
    text,
)
from niche_api.tables import metadata

MONTHS = r"(1[0-2]|[1-9])(\|(1[0-2]|[1-9])){0,11}"


def _species(*, required: bool = True) -> Column:
    return text(
        "species",
        "Bertholletia excelsa",
        "Nombre científico, sin autor, o género con `spp.`.",
        "Nome científico, sem autor, ou gênero com `spp.`.",
        "Scientific name, without its author, or a genus with `spp.`.",
        required=required,
        key=True,
        pattern=r"[A-Z][a-z]+ ([a-z]+(-[a-z]+)?|spp\.)",
    )


SPECIES = Dataset(
    service="niche",
    name="species",
    table_name="species",
    description=texts(
        "Especies de que vive cada cadena.",
        "Espécies de que vive cada cadeia.",
        "Species that each chain lives on.",
    ),
    columns=(
        chain(),
        _species(),
        text(
            "authority",
            "Bonpl.",
            "Autor del nombre.",
            "Autor do nome.",
            "Author of the name.",
            required=False,
        ),
        text("family", "Lecythidaceae", "Familia.", "Família.", "Family.", required=False),
        text(
            "synonyms",
            "Mauritia vinifera Mart.|Mauritia minor Burret",
            "Sinónimos, separados por `|`.",
            "Sinônimos, separados por `|`.",
            "Synonyms, separated by `|`.",
            required=False,
        ),
        of_type(
            ColumnType.INTEGER,
            "gbif_key",
            "",
            "Identificador en GBIF; vacío si no se halló.",
            "Identificador no GBIF; vazio se não se achou.",
            "Identifier in GBIF; empty where it was not found.",
            required=False,
            minimum=1,
        ),
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    metadata=metadata,
)

SPECIES_STATUS = Dataset(
    service="niche",
    name="species_status",
    table_name="species_status",
    description=texts(
        "Situación de cada especie: apéndice de CITES y listas rojas, con fecha y ámbito.",
        "Situação de cada espécie: apêndice da CITES e listas vermelhas, com data e âmbito.",
        "Standing of each species: appendix of CITES and red lists, with date and scope.",
    ),
    columns=(
        _species(),
        text(
            "scheme",
            "CITES",
            "CITES, IUCN o NATIONAL (lista roja de un país).",
            "CITES, IUCN ou NATIONAL (lista vermelha de um país).",
            "CITES, IUCN or NATIONAL (red list of a country).",
            key=True,
            choices=tuple(StatusScheme),
        ),
        text(
            "value",
            "II",
            "Apéndice (I, II, III), categoría (VU, DD…) o NOT_LISTED.",
            "Apêndice (I, II, III), categoria (VU, DD…) ou NOT_LISTED.",
            "Appendix (I, II, III), category (VU, DD…) or NOT_LISTED.",
            key=True,
            pattern="I{1,3}|NOT_LISTED|EX|EW|CR|EN|VU|NT|LC|DD|NE",
        ),
        country(required=False),
        VALID_FROM,
        text(
            "precision",
            "DAY",
            "Con qué exactitud se conoce valid_from.",
            "Com que exatidão se conhece valid_from.",
            "How exactly valid_from is known.",
            required=False,
            choices=tuple(DatePrecision),
        ),
        VALID_TO,
        BASIS,
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    checks=(
        not_before("species_status", "valid_from", "valid_to"),
        needs(
            "species_status",
            "precision",
            "valid_from is not null",
            texts(
                "diga con qué exactitud se conoce valid_from: DAY, MONTH o YEAR",
                "diga com que exatidão se conhece valid_from: DAY, MONTH ou YEAR",
                "say how exactly valid_from is known: DAY, MONTH or YEAR",
            ),
        ),
    ),
    metadata=metadata,
)

CHAIN_BIOLOGY = Dataset(
    service="niche",
    name="chain_biology",
    table_name="chain_biology",
    description=texts(
        "Cómo viven y cómo se cosechan las especies: hábitat, meses, método, reproducción, vedas.",
        "Como vivem e como se colhem as espécies: hábitat, meses, método, reprodução, defesos.",
        "How species live and are harvested: habitat, months, method, reproduction, closed "
        "seasons.",
    ),
    columns=(
        chain(),
        text(
            "topic",
            "HARVEST_SEASON",
            "De qué trata.",
            "De que trata.",
            "What it is about.",
            key=True,
            choices=tuple(BiologyTopic),
        ),
        country(required=False),
        region(),
        _species(required=False),
        text(
            "months",
            "12|1|2|3",
            "Meses, en su orden y separados por `|`: 12 antes de 1 si pasan el fin de año.",
            "Meses, em sua ordem e separados por `|`: 12 antes de 1 se passam o fim do ano.",
            "Months, in their order and separated by `|`: 12 before 1 where they pass the year's "
            "end.",
            required=False,
            pattern=MONTHS,
        ),
        *in_three_languages(
            "text",
            "Se recogen los frutos caídos.",
            "Qué se sabe.",
            "O que se sabe.",
            "What is known.",
        ),
        BASIS,
        reference(key=True),
    ),
    slice_by=("source",),
    metadata=metadata,
)

species = SPECIES.table
species_status = SPECIES_STATUS.table
chain_biology = CHAIN_BIOLOGY.table
