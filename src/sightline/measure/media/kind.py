"""Say what a file is by its bytes, and whether its name claims something else."""

from sightline.measure.media.sniff import agrees, claimed_type
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json

NAME = "media.type"
VERSION = 1


def measure_type(subject: Subject) -> Finding:
    """Compare the bytes with the suffix of the name.

    :returns: *found* where they agree or the name claims nothing, *against* where they differ, *nothing* for an empty
        file, *inconclusive* where no mark is known.
    """
    sniffed = subject.sniffed
    claimed = claimed_type(subject.name)
    values: dict[str, Json] = {"media_type": sniffed.media_type, "label": sniffed.label, "size": sniffed.size}
    suffix = subject.name.rpartition(".")[2].lower() if "." in subject.name else ""
    parameters: dict[str, Json] = {"suffix": suffix[:20]}
    if sniffed.size == 0:
        return Finding(NAME, VERSION, "nothing", "The file has no bytes.", values, parameters=parameters)
    if sniffed.media_type == "application/octet-stream":
        sentence = "No known format: the bytes carry none of the marks looked for."
        return Finding(NAME, VERSION, "inconclusive", sentence, values, parameters=parameters)
    if agrees(subject.name, sniffed.media_type):
        return Finding(
            NAME, VERSION, "found", f"By its bytes: {sniffed.label}.", values, parameters=parameters
        )
    values["claimed"] = claimed
    return Finding(
        NAME,
        VERSION,
        "against",
        f"The name ends in .{suffix[:20]}, but the bytes are those of a {sniffed.label}.",
        values,
        parameters=parameters,
        todo="ask where the name comes from; the file is examined by its bytes",
    )
