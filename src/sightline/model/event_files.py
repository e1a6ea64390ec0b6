"""Columns of the event files of others that no property here has: kept as notes in these words, they go out again."""

from typing import Final

ACLED_NOTES: Final = {"source": "ACLED's sources", "source_scale": "Scale of its sources"}
"""Column of ACLED's files, and the words before its cell in a note."""
UCDP_NOTES: Final = {
    "conflict_name": "UCDP's conflict",
    "dyad_name": "UCDP's dyad",
    "where_description": "Where, as UCDP describes it",
    "source_article": "UCDP's sources",
    "source_original": "UCDP's original source",
    "number_of_sources": "Number of UCDP's sources",
}
"""Column of UCDP GED's files, and the words before its cell in a note."""
