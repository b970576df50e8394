"""Duties that are no percentage or seasonal; preferences by margin, quota, season and exception."""

import sqlalchemy as sa
from alembic import op

revision = "tariff_0002"
down_revision = "tariff_0001"
branch_labels = None
depends_on = None

DUTIES = ("expression", "season_from", "season_to")
PREFERENCES = (
    "beneficiary_except",
    "kind",
    "expression",
    "observation",
    "season_from",
    "season_to",
    "quota",
    "legal_base",
)
OPTIONAL = (
    "rate_percent",
    "rate_min_percent",
    "rate_max_percent",
    "lines_covered",
    "lines_total",
    "valid_to",
)


def _key(table: str, *columns: str) -> None:
    op.drop_index(f"uq_{table}", table, schema="tariff")
    op.create_index(
        f"uq_{table}",
        table,
        ["release_id", *columns],
        schema="tariff",
        unique=True,
        postgresql_nulls_not_distinct=True,
    )


def upgrade() -> None:
    for name in DUTIES:
        op.add_column("duties", sa.Column(name, sa.Text(), nullable=True), schema="tariff")
    for name in PREFERENCES:
        op.add_column("preferences", sa.Column(name, sa.Text(), nullable=True), schema="tariff")
    op.add_column(
        "preferences",
        sa.Column("margin_percent", sa.Numeric(20, 4), nullable=True),
        schema="tariff",
    )
    for name in OPTIONAL:
        op.alter_column("preferences", name, nullable=True, schema="tariff")
    _key("duties", "code", "valid_from", "season_from")
    _key(
        "preferences",
        "code",
        "beneficiary",
        "agreement",
        "valid_from",
        "season_from",
        "quota",
    )


def downgrade() -> None:
    _key("preferences", "code", "beneficiary", "agreement", "valid_from")
    _key("duties", "code", "valid_from")
    for name in OPTIONAL:
        op.alter_column("preferences", name, nullable=False, schema="tariff")
    for name in ("margin_percent", *reversed(PREFERENCES)):
        op.drop_column("preferences", name, schema="tariff")
    for name in reversed(DUTIES):
        op.drop_column("duties", name, schema="tariff")
