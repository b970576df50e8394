"""The tables that hold a service's releases, publications and upload jobs, one set per schema."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

NOW = sa.text("now()")
ZERO = sa.text("0")


@dataclass(frozen=True)
class ReleaseTables:
    """The release tables of one schema."""

    release: sa.Table
    standing: sa.Table
    publication: sa.Table
    job: sa.Table
    reject: sa.Table
    idempotency: sa.Table


def release_tables(metadata: sa.MetaData, schema: str) -> ReleaseTables:
    """Return the release tables of `schema`, declared in `metadata` (once, however often asked)."""
    key = f"{schema}.release"
    if key not in metadata.tables:
        _declare(metadata, schema)
    names = ("release", "standing", "publication", "job", "reject", "idempotency")
    return ReleaseTables(*(metadata.tables[f"{schema}.{name}"] for name in names))


def _declare(metadata: sa.MetaData, schema: str) -> None:
    _declare_release(metadata, schema)
    # A release published again after being superseded: its earlier standings, so that an answer
    # as of an earlier publication stays the same.
    sa.Table(
        "standing",
        metadata,
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=False),
        sa.Column("superseded", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("release_id", "published", name="pk_standing"),
        schema=schema,
    )
    sa.Table(
        "publication",
        metadata,
        sa.Column("n", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("n", name="pk_publication"),
        schema=schema,
    )
    _declare_job(metadata, schema)
    sa.Table(
        "reject",
        metadata,
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=True),
        sa.Column("column", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("job_id", "number", name="pk_reject"),
        schema=schema,
    )
    sa.Table(
        "idempotency",
        metadata,
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_idempotency"),
        schema=schema,
    )


def _declare_release(metadata: sa.MetaData, schema: str) -> None:
    release = sa.Table(
        "release",
        metadata,
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("slice", sa.Text(), nullable=False),
        sa.Column("parts", JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=True),
        sa.Column("superseded", sa.BigInteger(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rows", sa.BigInteger(), nullable=False, server_default=ZERO),
        sa.Column("rejected", sa.BigInteger(), nullable=False, server_default=ZERO),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("cite_as", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("retrieved_on", sa.Date(), nullable=True),
        sa.Column("inputs", JSONB(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=NOW),
        # The release that it came with: both are published, superseded and dropped together.
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
        schema=schema,
    )
    sa.Index(
        "uq_release_current",
        release.c.dataset,
        release.c.slice,
        unique=True,
        postgresql_where=sa.text("published is not null and superseded is null"),
    )
    sa.Index("ix_release_dataset_slice", release.c.dataset, release.c.slice, release.c.id)
    sa.Index(
        "ix_release_parent",
        release.c.parent_id,
        postgresql_where=sa.text("parent_id is not null"),
    )


def _declare_job(metadata: sa.MetaData, schema: str) -> None:
    sa.Table(
        "job",
        metadata,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("slice", sa.Text(), nullable=False),
        sa.Column("parts", JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("validate_only", sa.Boolean(), nullable=False),
        sa.Column("max_rejects", sa.Integer(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("upload", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("stated", JSONB(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default=ZERO),
        sa.Column("rows_read", sa.BigInteger(), nullable=False, server_default=ZERO),
        sa.Column("rows_accepted", sa.BigInteger(), nullable=False, server_default=ZERO),
        sa.Column("rows_refused", sa.BigInteger(), nullable=False, server_default=ZERO),
        sa.Column("percent", sa.Float(), nullable=False, server_default=ZERO),
        sa.Column("release_id", sa.Integer(), nullable=True),
        sa.Column("publication", sa.BigInteger(), nullable=True),
        sa.Column("unchanged", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("refused", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=NOW),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adapter", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        schema=schema,
    )
