"""Every sort of act that a ledger records: the list is closed, so that a stranger can read any chain with it."""

EVENT_KINDS = {
    "ledger.opened": "a writer begins its chain: public key, format, where it continues",
    "schema.adopted": "the kinds, properties and vocabularies in force from here on",
    "statements.recorded": "somebody recorded statements, by hand or by a program",
    "import.begun": "an import file was kept and checked",
    "import.batch": "lines of an import became statements",
    "import.done": "the last line of an import was recorded",
    "run.begun": "an intake began",
    "run.done": "an intake came to its end",
    "item.captured": "bytes were taken in, or the attempt failed",
    "object.examined": "measures ran on an object",
    "judgement.made": "a person decided about a statement, finding or suggestion",
    "identity.judged": "a person said same, different or unsure of entities",
    "act.undone": "an earlier act was taken back",
    "statement.closed": "a statement was retracted, superseded, or ranked otherwise",
    "value.protected": "a value, capture or object was withheld",
    "value.unprotected": "something withheld was opened again",
    "value.erased": "a value, capture or object was destroyed",
    "derivative.made": "a file was made from an object, at somebody's wish",
    "chain.adopted": "another copy's verified chain was taken in as it is",
    "checkpoint.signed": "a checkpoint was signed",
    "key.rotated": "a new signing key, signed by both",
}
"""Every kind of event, with its meaning; PREMIS codes stand in the vocabulary premis_event_type."""
