"""Say what a file is by its bytes, and whether its name claims something else."""

from sightline.measure.media.sniff import agrees, claimed_type
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json

NAME = "media.type"
VERSION = 1


def measure_type(subject: Subject) -> Finding:
    """Compare the bytes with the suffix of the name (parameter ``name``).

    :returns: *found* where they agree or the name claims nothing, *against* where they differ, *nothing* for an empty
        file, *inconclusive* where no mark is known.
    """
    sniffed = subject.sniffed
    name = str(subject.parameters.get("name", ""))
    claimed = claimed_type(name)
    values: dict[str, Json] = {"media_type": sniffed.media_type, "label": sniffed.label, "size": sniffed.size}
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if sniffed.size == 0:
        return Finding(NAME, VERSION, "nothing", "The file has no bytes.", values)
    if sniffed.media_type == "application/octet-stream":
        sentence = "No known format: the bytes carry none of the marks looked for."
        return Finding(NAME, VERSION, "inconclusive", sentence, values)
    if agrees(name, sniffed.media_type):
        return Finding(NAME, VERSION, "found", f"By its bytes: {sniffed.label}.", values)
    values["claimed"] = claimed
    return Finding(
        NAME,
        VERSION,
        "against",
        f"The name ends in .{suffix[:20]}, but the bytes are those of a {sniffed.label}.",
        values,
        todo="ask where the name comes from; the file is examined by its bytes",
    )
