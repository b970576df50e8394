"""Let the key of flows lead from an exporter to its products: one index less to build."""

from alembic import op

revision = "matrix_0006"
down_revision = "matrix_0005"
branch_labels = None
depends_on = None


def _key(*columns: str) -> None:
    op.drop_index("uq_flows", table_name="flows", schema="matrix")
    op.create_index(
        "uq_flows",
        "flows",
        ["release_id", *columns, "reported_by"],
        unique=True,
        schema="matrix",
        postgresql_nulls_not_distinct=True,
    )


def upgrade() -> None:
    _key("exporter", "product", "importer")
    op.drop_index("ix_flows_exporter_product", table_name="flows", schema="matrix")


def downgrade() -> None:
    _key("exporter", "importer", "product")
    op.create_index(
        "ix_flows_exporter_product", "flows", ["release_id", "exporter", "product"], schema="matrix"
    )
