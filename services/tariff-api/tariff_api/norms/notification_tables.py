"""Dataset of notifications of norms to the World Trade Organization."""

from dataclasses import replace

import sqlalchemy as sa
from eslabon.contracts.norms import NotificationArea
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from tariff_api.norms.tables import CODES, LONGEST_LIST, REFERENCE
from tariff_api.schema import ISO3, SCHEMA, metadata

_BEGINNINGS = """
    insert into tariff.notification_codes (release_id, code, symbol)
    select distinct release_id, code, symbol
    from tariff.notifications, unnest(string_to_array(codes, '|')) as listed(code)
    where release_id = :release
"""

NOTIFICATIONS = Dataset(
    SCHEMA,
    "notifications",
    "notifications",
    texts(
        "Notificaciones sanitarias, fitosanitarias y técnicas a la OMC.",
        "Notificações sanitárias, fitossanitárias e técnicas à OMC.",
        "Sanitary, phytosanitary and technical notifications to the WTO.",
    ),
    (
        Column(
            "symbol",
            ColumnType.TEXT,
            texts("Signatura del documento.", "Símbolo do documento.", "Symbol of the document."),
            "G/SPS/N/PER/537",
            key=True,
            pattern=r"G/[A-Z]{3}/N/[A-Z]{3}/[0-9A-Za-z./]{1,60}",
        ),
        Column(
            "area",
            ColumnType.TEXT,
            texts(
                "Acuerdo: SPS (sanitario y fitosanitario) o TBT (obstáculos técnicos).",
                "Acordo: SPS (sanitário e fitossanitário) ou TBT (barreiras técnicas).",
                "Agreement: SPS (sanitary and phytosanitary) or TBT (technical barriers).",
            ),
            "SPS",
            choices=tuple(NotificationArea),
        ),
        Column(
            "member",
            ColumnType.TEXT,
            texts(
                "Miembro que notifica, ISO 3166-1 alfa-3.",
                "Membro que notifica, ISO 3166-1 alfa-3.",
                "Member that notifies, ISO 3166-1 alpha-3.",
            ),
            "PER",
            pattern=ISO3,
        ),
        Column(
            "agency",
            ColumnType.TEXT,
            texts("Organismo responsable.", "Órgão responsável.", "Agency in charge."),
            "SENASA",
            required=False,
        ),
        Column(
            "notified_on",
            ColumnType.DATE,
            texts("Día de la notificación.", "Dia da notificação.", "Day of the notification."),
            "2014-05-08",
            required=False,
        ),
        Column(
            "kind",
            ColumnType.TEXT,
            texts("Clase de notificación.", "Tipo de notificação.", "Kind of notification."),
            "Regular",
        ),
        Column(
            "product_es",
            ColumnType.TEXT,
            texts(
                "Productos, como los nombra la notificación.",
                "Produtos, como os nomeia a notificação.",
                "Products, as the notification names them.",
            ),
            "Carne de aves procedente de Chile",
        ),
        Column(
            "codes",
            ColumnType.TEXT,
            texts(
                "Comienzos de códigos del Sistema Armonizado, unidos por |.",
                "Inícios de códigos do Sistema Harmonizado, unidos por |.",
                "Beginnings of codes of the Harmonized System, joined by |.",
            ),
            "0207",
            required=False,
            pattern=CODES,
            max_length=LONGEST_LIST,
        ),
        Column(
            "ics",
            ColumnType.TEXT,
            texts(
                "Clasificación internacional de normas (ICS).",
                "Classificação internacional de normas (ICS).",
                "International Classification for Standards (ICS).",
            ),
            "75.160.20",
            required=False,
        ),
        Column(
            "objective_es",
            ColumnType.TEXT,
            texts("Objetivo declarado.", "Objetivo declarado.", "Stated objective."),
            "protección de la salud",
            required=False,
        ),
        Column(
            "comments_until",
            ColumnType.DATE,
            texts(
                "Último día para observaciones.",
                "Último dia para comentários.",
                "Last day for comments.",
            ),
            "2014-07-07",
            required=False,
        ),
        replace(REFERENCE, example="https://docs.wto.org"),
    ),
    slice_by=("source",),
    derive=(_BEGINNINGS,),
    indexes=(("member", "notified_on"),),
    metadata=metadata,
)

notifications = NOTIFICATIONS.table

notification_codes = sa.Table(
    "notification_codes",
    metadata,
    sa.Column("release_id", sa.Integer(), nullable=False),
    sa.Column("code", sa.Text(), nullable=False),
    sa.Column("symbol", sa.Text(), nullable=False),
    sa.Index("ix_notification_codes_code", "release_id", "code"),
    schema=SCHEMA,
)
"""One row for each beginning of codes; they leave with the notifications they belong to."""
