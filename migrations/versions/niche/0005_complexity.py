"""Add complexity of countries and products, of each before the other, and proximity."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "niche_0005"
down_revision = "niche_0004"
branch_labels = None
depends_on = None

KEYS = {
    "complexity_countries": ["place"],
    "complexity_products": ["product"],
    "complexity_cells": ["place", "product"],
    "complexity_proximity": ["product", "other"],
}


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _numbers(*names: str, nullable: bool = True) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Double(), nullable=nullable) for name in names]


def _count(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _exports() -> sa.Column[Any]:
    return sa.Column("exports_usd", sa.Numeric(20, 4), nullable=False)


def upgrade() -> None:
    op.create_table(
        "complexity_countries",
        _count("release_id"),
        *_texts("place", "nomenclature"),
        _exports(),
        _flag("is_ranked"),
        _count("diversity"),
        *_numbers("eci"),
        _count("eci_rank", nullable=True),
        *_numbers("outlook_index", "fitness"),
        _count("fitness_rank", nullable=True),
        schema="niche",
    )
    op.create_table(
        "complexity_products",
        _count("release_id"),
        *_texts("product", "nomenclature"),
        _exports(),
        _count("ubiquity"),
        *_numbers("pci"),
        _count("pci_rank", nullable=True),
        *_numbers("x", "y"),
        schema="niche",
    )
    op.create_table(
        "complexity_cells",
        _count("release_id"),
        *_texts("place", "product"),
        _exports(),
        *_numbers("rca", nullable=False),
        *_numbers("density", "outlook_gain"),
        schema="niche",
        postgresql_partition_by="LIST (release_id)",
    )
    op.create_table(
        "complexity_proximity",
        _count("release_id"),
        *_texts("product", "other"),
        *_numbers("proximity", nullable=False),
        _flag("is_tree"),
        schema="niche",
    )
    for table, key in KEYS.items():
        op.create_index(
            f"uq_{table}",
            table,
            ["release_id", *key],
            unique=True,
            schema="niche",
            postgresql_nulls_not_distinct=True,
        )
    op.create_index(
        "ix_complexity_cells_product_place",
        "complexity_cells",
        ["release_id", "product", "place"],
        schema="niche",
    )
    give_to_role(op, "niche")


def downgrade() -> None:
    for table in KEYS:
        op.drop_table(table, schema="niche")
