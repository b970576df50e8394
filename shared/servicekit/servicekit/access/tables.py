"""The schema `access`: keys of partners."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

SCHEMA = "access"
metadata = sa.MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"}
)

key = sa.Table(
    "key",
    metadata,
    sa.Column("id", sa.Text(), primary_key=True),
    sa.Column("partner", sa.Text(), nullable=False),
    sa.Column("scopes", ARRAY(sa.Text()), nullable=False),
    sa.Column("sha256", sa.LargeBinary(), nullable=False),
    sa.Column(
        "created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")
    ),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
    sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
    schema=SCHEMA,
)
