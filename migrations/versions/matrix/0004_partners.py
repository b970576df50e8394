"""Create what pairs trade in all; read advantage by country alone, as its totals lead to it."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "matrix_0004"
down_revision = "matrix_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partners",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("exporter", sa.Text(), nullable=False),
        sa.Column("importer", sa.Text(), nullable=False),
        sa.Column("nomenclature", sa.Text(), nullable=False),
        sa.Column("exports_usd", sa.Numeric(20, 4), nullable=True),
        sa.Column("imports_usd", sa.Numeric(20, 4), nullable=True),
        schema="matrix",
    )
    op.create_index(
        "uq_partners",
        "partners",
        ["release_id", "exporter", "importer"],
        unique=True,
        schema="matrix",
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "ix_partners_importer_exporter",
        "partners",
        ["release_id", "importer", "exporter"],
        schema="matrix",
    )
    op.drop_index("ix_rca_product_area", table_name="rca", schema="matrix")
    give_to_role(op, "matrix")


def downgrade() -> None:
    op.create_index(
        "ix_rca_product_area", "rca", ["release_id", "product", "area"], schema="matrix"
    )
    op.drop_table("partners", schema="matrix")
