"""What hangs together, directly or through others."""

from collections.abc import Sequence


def connected(names: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return the names in groups, in their order, each group by its first name.

    :param pairs: of names that hang together.
    """
    group_of = {name: at for at, name in enumerate(names)}
    for first, second in pairs:
        low, high = sorted((group_of[first], group_of[second]))
        if low != high:
            for name, group in group_of.items():
                if group == high:
                    group_of[name] = low
    groups: dict[int, list[str]] = {}
    for name in names:
        groups.setdefault(group_of[name], []).append(name)
    return list(groups.values())
