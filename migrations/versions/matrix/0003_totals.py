"""Say who reported a flow and its quantity; create what flows add up to."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "matrix_0003"
down_revision = "matrix_0002"
branch_labels = None
depends_on = None

FLOW_COLUMNS = (
    sa.Column("quantity", sa.Numeric(20, 4), nullable=True),
    sa.Column("quantity_unit", sa.Text(), nullable=True),
    sa.Column("reported_by", sa.Text(), nullable=True),
)


def _key_of_flows(*columns: str) -> None:
    op.drop_index("uq_flows", table_name="flows", schema="matrix")
    op.create_index(
        "uq_flows",
        "flows",
        ["release_id", *columns],
        unique=True,
        schema="matrix",
        postgresql_nulls_not_distinct=True,
    )


def _create(name: str, key: tuple[str, ...], index: tuple[str, ...], *values: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("release_id", sa.Integer(), nullable=False),
        *values,
        schema="matrix",
        postgresql_partition_by="LIST (release_id)",
    )
    op.create_index(
        f"uq_{name}",
        name,
        ["release_id", *key],
        unique=True,
        schema="matrix",
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(f"ix_{name}_{'_'.join(index)}", name, ["release_id", *index], schema="matrix")


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    for column in FLOW_COLUMNS:
        op.add_column("flows", column._copy(), schema="matrix")
    _key_of_flows("exporter", "importer", "product", "reported_by")
    _create(
        "totals",
        ("area", "product"),
        ("product", "area"),
        *map(_text, ("area", "nomenclature", "product")),
        sa.Column("exports_usd", sa.Numeric(20, 4), nullable=True),
        sa.Column("imports_usd", sa.Numeric(20, 4), nullable=True),
    )
    _create(
        "rca",
        ("area", "product"),
        ("product", "area"),
        *map(_text, ("area", "nomenclature", "product")),
        sa.Column("rca", sa.Double(), nullable=False),
    )
    _create(
        "regional_flows",
        ("exporter", "importer", "heading"),
        ("importer", "heading", "exporter"),
        *map(_text, ("exporter", "importer", "nomenclature", "heading")),
        sa.Column("value_usd", sa.Numeric(20, 4), nullable=True),
    )
    give_to_role(op, "matrix")


def downgrade() -> None:
    for name in ("regional_flows", "rca", "totals"):
        op.drop_table(name, schema="matrix")
    _key_of_flows("exporter", "importer", "product")
    for column in FLOW_COLUMNS:
        op.drop_column("flows", column.name, schema="matrix")
