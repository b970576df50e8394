"""Datasets of the SME policy index: editions, their structure, and figures that sources print."""

from eslabon.contracts.policy_index import (
    PolicyLevel,
    PolicyMetric,
    PolicyPhase,
    PolicyQuestion,
    PolicyStanding,
)
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Dataset, texts

from niche_api.columns import BASIS, ISO3, NOTE, in_three_languages, of_type, reference, text
from niche_api.firms.tables import listed
from niche_api.policy_index.rules import FIGURES, STRUCTURE
from niche_api.tables import metadata

EDITION_ID = "[12][0-9]{3}(-[a-z0-9-]{1,30})?"
ITEM_ID = "[a-z][a-z0-9-]{1,59}"

EDITION = text(
    "edition",
    "2024",
    "Edición: su año; con guion y letras si hay varias en un año, como 2026-piloto.",
    "Edição: seu ano; com hífen e letras se há várias num ano, como 2026-piloto.",
    "Edition: its year; with a dash and letters where a year has several, as 2026-pilot.",
    key=True,
    pattern=EDITION_ID,
)
ITEM_WORDS = (
    "Identificador de la dimensión, subdimensión, bloque o indicador: el mismo en cada edición que "
    "pregunta lo mismo.",
    "Identificador da dimensão, subdimensão, bloco ou indicador: o mesmo em cada edição que "
    "pergunta o mesmo.",
    "Identifier of the dimension, sub-dimension, block or indicator: the same in every edition "
    "that asks the same.",
)

