"""Widen chains: species, countries, figures, permits and claims; places; the catalogue.

A chain's facts come from several sources: each dataset is cut by source, and what was loaded
before becomes a slice of its own. The species that a chain's row named are not carried over: they
are a dataset, with their status.
"""

import sqlalchemy as sa
from alembic import op
from servicekit.releases.ddl import give_to_role

revision = "niche_0003"
down_revision = "niche_0002"
branch_labels = None
depends_on = None

OLDER = ("chains", "chain_names", "chain_products")


def _needed(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _optional(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=True) for name in names]


def _worded(name: str) -> list[sa.Column[str]]:
    return [*_needed(f"{name}_es"), *_optional(f"{name}_pt", f"{name}_en")]


def _notes() -> list[sa.Column[str]]:
    return _optional("note_es", "note_pt", "note_en")


def _days(*names: str, needed: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Date(), nullable=not needed) for name in names]


def _numbers(*names: str, needed: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Numeric(20, 4), nullable=not needed) for name in names]


def _integers(*names: str, needed: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Integer(), nullable=not needed) for name in names]


TABLES: dict[str, tuple[list[sa.Column[object]], list[str]]] = {
    "species": (
        [
            *_needed("chain", "species"),
            *_optional("authority", "family", "synonyms"),
            *_integers("gbif_key"),
            *_notes(),
            *_needed("reference"),
        ],
        ["chain", "species"],
    ),
    "species_status": (
        [
            *_needed("species", "scheme", "value"),
            *_optional("country"),
            *_days("valid_from"),
            *_optional("precision"),
            *_days("valid_to"),
            *_needed("basis"),
            *_notes(),
            *_needed("reference"),
        ],
        ["species", "scheme", "value", "country"],
    ),
    "chain_biology": (
        [
            *_needed("chain", "topic"),
            *_optional("country", "region", "species", "months"),
            *_worded("text"),
            *_needed("basis", "reference"),
        ],
        ["chain", "topic", "country", "region", "species", "reference"],
    ),
    "chain_presence": (
        [
            *_needed("chain", "country", "presence"),
            *_optional("basis"),
            *_notes(),
            *_optional("reference"),
        ],
        ["chain", "country"],
    ),
    "chain_zones": (
        [
            *_needed("chain", "country"),
            *_optional("region", "place"),
            *_needed("activity"),
            *_optional("producers"),
            *_numbers("area_km2"),
            *_notes(),
            *_needed("reference"),
        ],
        ["chain", "country", "region", "place", "activity"],
    ),
    "chain_permits": (
        [
            *_optional("chain"),
            *_needed("permit"),
            *_optional("country"),
            *_needed("kind"),
            *_worded("title"),
            *_optional("authority", "legal_base"),
            *_days("valid_from", "valid_to"),
            *_needed("basis"),
            *_notes(),
            *_needed("reference"),
        ],
        ["chain", "permit", "country"],
    ),
    "chain_claims": (
        [
            *_needed("chain", "claim"),
            *_optional("country"),
            *_worded("statement"),
            *_needed("claimant", "standing"),
            *_worded("answer"),
            *_needed("reference"),
        ],
        ["chain", "claim", "country"],
    ),
    "chain_statistics": (
        [
            *_needed("chain", "country"),
            *_optional("region", "place", "part"),
            *_needed("indicator"),
            *_optional("system", "partner"),
            *_days("period_from", "period_to"),
            *_numbers("value", needed=True),
            *_needed("unit"),
            sa.Column("approximate", sa.Boolean(), nullable=False),
            *_notes(),
            *_needed("reference"),
            *_integers("ordinal"),
        ],
        [
            "chain",
            "country",
            "region",
            "place",
            "part",
            "indicator",
            "system",
            "partner",
            "period_from",
            "period_to",
            "unit",
            "reference",
        ],
    ),
    "chain_prices": (
        [
            *_needed("chain", "country"),
            *_optional("region", "place"),
            *_worded("form"),
            *_needed("stage"),
            *_days("date_from", "date_to", needed=True),
            *_numbers("price", needed=True),
            *_needed("currency", "per"),
            *_notes(),
            *_needed("reference"),
        ],
        ["chain", "country", "region", "place", "stage", "date_from", "date_to", "reference"],
    ),
    "catalogue": (
        [
            *_needed("product", "name_es", "name_pt", "name_en"),
            *_optional("chain", "species", "country", "nomenclature", "code", "text", "naming"),
            *_numbers("stated_rate_percent"),
            *_optional("stated_kind"),
            *_integers("stated_year"),
            *_notes(),
            *_needed("reference"),
        ],
        ["product", "country", "nomenclature", "code"],
    ),
    "regions": (
        [
            *_needed("region", "country"),
            *_integers("level", needed=True),
            *_needed("name", "kind"),
            *_optional("geometry"),
            *_needed("reference"),
        ],
        ["region"],
    ),
    "degraded_areas": (
        [
            *_needed("area", "country"),
            *_optional("region", "name"),
            *_needed("kind"),
            *_numbers("area_ha"),
            *_days("observed_on"),
            *_needed("geometry"),
            *_notes(),
            *_needed("reference"),
        ],
        ["area"],
    ),
}
INDEXES = {"chain_statistics": (["chain", "country"], ["ordinal"])}


def upgrade() -> None:
    for table in OLDER:
        op.alter_column(table, "source", new_column_name="reference", schema="niche")
        op.execute(
            "update niche.release set slice = 'source=ESLABON', parts = '{\"source\": \"ESLABON\"}'"
            f" where dataset = '{table}' and slice = ''"
        )
    op.drop_column("chains", "species", schema="niche")
    op.drop_column("chains", "disputed", schema="niche")
    for lang in ("pt", "en"):
        op.add_column("chains", sa.Column(f"note_{lang}", sa.Text()), schema="niche")
        op.add_column("chain_products", sa.Column(f"form_{lang}", sa.Text()), schema="niche")
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
        for names in INDEXES.get(table, ()):
            op.create_index(
                f"ix_{table}_{'_'.join(names)}", table, ["release_id", *names], schema="niche"
            )
    give_to_role(op, "niche")


def downgrade() -> None:
    """Take back all but the columns that are lost: species and disputes of a chain."""
    for table in reversed(TABLES):
        op.drop_table(table, schema="niche")
    for lang in ("pt", "en"):
        op.drop_column("chain_products", f"form_{lang}", schema="niche")
        op.drop_column("chains", f"note_{lang}", schema="niche")
    op.add_column(
        "chains",
        sa.Column("species", sa.Text(), nullable=False, server_default="—"),
        schema="niche",
    )
    op.add_column(
        "chains",
        sa.Column("disputed", sa.Boolean(), nullable=False, server_default="false"),
        schema="niche",
    )
    for table in OLDER:
        op.alter_column(table, "reference", new_column_name="source", schema="niche")
        op.execute(
            "update niche.release set slice = '', parts = '{}'"
            f" where dataset = '{table}' and slice = 'source=ESLABON'"
        )
