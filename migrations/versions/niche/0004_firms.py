"""Add firms, their contacts, offers and demands, events, registrations and agendas."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "niche_0004"
down_revision = "niche_0003"
branch_labels = None
depends_on = None

OF_RELEASES = ("firms", "opportunities", "events", "registrations")
PLAIN = ("firm_contacts", "firm_contact_removals", "agendas")


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _days(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date(), nullable=True) for name in names]


def _now(name: str) -> sa.Column[Any]:
    return sa.Column(
        name, sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")
    )


def _release() -> sa.Column[Any]:
    return sa.Column("release_id", sa.Integer(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "firms",
        _release(),
        *_texts("firm", "name", "country"),
        *_texts("region", "place", nullable=True),
        *_texts("kind"),
        *_texts("nomenclature", "codes", "chains", "website", "fact", nullable=True),
        *_texts("reference"),
        schema="niche",
    )
    op.create_table(
        "opportunities",
        _release(),
        *_texts("opportunity", "side", "firm", "country", "nomenclature", "code", "product"),
        *_texts("chains", "region", nullable=True),
        sa.Column("volume", sa.Numeric(20, 4), nullable=True),
        *_texts("unit", nullable=True),
        *_days("valid_from", "valid_to"),
        *_texts("conditions", nullable=True),
        *_texts("reference"),
        schema="niche",
    )
    op.create_table(
        "events",
        _release(),
        *_texts("event", "organiser", "kind", "name_es"),
        *_texts("name_pt", "name_en", "country", "place", "modality", nullable=True),
        *_days("starts_on", "ends_on"),
        *_texts("sectors", "nomenclature", "codes", nullable=True),
        sa.Column("firms", sa.Integer(), nullable=True),
        *_texts("website", "note_es", "note_pt", "note_en", nullable=True),
        *_texts("reference"),
        schema="niche",
    )
    op.create_table(
        "registrations",
        _release(),
        *_texts("event", "firm", "country", "role"),
        *_texts("available", nullable=True),
        *_texts("reference"),
        schema="niche",
    )
    keys = {
        "firms": ["firm"],
        "opportunities": ["opportunity"],
        "events": ["event"],
        "registrations": ["event", "firm"],
    }
    for table, key in keys.items():
        op.create_index(
            f"uq_{table}",
            table,
            ["release_id", *key],
            unique=True,
            schema="niche",
            postgresql_nulls_not_distinct=True,
        )
    op.create_index(
        "ix_opportunities_firm", "opportunities", ["release_id", "firm"], schema="niche"
    )
    op.create_table(
        "firm_contacts",
        sa.Column("contact", UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        *_texts("firm", "name"),
        *_texts("position", "email", "phone", nullable=True),
        *_texts("consent_by"),
        sa.Column("consent_on", sa.Date(), nullable=False),
        *_texts("consent_for", "evidence"),
        _now("recorded_at"),
        *_texts("recorded_by"),
        sa.PrimaryKeyConstraint("contact", name="pk_firm_contacts"),
        schema="niche",
    )
    op.create_index(
        "uq_firm_contacts", "firm_contacts", ["firm", "name"], unique=True, schema="niche"
    )
    op.create_table(
        "firm_contact_removals",
        sa.Column("contact", UUID(), nullable=False),
        *_texts("country"),
        _now("removed_at"),
        *_texts("removed_by"),
        sa.PrimaryKeyConstraint("contact", name="pk_firm_contact_removals"),
        schema="niche",
    )
    op.create_table(
        "agendas",
        *_texts("event"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *_texts("made_by"),
        sa.Column("agenda", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("event", name="pk_agendas"),
        schema="niche",
    )
    give_to_role(op, "niche")


def downgrade() -> None:
    for table in (*PLAIN, *OF_RELEASES):
        op.drop_table(table, schema="niche")
