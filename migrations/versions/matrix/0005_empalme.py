"""Create the editions of the Matrices de Empalme, groups of headings and end uses."""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "matrix_0005"
down_revision = "matrix_0004"
branch_labels = None
depends_on = None


def _create(name: str, key: tuple[str, ...], *columns: sa.Column) -> None:
    op.create_table(
        name, sa.Column("release_id", sa.Integer(), nullable=False), *columns, schema="matrix"
    )
    op.create_index(
        f"uq_{name}",
        name,
        ["release_id", *key],
        unique=True,
        schema="matrix",
        postgresql_nulls_not_distinct=True,
    )


def _texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    _create(
        "empalme_editions",
        ("member",),
        *_texts("member", "source"),
        sa.Column("year_from", sa.Integer(), nullable=False),
        sa.Column("year_to", sa.Integer(), nullable=False),
        *_texts("scheme"),
        sa.Column("is_partial", sa.Boolean(), nullable=False),
        sa.Column("headings", sa.Text(), nullable=True),
        *_texts("title_es", "title_pt", "title_en"),
    )
    _create(
        "heading_groups", ("heading",), *_texts("heading", "group", "name_es", "name_pt", "name_en")
    )
    _create(
        "end_uses",
        ("nomenclature", "heading", "end_use"),
        *_texts("nomenclature", "heading", "end_use"),
        sa.Column("subheadings", sa.Integer(), nullable=False),
    )
    give_to_role(op, "matrix")


def downgrade() -> None:
    for name in ("end_uses", "heading_groups", "empalme_editions"):
        op.drop_table(name, schema="matrix")
