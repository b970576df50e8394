"""Add the SME policy index and the matrix of secretariats."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "niche_0009"
down_revision = "niche_0008"
branch_labels = None
depends_on = None


def _needed(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _optional(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=True) for name in names]


def _worded(name: str) -> list[sa.Column[Any]]:
    return [*_needed(f"{name}_es"), *_optional(f"{name}_pt", f"{name}_en")]


def _notes() -> list[sa.Column[Any]]:
    return _optional("note_es", "note_pt", "note_en")


def _of(kind: sa.types.TypeEngine[Any], name: str, *, needed: bool = True) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=not needed)


TABLES: dict[str, tuple[list[sa.Column[Any]], list[str]]] = {
    "policy_editions": (
        [
            *_needed("edition"),
            _of(sa.Integer(), "year"),
            *_worded("name"),
            *_needed("countries"),
            *_optional("average"),
            *_notes(),
            *_needed("reference"),
        ],
        ["edition"],
    ),
    "policy_items": (
        [
            *_needed("edition", "item"),
            *_optional("parent"),
            *_needed("level"),
            _of(sa.Integer(), "position"),
            *_worded("name"),
            *_optional("phase", "question"),
            _of(sa.Numeric(20, 4), "weight", needed=False),
            *_needed("basis"),
            *_notes(),
            *_needed("reference"),
        ],
        ["edition", "item"],
    ),
    "policy_figures": (
        [
            *_needed("edition", "area"),
            *_optional("item"),
            *_needed("metric"),
            _of(sa.Double(), "value", needed=False),
            *_optional("standing"),
            _of(sa.Boolean(), "approximate"),
            *_notes(),
            *_needed("reference"),
        ],
        ["edition", "area", "item", "metric"],
    ),
    "policy_answers": (
        [
            *_needed("edition", "country", "item"),
            *_optional("answer"),
            _of(sa.Numeric(20, 4), "score", needed=False),
            *_notes(),
            *_needed("reference"),
        ],
        ["edition", "country", "item"],
    ),
    "secretariats": (
        [
            *_needed("secretariat"),
            *_worded("name"),
            *_needed("role"),
            *_notes(),
            *_needed("reference"),
        ],
        ["secretariat"],
    ),
    "cooperation_axes": (
        [
            *_needed("axis"),
            _of(sa.Integer(), "position"),
            *_worded("name"),
            *_needed("printed_as"),
            *_optional("lead"),
            *_needed("basis"),
            *_notes(),
            *_needed("reference"),
        ],
        ["axis"],
    ),
    "cooperation_themes": (
        [
            *_needed("axis", "theme"),
            *_worded("name"),
            *_needed("basis"),
            *_notes(),
            *_needed("reference"),
        ],
        ["axis", "theme"],
    ),
    "action_areas": (
        [
            *_needed("area", "axis", "secretariat"),
            *_worded("title"),
            *_needed("kind", "status"),
            _of(sa.Boolean(), "leads"),
            *_optional("joint_with", "countries"),
            *_needed("themes"),
            *_worded("description"),
            *_optional("website"),
            *_needed("basis"),
            *_notes(),
            *_needed("reference"),
        ],
        ["area", "axis"],
    ),
    "cooperation_meetings": (
        [
            *_needed("meeting"),
            *_worded("title"),
            *_needed("status"),
            *_optional("axes"),
            _of(sa.Date(), "starts_on", needed=False),
            _of(sa.Date(), "ends_on", needed=False),
            *_optional("precision", "country", "place", "modality", "organisers", "participants"),
            *_needed("basis"),
            *_notes(),
            *_needed("reference"),
        ],
        ["meeting"],
    ),
}


def upgrade() -> None:
    for table, (columns, key) in TABLES.items():
        op.create_table(
            table,
            sa.Column("release_id", sa.Integer(), nullable=False),
            *columns,
            schema="niche",
        )
        op.create_index(
            f"uq_{table}",
            table,
            ["release_id", *key],
            unique=True,
            schema="niche",
            postgresql_nulls_not_distinct=True,
        )
    give_to_role(op, "niche")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table, schema="niche")
