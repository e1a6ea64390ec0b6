"""Finds what a source took back by its own later statement: that what it had said is not so after all, or is."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from sightline.model.view import Statement
from sightline.work.corroborating.heard import conditions_of, later

MOST: Final = 60
"""Statements of one word that are compared with each other."""


def taken_back_later(said: Iterable[Statement], *, records: Collection[bytes] = ()) -> dict[bytes, str]:
    """Say which statements their own source took back later, by id, and how.

    A denial with a time of its own speaks of that time only: then the world changed, and nothing was taken back. What
    came another way (told by another, or quoting another) takes nothing back.

    Parameters
    ----------
    said : iterable of Statement
        What a source said and what others tell of it; none that was closed.
    records : collection of ids
        Records that a person judged to be this one source.
    """
    words: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in said:
        if not one.hidden:
            sort = "range" if isinstance(one.value, dict) and {"min", "best", "max"} & set(one.value) else ""
            what = json.dumps(one.value, sort_keys=True)
            way = tuple(b"" if some in records else some for some in (one.source, one.via))
            words[one.entity, one.property, what, conditions_of(one, sort), way].append(one)
    out: dict[bytes, str] = {}
    for mine in words.values():
        for old in mine[:MOST]:
            for new in mine[:MOST]:
                if old.negated == new.negated or new.valid not in (None, old.valid) or not later(old, new):
                    continue
                out.setdefault(old.id, f"it said later that it {'is' if old.negated else 'is not'} so")
    return out
