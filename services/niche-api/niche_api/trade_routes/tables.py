"""Dataset `input_links`: which headings' industries use what those of other headings make."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Dataset, texts

from niche_api.columns import ISO3, NOMENCLATURE_ID, of_type, text
from niche_api.tables import metadata

HEADING = "[0-9]{4}"

INPUT_LINKS = Dataset(
    service="niche",
    name="input_links",
    table_name="input_links",
    description=texts(
        "Enlaces de insumo entre partidas: qué partida es insumo de cuál, y qué parte del valor de "
        "la producción representa. Sirve una tabla de insumo–producto o una lista curada.",
        "Ligações de insumo entre posições: que posição é insumo de qual, e que parte do valor da "
        "produção representa. Serve uma tabela de insumo–produto ou uma lista curada.",
        "Input links between headings: which heading is an input of which, and what part of the "
        "value of its output it makes up. An input–output table or a curated list will do.",
    ),
    columns=(
        text(
            "nomenclature",
            "HS1992",
            "Edición del Sistema Armonizado de las partidas.",
            "Edição do Sistema Harmonizado das posições.",
            "Edition of the Harmonized System of the headings.",
            key=True,
            pattern=NOMENCLATURE_ID,
        ),
        text(
            "input",
            "5208",
            "Partida que es insumo.",
            "Posição que é insumo.",
            "Heading that is the input.",
            key=True,
            pattern=HEADING,
        ),
        text(
            "output",
            "6205",
            "Partida que se hace con ella.",
            "Posição que se faz com ela.",
            "Heading made with it.",
            key=True,
            pattern=HEADING,
        ),
        of_type(
            ColumnType.NUMBER,
            "share_percent",
            "9.27",
            "Parte del insumo en el valor de la producción de la industria que lo usa, en "
            "porcentaje.",
            "Parte do insumo no valor da produção da indústria que o usa, em porcentagem.",
            "Share of the input in the value of the output of the industry that uses it, in "
            "percent.",
            minimum=0,
            maximum=100,
        ),
        text(
            "technology",
            "USA",
            "País cuya tabla de insumo–producto da el enlace, ISO 3166-1 alfa-3; vacío si no viene "
            "de una.",
            "País cuja tabela de insumo–produto dá a ligação, ISO 3166-1 alfa-3; vazio se não vem "
            "de uma.",
            "Country whose input–output table gives the link, ISO 3166-1 alpha-3; empty where it "
            "comes from none.",
            required=False,
            pattern=ISO3,
        ),
    ),
    slice_by=("source",),
    checks=(
        Check(
            "select 'output', output from niche.input_links "
            "where release_id = :release and input = output",
            texts(
                "una partida no es insumo de sí misma: quite la fila",
                "uma posição não é insumo de si mesma: retire a linha",
                "a heading is no input of its own: remove the row",
            ),
        ),
    ),
    indexes=(("nomenclature", "output"),),
    metadata=metadata,
)

input_links = INPUT_LINKS.table
