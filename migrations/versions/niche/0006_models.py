"""Add the model of appearance, its tests, its probabilities, and human capital."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "niche_0006"
down_revision = "niche_0005"
branch_labels = None
depends_on = None

KEYS = {
    "models": ["variant"],
    "model_features": ["variant", "feature"],
    "model_tests": ["variant", "test", "area"],
    "model_quality": ["variant", "test", "area", "score", "metric"],
    "model_calibration": ["variant", "test", "area", "bin"],
    "probabilities": ["place", "product"],
    "human_capital": ["place", "product"],
}
SIZE = ("cells", "happened", "countries")


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _counts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _numbers(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Double(), nullable=nullable) for name in names]


def upgrade() -> None:
    tables: dict[str, list[sa.Column[Any]]] = {
        "models": [
            *_texts("variant"),
            *_counts("first_year", "last_year", *SIZE),
            *_numbers("intercept", "threshold"),
        ],
        "model_features": [
            *_texts("variant", "feature"),
            *_counts("position"),
            *_numbers("mean", "deviation", "coefficient", "error"),
        ],
        "model_tests": [
            *_texts("variant", "test", "area"),
            *_counts("learnt_first_year", "learnt_last_year", "first_year", "last_year", *SIZE),
        ],
        "model_quality": [
            *_texts("variant", "test", "area", "score", "metric"),
            *_numbers("value"),
            *_numbers("low", "high", nullable=True),
        ],
        "model_calibration": [
            *_texts("variant", "test", "area"),
            *_counts("bin", "cells"),
            *_numbers("predicted", "observed"),
        ],
        "probabilities": [
            *_texts("place", "product", "variant"),
            *_numbers("probability", "low", "high"),
            sa.Column("extrapolated", sa.Boolean(), nullable=False),
        ],
        "human_capital": [*_texts("place", "product"), *_numbers("value")],
    }
    for name, columns in tables.items():
        op.create_table(
            name,
            *_counts("release_id"),
            *columns,
            schema="niche",
            postgresql_partition_by="LIST (release_id)" if name == "probabilities" else None,
        )
        op.create_index(
            f"uq_{name}",
            name,
            ["release_id", *KEYS[name]],
            unique=True,
            schema="niche",
            postgresql_nulls_not_distinct=True,
        )
    give_to_role(op, "niche")


def downgrade() -> None:
    for table in KEYS:
        op.drop_table(table, schema="niche")
