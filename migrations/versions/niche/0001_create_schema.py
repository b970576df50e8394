"""Create the schema of niches: releases and productive chains."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import create_release_tables, drop_release_tables, give_to_role

revision = "niche_0001"
down_revision = None
branch_labels = ("niche",)
depends_on = None


def upgrade() -> None:
    op.execute("create schema if not exists niche")
    create_release_tables(op, "niche")
    op.create_table(
        "chains",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("name_es", sa.Text(), nullable=False),
        sa.Column("name_pt", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("species", sa.Text(), nullable=False),
        sa.Column("in_report", sa.Boolean(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("note_es", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        schema="niche",
    )
    op.create_table(
        "chain_names",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        schema="niche",
    )
    op.create_table(
        "chain_products",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("form_es", sa.Text(), nullable=False),
        sa.Column("specificity", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        schema="niche",
    )
    keys = {
        "chains": ["chain"],
        "chain_names": ["chain", "country", "lang", "name"],
        "chain_products": ["chain", "nomenclature", "code"],
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
    give_to_role(op, "niche")


def downgrade() -> None:
    for table in ("chain_products", "chain_names", "chains"):
        op.drop_table(table, schema="niche")
    drop_release_tables(op, "niche")
    op.execute("drop schema niche")
