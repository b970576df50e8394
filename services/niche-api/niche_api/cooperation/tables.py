"""Datasets of the matrix of secretariats: organisations, axes, themes and action areas."""

from eslabon.contracts.cooperation import ActionKind, ActionStatus, SecretariatRole
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Dataset, texts

from niche_api.columns import BASIS, ISO3, NOTE, in_three_languages, of_type, reference, text
from niche_api.firms.tables import WEBSITE, listed
from niche_api.tables import metadata

SECRETARIAT_ID = "[A-Z][A-Z0-9-]{1,29}"
LONG_SLUG = "[a-z][a-z0-9-]{1,79}"

AXIS = text(
    "axis",
    "encadenamientos-productivos",
    "Identificador del eje: minúsculas sin acentos y guiones.",
    "Identificador do eixo: minúsculas sem acentos e hífens.",
    "Identifier of the axis: unaccented lower case and dashes.",
    key=True,
    pattern=LONG_SLUG,
)

SECRETARIATS = Dataset(
    service="niche",
    name="secretariats",
    table_name="secretariats",
    description=texts(
        "Secretarías de los esquemas de integración, y organismos que las acompañan.",
        "Secretarias dos esquemas de integração, e organismos que as acompanham.",
        "Secretariats of the schemes of integration, and organisations that accompany them.",
    ),
    columns=(
        text(
            "secretariat",
            "ALADI",
            "Sigla.",
            "Sigla.",
            "Acronym.",
            key=True,
            pattern=SECRETARIAT_ID,
        ),
        *in_three_languages(
            "name",
            "Asociación Latinoamericana de Integración",
            "Nombre.",
            "Nome.",
            "Name.",
        ),
        text(
            "role",
            "SECRETARIAT",
            "SECRETARIAT: columna de la matriz; PARTNER: acompaña y no cuenta en la cobertura.",
            "SECRETARIAT: coluna da matriz; PARTNER: acompanha e não conta na cobertura.",
            "SECRETARIAT: a column of the matrix; PARTNER: accompanies and is not counted.",
            choices=tuple(SecretariatRole),
        ),
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    metadata=metadata,
)

COOPERATION_AXES = Dataset(
    service="niche",
    name="cooperation_axes",
    table_name="cooperation_axes",
    description=texts(
        "Ejes de trabajo de las secretarías.",
        "Eixos de trabalho das secretarias.",
        "Working axes of the secretariats.",
    ),
    columns=(
        AXIS,
        of_type(
            ColumnType.INTEGER,
            "position",
            "1",
            "Orden.",
            "Ordem.",
            "Order.",
            minimum=1,
            maximum=100,
        ),
        *in_three_languages(
            "name", "Encadenamientos productivos", "Nombre del eje.", "Nome do eixo.", "Its name."
        ),
        text(
            "printed_as",
            "Encadenamientos Productivos;",
            "Cómo lo imprime la fuente.",
            "Como a fonte o imprime.",
            "As the source prints it.",
        ),
        text(
            "lead",
            "ALADI",
            "Secretaría designada para liderar el eje.",
            "Secretaria designada para liderar o eixo.",
            "Secretariat named to lead the axis.",
            required=False,
            pattern=SECRETARIAT_ID,
        ),
        BASIS,
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    metadata=metadata,
)

COOPERATION_THEMES = Dataset(
    service="niche",
    name="cooperation_themes",
    table_name="cooperation_themes",
    description=texts(
        "Temas de cada eje: las etiquetas con que se comparan las áreas de acción.",
        "Temas de cada eixo: as etiquetas com que se comparam as áreas de ação.",
        "Themes of each axis: the labels by which action areas are compared.",
    ),
    columns=(
        AXIS,
        text(
            "theme",
            "ruedas-de-negocios",
            "Identificador del tema.",
            "Identificador do tema.",
            "Identifier of the theme.",
            key=True,
            pattern=LONG_SLUG,
        ),
        *in_three_languages(
            "name", "Ruedas de negocios", "Nombre del tema.", "Nome do tema.", "Its name."
        ),
        BASIS,
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    metadata=metadata,
)


def _known(column: str, dataset: str, same: str, each: str = "") -> Check:
    """Return the rule that what an area names is current in another dataset."""
    return Check(
        f"""select '{column}', area.{column} from niche.action_areas area {each}
        where area.release_id = :release and not exists (
            select from niche.{dataset} join niche.release r on r.id = release_id
            where r.published is not null and r.superseded is null and {same})""",
        texts(
            f"no está en {dataset}: envíelo antes, o corríjalo",
            f"não está em {dataset}: envie-o antes, ou corrija-o",
            f"is not in {dataset}: send it first, or correct it",
        ),
    )


ACTION_AREAS = Dataset(
    service="niche",
    name="action_areas",
    table_name="action_areas",
    description=texts(
        "Lo que cada secretaría hace, prevé, hizo o pide en cada eje.",
        "O que cada secretaria faz, prevê, fez ou pede em cada eixo.",
        "What each secretariat does, plans, did or asks for on each axis.",
    ),
    columns=(
        text(
            "area",
            "aladi-matriz-de-empalme",
            "Identificador: empieza por la secretaría, en minúsculas.",
            "Identificador: começa pela secretaria, em minúsculas.",
            "Identifier: begins with the secretariat, in lower case.",
            key=True,
            pattern=LONG_SLUG,
        ),
        AXIS,
        text(
            "secretariat",
            "ALADI",
            "Secretaría, como en `secretariats`.",
            "Secretaria, como em `secretariats`.",
            "Secretariat, as in `secretariats`.",
            pattern=SECRETARIAT_ID,
        ),
        *in_three_languages("title", "Matriz de Empalme", "Título.", "Título.", "Title."),
        text(
            "kind",
            "TOOL",
            "Qué es; REQUEST es lo que pide a otras, y no cuenta como acción suya.",
            "O que é; REQUEST é o que pede a outras, e não conta como ação sua.",
            "What it is; REQUEST is what it asks of others, and counts as no action of its own.",
            choices=tuple(ActionKind),
        ),
        text(
            "status",
            "ACTIVE",
            "Situación según la fuente: en curso, prevista o terminada.",
            "Situação segundo a fonte: em curso, prevista ou terminada.",
            "Where it stands by the source: under way, planned or ended.",
            choices=tuple(ActionStatus),
        ),
        of_type(
            ColumnType.BOOLEAN,
            "leads",
            "false",
            "true si la secretaría lidera el trabajo de otras en ella.",
            "true se a secretaria lidera o trabalho de outras nela.",
            "true where the secretariat leads the work of others in it.",
        ),
        text(
            "joint_with",
            "",
            "Secretarías con que se lleva adelante, unidas por `|`; vacío si no es conjunta.",
            "Secretarias com que se leva adiante, unidas por `|`; vazio se não é conjunta.",
            "Secretariats it is carried out with, joined by `|`; empty where it is not joint.",
            required=False,
            pattern=listed(SECRETARIAT_ID),
        ),
        text(
            "countries",
            "",
            "Países que la fuente nombra, ISO 3166-1 alfa-3, unidos por `|`.",
            "Países que a fonte nomeia, ISO 3166-1 alfa-3, unidos por `|`.",
            "Countries that the source names, ISO 3166-1 alpha-3, joined by `|`.",
            required=False,
            pattern=listed(ISO3),
        ),
        text(
            "themes",
            "ventaja-comparativa|demanda-regional",
            "Temas del eje, unidos por `|`: etiquetas de quien compila, no de la fuente.",
            "Temas do eixo, unidos por `|`: etiquetas de quem compila, não da fonte.",
            "Themes of the axis, joined by `|`: labels of whoever compiles, not of the source.",
            pattern=listed(LONG_SLUG),
        ),
        *in_three_languages(
            "description",
            "Ventaja comparativa y demanda regional no atendida, por partida.",
            "Qué es, en una frase.",
            "O que é, em uma frase.",
            "What it is, in one sentence.",
        ),
        WEBSITE,
        BASIS,
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    after=(SECRETARIATS.name, COOPERATION_AXES.name, COOPERATION_THEMES.name),
    checks=(
        Check(
            "select 'area', area from niche.action_areas where release_id = :release "
            "and not starts_with(area, lower(secretariat) || '-')",
            texts(
                "el identificador debe empezar por la secretaría de su fila, en minúsculas",
                "o identificador deve começar pela secretaria de sua linha, em minúsculas",
                "the identifier must begin with the secretariat of its row, in lower case",
            ),
        ),
        Check(
            "select 'joint_with', joint_with from niche.action_areas where release_id = :release "
            "and secretariat = any(string_to_array(joint_with, '|'))",
            texts(
                "`joint_with` nombra a las otras secretarías, no a la de la fila",
                "`joint_with` nomeia as outras secretarias, não a da linha",
                "`joint_with` names the other secretariats, not the row's own",
            ),
        ),
        _known("secretariat", "secretariats", "secretariat = area.secretariat"),
        _known("axis", "cooperation_axes", "axis = area.axis"),
        _known(
            "themes",
            "cooperation_themes",
            "axis = area.axis and theme = one",
            "cross join unnest(string_to_array(area.themes, '|')) as one",
        ),
    ),
    metadata=metadata,
)
