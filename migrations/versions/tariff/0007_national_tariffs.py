"""Create national tariffs, which bring their own releases of nomenclature, codes and duties."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import add_release_columns, give_to_role

revision = "tariff_0007"
down_revision = "tariff_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_release_columns(op, "tariff")
    op.execute(
        """update tariff.release set slice = 'source=ESLABON', parts = '{"source": "ESLABON"}'
        where dataset = 'nomenclatures' and slice = ''"""
    )
    op.create_table(
        "national_tariffs",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("text_es", sa.Text(), nullable=True),
        sa.Column("text_pt", sa.Text(), nullable=True),
        sa.Column("text_en", sa.Text(), nullable=True),
        sa.Column("rate_percent", sa.Numeric(20, 4), nullable=True),
        sa.Column("expression", sa.Text(), nullable=True),
        sa.Column("rate_text", sa.Text(), nullable=True),
        sa.Column("legal_base", sa.Text(), nullable=True),
        sa.Column("season_from", sa.Text(), nullable=True),
        sa.Column("season_to", sa.Text(), nullable=True),
        sa.Column("hs_revision", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("dates_stated", sa.Boolean(), nullable=True),
        sa.Column("observed_on", sa.Date(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("in_force_to", sa.Date(), nullable=True),
        sa.Column("in_force_stated", sa.Boolean(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("is_dutiable", sa.Boolean(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_national_tariffs",
        "national_tariffs",
        ["release_id", "code", "season_from", "valid_from"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    give_to_role(op, "tariff")


def downgrade() -> None:
    op.drop_table("national_tariffs", schema="tariff")
