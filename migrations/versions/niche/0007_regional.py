"""Add exports of regions, and groups of products."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "niche_0007"
down_revision = "niche_0006"
branch_labels = None
depends_on = None

KEYS = {
    "regional_exports": ["region", "product"],
    "product_groups": ["scheme", "group", "nomenclature", "code_from"],
}


def upgrade() -> None:
    op.create_table(
        "regional_exports",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("establishments", sa.Integer(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        schema="niche",
    )
    op.create_table(
        "product_groups",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("code_from", sa.Text(), nullable=False),
        sa.Column("code_to", sa.Text(), nullable=False),
        sa.Column("name_es", sa.Text(), nullable=False),
        sa.Column("name_pt", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        schema="niche",
    )
    for table, key in KEYS.items():
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
    for table in KEYS:
        op.drop_table(table, schema="niche")
