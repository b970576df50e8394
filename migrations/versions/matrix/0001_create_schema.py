"""Create the schema of trade: releases and flows."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import create_release_tables, drop_release_tables, give_to_role

revision = "matrix_0001"
down_revision = None
branch_labels = ("matrix",)
depends_on = None


def upgrade() -> None:
    op.execute("create schema if not exists matrix")
    create_release_tables(op, "matrix")
    op.create_table(
        "flows",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("exporter", sa.Text(), nullable=False),
        sa.Column("importer", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("value_usd", sa.Numeric(20, 4), nullable=False),
        sa.Column("weight_kg", sa.Numeric(20, 4), nullable=True),
        schema="matrix",
        postgresql_partition_by="LIST (release_id)",
    )
    op.create_index(
        "uq_flows",
        "flows",
        ["release_id", "exporter", "importer", "product"],
        unique=True,
        schema="matrix",
        postgresql_nulls_not_distinct=True,
    )
    for columns in (
        ("importer", "product", "exporter"),
        ("exporter", "product"),
        ("product", "exporter"),
    ):
        op.create_index(
            f"ix_flows_{'_'.join(columns)}", "flows", ["release_id", *columns], schema="matrix"
        )
    give_to_role(op, "matrix")


def downgrade() -> None:
    op.drop_table("flows", schema="matrix")
    drop_release_tables(op, "matrix")
    op.execute("drop schema matrix")
