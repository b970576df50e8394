"""Let a release name the one that it came with."""

from alembic import op
from servicekit.releases.ddl import add_release_parents

revision = "niche_0002"
down_revision = "niche_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_release_parents(op, "niche")


def downgrade() -> None:
    """Keep the column: the first migration makes it too."""
