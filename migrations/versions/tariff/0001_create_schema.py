"""Create the schema of nomenclatures, duties, preferences and agreements."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import create_release_tables, drop_release_tables, give_to_role

revision = "tariff_0001"
down_revision = None
branch_labels = ("tariff",)
depends_on = None

TABLES = (
    "countries",
    "schemes",
    "agreements",
    "agreement_entries",
    "par_margins",
    "nomenclatures",
    "codes",
    "correlations",
    "terms",
    "duties",
    "preferences",
)


def upgrade() -> None:
    op.execute("create schema if not exists tariff")
    create_release_tables(op, "tariff")
    op.create_table(
        "countries",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("iso3", sa.Text(), nullable=False),
        sa.Column("iso2", sa.Text(), nullable=False),
        sa.Column("m49", sa.Text(), nullable=False),
        sa.Column("name_es", sa.Text(), nullable=False),
        sa.Column("name_pt", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("region_es", sa.Text(), nullable=True),
        sa.Column("in_latin_america", sa.Boolean(), nullable=False),
        schema="tariff",
    )
    op.create_index(
        "uq_countries",
        "countries",
        ["release_id", "iso3"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "schemes",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("name_es", sa.Text(), nullable=False),
        sa.Column("name_pt", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_schemes",
        "schemes",
        ["release_id", "scheme", "country", "role", "valid_from"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("ix_schemes_country", "schemes", ["release_id", "country"], schema="tariff")
    op.create_table(
        "agreements",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("title_es", sa.Text(), nullable=False),
        sa.Column("title_pt", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("parties", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_precision", sa.Text(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("in_force_precision", sa.Text(), nullable=True),
        sa.Column("in_force_to", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("has_preferences", sa.Boolean(), nullable=True),
        sa.Column("aliases", sa.Text(), nullable=True),
        sa.Column("wto_rta_id", sa.Text(), nullable=True),
        sa.Column("desta_number", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_agreements",
        "agreements",
        ["release_id", "code"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "agreement_entries",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("granter", sa.Text(), nullable=False),
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("in_force_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_agreement_entries",
        "agreement_entries",
        ["release_id", "agreement", "granter", "beneficiary"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "ix_agreement_entries_granter_beneficiary",
        "agreement_entries",
        ["release_id", "granter", "beneficiary"],
        schema="tariff",
    )
    op.create_table(
        "par_margins",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("granter", sa.Text(), nullable=False),
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("margin_percent", sa.Numeric(20, 4), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_par_margins",
        "par_margins",
        ["release_id", "granter", "beneficiary"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "nomenclatures",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("title_es", sa.Text(), nullable=False),
        sa.Column("title_pt", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("hs_revision", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("line_digits", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_nomenclatures",
        "nomenclatures",
        ["release_id", "nomenclature"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "codes",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("is_line", sa.Boolean(), nullable=False),
        sa.Column("text_es", sa.Text(), nullable=True),
        sa.Column("text_pt", sa.Text(), nullable=True),
        sa.Column("text_en", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("path_es", sa.Text(), nullable=True),
        sa.Column("path_pt", sa.Text(), nullable=True),
        sa.Column("path_en", sa.Text(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_codes",
        "codes",
        ["release_id", "code"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("ix_codes_parent", "codes", ["release_id", "parent"], schema="tariff")
    op.create_table(
        "correlations",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("from_code", sa.Text(), nullable=False),
        sa.Column("to_code", sa.Text(), nullable=False),
        schema="tariff",
    )
    op.create_index(
        "uq_correlations",
        "correlations",
        ["release_id", "from_code", "to_code"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "ix_correlations_to_code", "correlations", ["release_id", "to_code"], schema="tariff"
    )
    op.create_table(
        "terms",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        schema="tariff",
    )
    op.create_index(
        "uq_terms",
        "terms",
        ["release_id", "term", "lang", "nomenclature", "code"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "duties",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("rate_percent", sa.Numeric(20, 4), nullable=True),
        sa.Column("rate_text", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("dates_stated", sa.Boolean(), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("legal_base", sa.Text(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_duties",
        "duties",
        ["release_id", "code", "valid_from"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "preferences",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("beneficiary", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=True),
        sa.Column("rate_percent", sa.Numeric(20, 4), nullable=False),
        sa.Column("rate_min_percent", sa.Numeric(20, 4), nullable=False),
        sa.Column("rate_max_percent", sa.Numeric(20, 4), nullable=False),
        sa.Column("lines_covered", sa.Integer(), nullable=False),
        sa.Column("lines_total", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("dates_stated", sa.Boolean(), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        schema="tariff",
    )
    op.create_index(
        "uq_preferences",
        "preferences",
        ["release_id", "code", "beneficiary", "agreement", "valid_from"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    give_to_role(op, "tariff")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table, schema="tariff")
    drop_release_tables(op, "tariff")
    op.execute("drop schema tariff")
