"""The first schema."""

from alembic import op

from sightline.store.tables import metadata


def upgrade() -> None:
    """Make all tables."""
    metadata.create_all(op.get_bind())
