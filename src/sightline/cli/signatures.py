"""Writes the signature of a verb that is made out of another function: the command line is read from signatures."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Step = TypeVar("Step", bound=Callable[..., None])


def take(step: Step, own: Callable[..., Any], *, last: Mapping[str, tuple[Any, Any]]) -> Step:
    """Let a step take what ``own`` does after its first parameter, and then options: name, (annotation, default)."""
    after = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in last.items()
    ]
    taken = [*list(inspect.signature(own).parameters.values())[1:], *after]
    step.__signature__ = inspect.Signature(taken)  # type: ignore[attr-defined]
    step.__annotations__ = {one.name: one.annotation for one in taken}
    return step
