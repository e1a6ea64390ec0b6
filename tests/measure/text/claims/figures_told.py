"""Reads figures from a short writing, so that a sentence and what it tells stand on one line of a test.

``4 killed`` is exactly four, ``4+`` at least four, ``12-`` at most twelve, ``60~`` about sixty, ``10..14`` between; the
group stands behind the state where it is not all.
"""

from sightline.measure.text.claims.suggesting import suggest_claims

Told = tuple[int | None, int | None, int | None, str, str]


def told(writing: str) -> list[Told]:
    """Read figures, divided by semicolons, in the order of their sentence."""
    return [_one(part.split()) for part in writing.split(";") if part.strip()]


def found_in(text: str) -> list[Told]:
    """Give the figures that the rules suggest for a text, in its order."""
    out: list[Told] = []
    for one in suggest_claims(text):
        if one.kind == "figure":
            assert isinstance(one.value, dict)
            assert one.quote == text[one.start : one.end]
            row = one.value
            out.append((row["min"], row["best"], row["max"], str(row["state"]), str(row["group"])))
    return out


def _one(words: list[str]) -> Told:
    number, state, group = words[0], words[1], words[2] if len(words) > 2 else "all"
    if ".." in number:
        least, most = number.split("..")
        return int(least), None, int(most), state, group
    if number.endswith("+"):
        return int(number[:-1]), None, None, state, group
    if number.endswith("-"):
        return None, None, int(number[:-1]), state, group
    if number.endswith("~"):
        return None, int(number[:-1]), None, state, group
    return int(number), int(number), int(number), state, group
