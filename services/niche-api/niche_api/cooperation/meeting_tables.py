"""Dataset of the meetings of secretariats, held and planned."""

from eslabon.contracts.chains import DatePrecision
from eslabon.contracts.cooperation import MeetingStatus
from eslabon.contracts.events import Modality
from servicekit.releases.dataset import Dataset, texts

from niche_api.columns import (
    BASIS,
    ISO3,
    NOTE,
    day,
    in_three_languages,
    needs,
    not_before,
    reference,
    text,
)
from niche_api.cooperation.tables import LONG_SLUG, SECRETARIAT_ID
from niche_api.firms.tables import listed
from niche_api.tables import metadata

COOPERATION_MEETINGS = Dataset(
    service="niche",
    name="cooperation_meetings",
    table_name="cooperation_meetings",
    description=texts(
        "Encuentros de las secretarías, realizados y previstos.",
        "Encontros das secretarias, realizados e previstos.",
        "Meetings of the secretariats, held and planned.",
    ),
    columns=(
        text(
            "meeting",
            "2023-11-taller-encadenamientos",
            "Identificador: año, mes si se sabe y nombre corto.",
            "Identificador: ano, mês se se sabe e nome curto.",
            "Identifier: year, month where known and a short name.",
            key=True,
            pattern="[12][0-9]{3}-[a-z0-9-]{1,60}",
        ),
        *in_three_languages(
            "title", "Taller de encadenamientos productivos", "Título.", "Título.", "Title."
        ),
        text(
            "status",
            "HELD",
            "HELD realizado, PLANNED previsto.",
            "HELD realizado, PLANNED previsto.",
            "HELD or PLANNED.",
            choices=tuple(MeetingStatus),
        ),
        text(
            "axes",
            "encadenamientos-productivos",
            "Ejes, unidos por `|`; vacío si es de todos o la fuente no lo dice.",
            "Eixos, unidos por `|`; vazio se é de todos ou a fonte não diz.",
            "Axes, joined by `|`; empty where it is for all or the source does not say.",
            required=False,
            pattern=listed(LONG_SLUG),
        ),
        day(
            "starts_on",
            "2023-11-08",
            "Primer día; del mes o del año que se sabe, el primero.",
            "Primeiro dia; do mês ou do ano que se sabe, o primeiro.",
            "First day; of the month or year that is known, its first.",
            required=False,
        ),
        day(
            "ends_on",
            "2023-11-08",
            "Último día, inclusive.",
            "Último dia, inclusive.",
            "Last day, inclusive.",
            required=False,
        ),
        text(
            "precision",
            "DAY",
            "Con qué exactitud se sabe la fecha.",
            "Com que exatidão se sabe a data.",
            "How exactly the date is known.",
            required=False,
            choices=tuple(DatePrecision),
        ),
        text(
            "country",
            "URY",
            "País, ISO 3166-1 alfa-3.",
            "País, ISO 3166-1 alfa-3.",
            "Country, ISO 3166-1 alpha-3.",
            required=False,
            pattern=ISO3,
        ),
        text(
            "place",
            "Montevideo, sede de la ALADI",
            "Ciudad y sede.",
            "Cidade e sede.",
            "City and venue.",
            required=False,
            max_length=120,
        ),
        text(
            "modality",
            "VIRTUAL",
            "Presencial, virtual o mixto.",
            "Presencial, virtual ou misto.",
            "In person, virtual or both.",
            required=False,
            choices=tuple(Modality),
        ),
        text(
            "organisers",
            "ALADI",
            "Quienes lo organizan, unidos por `|`.",
            "Quem o organiza, unidos por `|`.",
            "Who organises it, joined by `|`.",
            required=False,
            pattern=listed(SECRETARIAT_ID),
        ),
        text(
            "participants",
            "ALADI|OTCA|SELA",
            "Organismos que la fuente nombra entre los participantes, unidos por `|`.",
            "Organismos que a fonte nomeia entre os participantes, unidos por `|`.",
            "Organisations that the source names as taking part, joined by `|`.",
            required=False,
            pattern=listed(SECRETARIAT_ID),
        ),
        BASIS,
        *NOTE,
        reference(),
    ),
    slice_by=("source",),
    checks=(
        not_before("cooperation_meetings", "starts_on", "ends_on"),
        needs(
            "cooperation_meetings",
            "precision",
            "starts_on is not null",
            texts(
                "diga si la fecha es el día, el mes o el año: DAY, MONTH o YEAR",
                "diga se a data é o dia, o mês ou o ano: DAY, MONTH ou YEAR",
                "say whether the date is the day, the month or the year: DAY, MONTH or YEAR",
            ),
        ),
        needs(
            "cooperation_meetings",
            "note_es",
            "starts_on is null",
            texts(
                "diga por qué no hay fecha",
                "diga por que não há data",
                "say why there is no date",
            ),
        ),
    ),
    metadata=metadata,
)
