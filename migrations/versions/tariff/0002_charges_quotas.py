"""Add charges beside the customs duty, and tariff quotas."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "tariff_charges_quotas"
down_revision = "tariff_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "charges",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("charge", sa.Text(), nullable=False),
        sa.Column("name_es", sa.Text(), nullable=False),
        sa.Column("name_pt", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("origin_except", sa.Text(), nullable=True),
        sa.Column("expression", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("dates_stated", sa.Boolean(), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("legal_base", sa.Text(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_charges",
        "charges",
        ["release_id", "charge", "code", "origin", "valid_from"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "quotas",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("quota", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=True),
        sa.Column("importer", sa.Text(), nullable=False),
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("product_es", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=True),
        sa.Column("codes", sa.Text(), nullable=True),
        sa.Column("volume", sa.Numeric(20, 4), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("value_usd", sa.Numeric(20, 4), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("in_quota_rate_percent", sa.Numeric(20, 4), nullable=True),
        sa.Column("out_of_quota_rate_percent", sa.Numeric(20, 4), nullable=True),
        sa.Column("administrator", sa.Text(), nullable=True),
        sa.Column("balance", sa.Numeric(20, 4), nullable=True),
        sa.Column("balance_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_quotas",
        "quotas",
        ["release_id", "quota"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    give_to_role(op, "tariff")


def downgrade() -> None:
    op.drop_table("quotas", schema="tariff")
    op.drop_table("charges", schema="tariff")
