"""What entities are called, so that a misspelt name is found without reading every statement.

The tables are made empty: what a name is filed under is not the store's to know. They are filled when the case is
opened where it may be written (``work.names_index``); until then, every name is compared.
"""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "names",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("n", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("entity", sa.LargeBinary, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("kind", "size", "n", name=op.f("pk_names")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_names_entity"), "names", ["entity"])
    op.create_table(
        "name_keys",
        sa.Column("key", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("n", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("entity", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", "n", name=op.f("pk_name_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_name_keys_n"), "name_keys", ["n"])
    op.create_index(op.f("ix_entities_title"), "entities", ["title"], postgresql_using="hash")
