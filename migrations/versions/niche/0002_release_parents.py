"""Let a release name the one it came with, and a job the adapter that reads its file."""

from alembic import op
from servicekit.releases.ddl import add_release_columns

revision = "niche_0002"
down_revision = "niche_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_release_columns(op, "niche")


def downgrade() -> None:
    """Keep the columns: the first migration makes them too."""
