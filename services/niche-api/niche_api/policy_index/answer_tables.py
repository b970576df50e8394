"""Dataset of answers to the questions of an edition, by country: anybody's, one slice each."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Dataset, texts

from niche_api.columns import NOTE, country, of_type, reference, text
from niche_api.policy_index.rules import ANSWERS
from niche_api.policy_index.tables import EDITION, ITEM_ID, POLICY_ITEMS
from niche_api.tables import metadata

POLICY_ANSWERS = Dataset(
    service="niche",
    name="policy_answers",
    table_name="policy_answers",
    description=texts(
        "Respuestas de un país a los indicadores de una edición: de ellas se calcula su índice.",
        "Respostas de um país aos indicadores de uma edição: delas se calcula seu índice.",
        "Answers of a country to the indicators of an edition: its index is computed from them.",
    ),
    columns=(
        EDITION,
        country(),
        text(
            "item",
            "financiamiento-garantias-ley",
            "Identificador del indicador, como en policy_items.",
            "Identificador do indicador, como em policy_items.",
            "Identifier of the indicator, as in policy_items.",
            key=True,
            pattern=ITEM_ID,
        ),
        text(
            "answer",
            "Sí, desde 2016",
            "La respuesta como se dio.",
            "A resposta como se deu.",
            "The answer as it was given.",
            required=False,
        ),
        of_type(
            ColumnType.DECIMAL,
            "score",
            "1",
            "Puntaje de la respuesta, de 0 a 1; vacío si no se respondió: no cuenta como 0.",
            "Pontuação da resposta, de 0 a 1; vazio se não se respondeu: não conta como 0.",
            "Score of the answer, from 0 to 1; empty where there is none: it does not count as 0.",
            required=False,
            minimum=0,
            maximum=1,
        ),
        *NOTE,
        reference(),
    ),
    slice_by=("edition", "country"),
    checks=ANSWERS,
    after=(POLICY_ITEMS.name,),
    metadata=metadata,
)
