"""Create the tables of an agreement's fiche: parties, protocols, relations, disciplines."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "tariff_0005"
down_revision = "tariff_0004"
branch_labels = None
depends_on = None

ADDED = (
    sa.Column("deposited_on", sa.Date(), nullable=True),
    sa.Column("duration_es", sa.Text(), nullable=True),
    sa.Column("url", sa.Text(), nullable=True),
)
TABLES = {
    "agreement_parties": ("agreement", "country", "role", "valid_from"),
    "agreement_protocols": ("agreement", "ordinal"),
    "agreement_relations": ("agreement", "related", "relation"),
    "agreement_nomenclatures": ("agreement", "nomenclature", "used_for"),
    "agreement_disciplines": ("agreement", "discipline"),
}
"""Tables, with the columns that are unique within a release."""


def upgrade() -> None:
    for column in ADDED:
        op.add_column(
            "agreements", sa.Column(column.name, column.type, nullable=True), schema="tariff"
        )
    op.create_table(
        "agreement_parties",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        schema="tariff",
    )
    op.create_table(
        "agreement_protocols",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("summary_es", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        schema="tariff",
    )
    op.create_table(
        "agreement_relations",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("related", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        schema="tariff",
    )
    op.create_table(
        "agreement_nomenclatures",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("used_for", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        schema="tariff",
    )
    op.create_table(
        "agreement_disciplines",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("discipline", sa.Text(), nullable=False),
        sa.Column("depth", sa.Text(), nullable=False),
        sa.Column("depth_index", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        schema="tariff",
    )
    for table, key in TABLES.items():
        op.create_index(
            f"uq_{table}",
            table,
            ["release_id", *key],
            schema="tariff",
            unique=True,
            postgresql_nulls_not_distinct=True,
        )
    give_to_role(op, "tariff")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table, schema="tariff")
    for column in reversed(ADDED):
        op.drop_column("agreements", column.name, schema="tariff")
