"""Datasets of events: rounds, weeks and fairs, and the firms that take part in them."""

from eslabon.contracts.events import EventKind, Modality, Role
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Dataset, texts

from niche_api.columns import (
    ISO3,
    country,
    day,
    in_three_languages,
    not_before,
    of_type,
    reference,
    text,
)
from niche_api.firms.tables import (
    CODES,
    FIRM,
    NOMENCLATURE,
    NOT_PUBLIC,
    PUBLIC,
    WEBSITE,
    codes_need_edition,
    listed,
)
from niche_api.tables import metadata

_DAY = r"[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_MOMENT = rf"{_DAY}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-](0\d|1[0-4]):[0-5]\d)"

EVENT = text(
    "event",
    "aladi-expo-2023",
    "Identificador del evento: empieza por quien lo organiza, en minúsculas.",
    "Identificador do evento: começa por quem o organiza, em minúsculas.",
    "Identifier of the event: begins with its organiser, in lower case.",
    key=True,
    pattern="[a-z][a-z0-9-]{1,59}",
)

EVENTS = Dataset(
    service="niche",
    name="events",
    table_name="events",
    description=texts(
        "Ruedas de negocios, semanas de conexión empresarial y ferias, con fechas, lugar y fuente.",
        "Rodadas de negócios, semanas de conexão empresarial e feiras, com datas, lugar e fonte.",
        "Business rounds, weeks of business contacts and fairs, with dates, place and source.",
    ),
    slice_by=("organiser",),
    columns=(
        EVENT,
        text(
            "organiser",
            "ALADI",
            "Quien lo organiza: sigla en mayúsculas.",
            "Quem o organiza: sigla em maiúsculas.",
            "Who organises it: acronym in upper case.",
            pattern="[A-Z][A-Z0-9-]{1,29}",
        ),
        text(
            "kind",
            "EXPO",
            "ROUND rueda de negocios, WEEK semana de conexión, EXPO feria con rueda.",
            "ROUND rodada de negócios, WEEK semana de conexão, EXPO feira com rodada.",
            "ROUND business round, WEEK week of contacts, EXPO fair with a round.",
            choices=tuple(EventKind),
        ),
        *in_three_languages(
            "name", "EXPO ALADI Cuba 2023", "Nombre del evento.", "Nome do evento.", "Its name."
        ),
        text(
            "country",
            "CUB",
            "País anfitrión, ISO 3166-1 alfa-3; vacío si la fuente no nombra ninguno.",
            "País anfitrião, ISO 3166-1 alfa-3; vazio se a fonte não nomeia nenhum.",
            "Host country, ISO 3166-1 alpha-3; empty where the source names none.",
            required=False,
            pattern=ISO3,
        ),
        text(
            "place",
            "La Habana, Pabexpo",
            "Ciudad y recinto.",
            "Cidade e recinto.",
            "City and venue.",
            required=False,
            pattern=PUBLIC,
            form=NOT_PUBLIC,
            max_length=120,
        ),
        text(
            "modality",
            "IN_PERSON",
            "Presencial, virtual o mixta.",
            "Presencial, virtual ou mista.",
            "In person, virtual or both.",
            required=False,
            choices=tuple(Modality),
        ),
        day(
            "starts_on", "2023-10-02", "Primer día.", "Primeiro dia.", "First day.", required=False
        ),
        day(
            "ends_on",
            "2023-10-04",
            "Último día, inclusive.",
            "Último dia, inclusive.",
            "Last day, inclusive.",
            required=False,
        ),
        text(
            "sectors",
            "alimentos y bebidas|plásticos, envases y empaques",
            "Sectores como los nombra la fuente, unidos por `|`.",
            "Setores como a fonte os nomeia, unidos por `|`.",
            "Sectors as the source names them, joined by `|`.",
            required=False,
            pattern=PUBLIC,
            form=NOT_PUBLIC,
        ),
        NOMENCLATURE,
        CODES,
        of_type(
            ColumnType.INTEGER,
            "firms",
            "364",
            "Empresas que participaron, según la fuente.",
            "Empresas que participaram, segundo a fonte.",
            "Firms that took part, by the source.",
            required=False,
            minimum=0,
        ),
        WEBSITE,
        *in_three_languages(
            "note",
            "Otra fuente dice 368 empresas.",
            "Nota que el hecho necesita.",
            "Nota de que o fato precisa.",
            "Note that the fact needs.",
            required=False,
        ),
        reference(),
    ),
    checks=(
        not_before("events", "starts_on", "ends_on"),
        codes_need_edition("events"),
        Check(
            "select 'event', event from niche.events where release_id = :release "
            "and not starts_with(event, lower(organiser) || '-')",
            texts(
                "el identificador debe empezar por quien organiza, en minúsculas, y un guion",
                "o identificador deve começar por quem organiza, em minúsculas, e um hífen",
                "the identifier must begin with the organiser, in lower case, and a hyphen",
            ),
        ),
    ),
    metadata=metadata,
)

REGISTRATIONS = Dataset(
    service="niche",
    name="registrations",
    table_name="registrations",
    description=texts(
        "Empresas inscritas en cada evento, con el papel y las horas en que pueden reunirse.",
        "Empresas inscritas em cada evento, com o papel e as horas em que podem reunir-se.",
        "Firms registered in each event, with their role and the hours in which they can meet.",
    ),
    slice_by=("event",),
    columns=(
        EVENT,
        FIRM,
        country(key=False),
        text(
            "role",
            "SELLER",
            "SELLER vende, BUYER compra, BOTH ambas cosas.",
            "SELLER vende, BUYER compra, BOTH as duas coisas.",
            "SELLER sells, BUYER buys, BOTH does both.",
            choices=tuple(Role),
        ),
        text(
            "available",
            "2026-05-12T09:00:00-04:00/2026-05-12T13:00:00-04:00",
            "Horas en que puede reunirse: intervalos ISO 8601 con diferencia horaria, unidos por "
            "`|`; vacío si está todo el tiempo.",
            "Horas em que pode reunir-se: intervalos ISO 8601 com diferença horária, unidos por "
            "`|`; vazio se está o tempo todo.",
            "Hours in which it can meet: ISO 8601 intervals with offset, joined by `|`; empty "
            "where it is there all the time.",
            required=False,
            pattern=listed(f"{_MOMENT}/{_MOMENT}"),
        ),
        reference(),
    ),
    metadata=metadata,
)

events = EVENTS.table
registrations = REGISTRATIONS.table
