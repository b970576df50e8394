"""Create the schema of keys."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "access_0001"
down_revision = None
branch_labels = ("access",)
depends_on = None


def upgrade() -> None:
    op.execute("create schema if not exists access")
    op.create_table(
        "key",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("scopes", ARRAY(sa.Text()), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_key"),
        schema="access",
    )
    # Roles are the server's: where it forbids them, everything runs under the connecting user.
    for role in ("eslabon_tariff", "eslabon_matrix", "eslabon_niche", "eslabon_gateway"):
        op.execute(f"""
            do $$ begin
                if exists (select from pg_roles where rolname = '{role}') then
                    grant usage on schema access to {role};
                    grant select on access.key to {role};
                    grant select on public.alembic_version to {role};
                end if;
            end $$
        """)


def downgrade() -> None:
    op.drop_table("key", schema="access")
    op.execute("drop schema access")
