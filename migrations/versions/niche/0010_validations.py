"""Add validations of niches."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "niche_0010"
down_revision = "niche_0009"
branch_labels = None
depends_on = None

KEY = ("place", "nomenclature", "product", "year", "institution")


def upgrade() -> None:
    op.create_table(
        "validations",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("validated_on", sa.Date(), nullable=False),
        schema="niche",
    )
    op.create_index(
        "uq_validations",
        "validations",
        ["release_id", *KEY],
        unique=True,
        schema="niche",
        postgresql_nulls_not_distinct=True,
    )
    give_to_role(op, "niche")


def downgrade() -> None:
    op.drop_table("validations", schema="niche")
