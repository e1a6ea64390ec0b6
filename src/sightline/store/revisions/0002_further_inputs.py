"""Findings of several inputs: two media that were compared, clips that were put on one clock."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Add the table of further inputs, and find findings by their measure."""
    op.create_table(
        "further_inputs",
        sa.Column("finding", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("finding", "sha256"),
    )
    op.create_index("ix_further_inputs_sha256", "further_inputs", ["sha256"])
    op.create_index("ix_findings_measure", "findings", ["measure"])
