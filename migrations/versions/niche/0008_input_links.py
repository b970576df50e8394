"""Add input links between headings."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "niche_0008"
down_revision = "niche_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "input_links",
        sa.Column("release_id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("nomenclature", "input", "output")
        ),
        sa.Column("share_percent", sa.Double(), nullable=False),
        sa.Column("technology", sa.Text(), nullable=True),
        schema="niche",
    )
    op.create_index(
        "uq_input_links",
        "input_links",
        ["release_id", "nomenclature", "input", "output"],
        unique=True,
        schema="niche",
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "ix_input_links_nomenclature_output",
        "input_links",
        ["release_id", "nomenclature", "output"],
        schema="niche",
    )
    give_to_role(op, "niche")


def downgrade() -> None:
    op.drop_table("input_links", schema="niche")
