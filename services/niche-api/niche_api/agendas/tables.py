"""The agenda of each event, as it was last made: a table of its own, beside the releases."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from niche_api.tables import metadata

agendas = sa.Table(
    "agendas",
    metadata,
    sa.Column("event", sa.Text(), primary_key=True),
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("made_by", sa.Text(), nullable=False),
    sa.Column("agenda", JSONB(), nullable=False),
    schema="niche",
)