POLICY_EDITIONS = Dataset(
    service="niche",
    name="policy_editions",
    table_name="policy_editions",
    description=texts(
        "Ediciones del índice de políticas para pymes (IPPALC), con los países evaluados.",
        "Edições do índice de políticas para PMEs (IPPALC), com os países avaliados.",
        "Editions of the SME policy index (IPPALC), with the countries assessed.",
    ),
    columns=(
        EDITION,
        of_type(
            ColumnType.INTEGER,
            "year",
            "2024",
            "Año de publicación.",
            "Ano de publicação.",
            "Year of publication.",
            minimum=1990,
            maximum=2100,
        ),
        *in_three_languages(
            "name",
            "Índice de Políticas para PyMEs: América Latina y el Caribe 2024",
            "Nombre de la edición.",
            "Nome da edição.",
            "Name of the edition.",
        ),
        text(
            "countries",
            "ARG|BRA|CHL",
            "Países evaluados, ISO 3166-1 alfa-3, unidos por `|`.",
            "Países avaliados, ISO 3166-1 alfa-3, unidos por `|`.",
            "Countries assessed, ISO 3166-1 alpha-3, joined by `|`.",
            pattern=listed(ISO3),
        ),
        text(
            "average",
            "LA9",
            "Cómo llama la fuente al promedio de esos países.",
            "Como a fonte chama a média desses países.",
            "What the source calls the average of those countries.",
            required=False,
            pattern="[A-Z][A-Z0-9-]{1,19}",
        ),
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    metadata=metadata,
)

POLICY_ITEMS = Dataset(
    service="niche",
    name="policy_items",
    table_name="policy_items",
    description=texts(
        "Estructura de una edición: dimensiones, subdimensiones, bloques temáticos e indicadores, "
        "con sus pesos. Se envía entera.",
        "Estrutura de uma edição: dimensões, subdimensões, blocos temáticos e indicadores, com "
        "seus pesos. Envia-se inteira.",
        "Structure of an edition: dimensions, sub-dimensions, thematic blocks and indicators, with "
        "their weights. It is sent whole.",
    ),
    columns=(
        EDITION,
        text("item", "acceso-al-financiamiento", *ITEM_WORDS, key=True, pattern=ITEM_ID),
        text(
            "parent",
            "",
            "Lo que lo contiene; vacío en las dimensiones.",
            "O que o contém; vazio nas dimensões.",
            "What holds it; empty for dimensions.",
            required=False,
            pattern=ITEM_ID,
        ),
        text(
            "level",
            "DIMENSION",
            "Nivel: una dimensión tiene subdimensiones, estas bloques, y los bloques indicadores.",
            "Nível: uma dimensão tem subdimensões, estas blocos, e os blocos indicadores.",
            "Level: a dimension has sub-dimensions, these have blocks, and blocks indicators.",
            choices=tuple(PolicyLevel),
        ),
        of_type(
            ColumnType.INTEGER,
            "position",
            "3",
            "Lugar entre los de su nivel bajo el mismo padre.",
            "Lugar entre os de seu nível sob o mesmo pai.",
            "Place among those of its level below the same parent.",
            minimum=1,
            maximum=10_000,
        ),
        *in_three_languages(
            "name", "Acceso al financiamiento", "Nombre o pregunta.", "Nome ou pergunta.", "Name."
        ),
        text(
            "phase",
            "",
            "Fase de un bloque: planificación y diseño, implementación, o monitoreo y evaluación.",
            "Fase de um bloco: planejamento e desenho, implementação, ou monitoramento e "
            "avaliação.",
            "Phase of a block: planning and design, implementation, or monitoring and evaluation.",
            required=False,
            choices=tuple(PolicyPhase),
        ),
        text(
            "question",
            "",
            "De un indicador: YES_NO sí o no, CHOICE opciones con puntaje, OPEN abierta, sin "
            "puntaje.",
            "De um indicador: YES_NO sim ou não, CHOICE opções com pontuação, OPEN aberta, sem "
            "pontuação.",
            "Of an indicator: YES_NO yes or no, CHOICE options with scores, OPEN open, not scored.",
            required=False,
            choices=tuple(PolicyQuestion),
        ),
        of_type(
            ColumnType.DECIMAL,
            "weight",
            "",
            "Peso entre sus hermanos; vacío: 35/45/20 en los bloques según su fase, igual en lo "
            "demás. Los indicadores centrales llevan uno mayor.",
            "Peso entre seus irmãos; vazio: 35/45/20 nos blocos segundo sua fase, igual no resto. "
            "Os indicadores centrais levam um maior.",
            "Weight among its siblings; empty: 35/45/20 for blocks by phase, equal for the rest. "
            "Core indicators have a larger one.",
            required=False,
            minimum=0,
        ),
        BASIS,
        *NOTE,
        reference(),
    ),
    slice_by=("edition",),
    checks=STRUCTURE,
    metadata=metadata,
)

POLICY_FIGURES = Dataset(
    service="niche",
    name="policy_figures",
    table_name="policy_figures",
    description=texts(
        "Cifras del índice tal como las publica una fuente: puntajes, promedios, comparaciones.",
        "Cifras do índice tal como as publica uma fonte: pontuações, médias, comparações.",
        "Figures of the index as a source prints them: scores, averages, comparisons.",
    ),
    columns=(
        EDITION,
        text(
            "area",
            "LA7",
            "País (ISO 3166-1 alfa-3), promedio de la edición, o ALL para la edición misma.",
            "País (ISO 3166-1 alfa-3), média da edição, ou ALL para a própria edição.",
            "Country (ISO 3166-1 alpha-3), average of the edition, or ALL for the edition itself.",
            key=True,
            pattern="[A-Z][A-Z0-9-]{1,19}",
        ),
        text(
            "item",
            "acceso-al-financiamiento",
            ITEM_WORDS[0] + " Vacío si la cifra es de la edición entera.",
            ITEM_WORDS[1] + " Vazio se a cifra é da edição inteira.",
            ITEM_WORDS[2] + " Empty where the figure is of the whole edition.",
            required=False,
            key=True,
            pattern=ITEM_ID,
        ),
        text(
            "metric",
            "SCORE",
            "Qué dice la cifra; las proporciones van como fracción.",
            "O que diz a cifra; as proporções vão como fração.",
            "What the figure says; shares are fractions.",
            key=True,
            choices=tuple(PolicyMetric),
        ),
        of_type(
            ColumnType.NUMBER,
            "value",
            "3.77",
            "Valor; vacío si la fuente no da un número.",
            "Valor; vazio se a fonte não dá um número.",
            "Value; empty where the source gives no number.",
            required=False,
            minimum=0,
        ),
        text(
            "standing",
            "",
            "Lo que la fuente dice sin número: sobre, en o bajo el promedio; mejoró o empeoró.",
            "O que a fonte diz sem número: acima, na ou abaixo da média; melhorou ou piorou.",
            "What the source says without a number: above, at or below average; improved or "
            "worsened.",
            required=False,
            choices=tuple(PolicyStanding),
        ),
        of_type(
            ColumnType.BOOLEAN,
            "approximate",
            "false",
            "true si la fuente da la cifra como aproximada.",
            "true se a fonte dá a cifra como aproximada.",
            "true where the source gives the figure as approximate.",
        ),
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    checks=FIGURES,
    after=(POLICY_ITEMS.name,),
    metadata=metadata,
)
