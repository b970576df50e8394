"""Create the tables of norms: classification, norms, notifications, codes of declarations."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "tariff_0006"
down_revision = "tariff_0005"
branch_labels = None
depends_on = None

TABLES = (
    "norm_classes",
    "norms",
    "norm_codes",
    "notifications",
    "notification_codes",
    "declaration_codes",
)

DERIVED = {"norms": "norm_codes", "notifications": "notification_codes"}
# A foreign key would check each of the codes on its own, which takes longer than to load them.
FORGET = """
    create function tariff.forget_codes() returns trigger language plpgsql as $$
    begin
        execute format(
            'delete from tariff.%I where release_id in (select distinct release_id from gone)',
            tg_argv[0]
        );
        return null;
    end $$
"""


def upgrade() -> None:
    op.create_table(
        "norm_classes",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("title_es", sa.Text(), nullable=True),
        sa.Column("title_pt", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_norm_classes",
        "norm_classes",
        ["release_id", "code"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "norms",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("norm", sa.Text(), nullable=False),
        sa.Column("mast_code", sa.Text(), nullable=True),
        sa.Column("mast_version", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=True),
        sa.Column("codes", sa.Text(), nullable=True),
        sa.Column("origins", sa.Text(), nullable=True),
        sa.Column("origins_except", sa.Text(), nullable=True),
        sa.Column("title_es", sa.Text(), nullable=False),
        sa.Column("title_pt", sa.Text(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("legal_base", sa.Text(), nullable=True),
        sa.Column("documents", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("text_url", sa.Text(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        schema="tariff",
    )
    op.create_index(
        "uq_norms",
        "norms",
        ["release_id", "norm"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "ix_norms_mast_code",
        "norms",
        ["release_id", "mast_code"],
        schema="tariff",
    )
    op.create_table(
        "norm_codes",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("norm", sa.Text(), nullable=False),
        schema="tariff",
    )
    op.create_index(
        "ix_norm_codes_code",
        "norm_codes",
        ["release_id", "nomenclature", "code"],
        schema="tariff",
    )
    op.create_table(
        "notifications",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("product_es", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=True),
        sa.Column("ics", sa.Text(), nullable=True),
        sa.Column("objective_es", sa.Text(), nullable=True),
        sa.Column("comments_until", sa.Date(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        schema="tariff",
    )
    op.create_index(
        "uq_notifications",
        "notifications",
        ["release_id", "symbol"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "ix_notifications_member_notified_on",
        "notifications",
        ["release_id", "member", "notified_on"],
        schema="tariff",
    )
    op.create_table(
        "notification_codes",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        schema="tariff",
    )
    op.create_index(
        "ix_notification_codes_code",
        "notification_codes",
        ["release_id", "code"],
        schema="tariff",
    )
    op.create_table(
        "declaration_codes",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_es", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("abbreviation", sa.Text(), nullable=True),
        sa.Column("applies_es", sa.Text(), nullable=True),
        sa.Column("complements_es", sa.Text(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        schema="tariff",
    )
    op.create_index(
        "uq_declaration_codes",
        "declaration_codes",
        ["release_id", "list", "code", "place"],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.execute(FORGET)
    for table, derived in DERIVED.items():
        op.execute(
            f"create trigger forget_codes after delete on tariff.{table}"
            " referencing old table as gone for each statement"
            f" execute function tariff.forget_codes('{derived}')"
        )
    give_to_role(op, "tariff")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table, schema="tariff")
    op.execute("drop function tariff.forget_codes()")
