"""Create the tables of regimes of origin and of their rules."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "tariff_origin"
down_revision = "tariff_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "origin_regimes",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("regime", sa.Text(), nullable=False),
        sa.Column("title_es", sa.Text(), nullable=False),
        sa.Column("title_pt", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("agreements", sa.Text(), nullable=True),
        sa.Column("general_of", sa.Text(), nullable=True),
        sa.Column("agreements_except", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("legal_base", sa.Text(), nullable=False),
        sa.Column("cumulation", sa.Text(), nullable=False),
        sa.Column("cumulation_with", sa.Text(), nullable=True),
        sa.Column("cumulation_conditional_with", sa.Text(), nullable=True),
        sa.Column("value_limit_percent", sa.Numeric(20, 4), nullable=True),
        sa.Column("value_limit_basis", sa.Text(), nullable=True),
        sa.Column("value_limit_milder_percent", sa.Numeric(20, 4), nullable=True),
        sa.Column("milder_for", sa.Text(), nullable=True),
        sa.Column("tolerance_percent", sa.Numeric(20, 4), nullable=True),
        sa.Column("excludes_minimal_operations", sa.Boolean(), nullable=True),
        sa.Column("direct_transport", sa.Boolean(), nullable=True),
        sa.Column("proof_es", sa.Text(), nullable=True),
        sa.Column("proof_pt", sa.Text(), nullable=True),
        sa.Column("proof_en", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("assumed", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_origin_regimes",
        "origin_regimes",
        ["release_id", "regime"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "origin_rules",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("rule_set", sa.Text(), nullable=False),
        sa.Column("rule", sa.Integer(), nullable=False),
        sa.Column("code_from", sa.Text(), nullable=False),
        sa.Column("code_to", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=True),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("subdivision", sa.Text(), nullable=True),
        sa.Column("rule_class", sa.Text(), nullable=False),
        sa.Column("materials", sa.Text(), nullable=True),
        sa.Column("barred", sa.Text(), nullable=True),
        sa.Column("threshold_percent", sa.Numeric(20, 4), nullable=True),
        sa.Column("threshold_basis", sa.Text(), nullable=True),
        sa.Column("allowance_percent", sa.Numeric(20, 4), nullable=True),
        sa.Column("operator", sa.Text(), nullable=True),
        sa.Column("text_es", sa.Text(), nullable=True),
        sa.Column("text_en", sa.Text(), nullable=True),
        sa.Column("footnotes", sa.Text(), nullable=True),
        sa.Column("applies_to", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        schema="tariff",
    )
    op.create_index(
        "uq_origin_rules",
        "origin_rules",
        ["release_id", "rule_set", "rule"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "ix_origin_rules_code_from", "origin_rules", ["release_id", "code_from"], schema="tariff"
    )
    give_to_role(op, "tariff")


def downgrade() -> None:
    op.drop_table("origin_rules", schema="tariff")
    op.drop_table("origin_regimes", schema="tariff")
