"""A verb of several steps that also takes a code straight away: ``sightline assess ASM-1`` shows it.

Whoever is tired types the code and sees; the steps have words of their own. Without a word it lists what there is.
"""

from typing import Any, ClassVar, Final

from typer.core import TyperGroup

WITH_A_WORD: Final = ("-w", "--workspace", "--by")
"""Options of every verb that take a word after them; where they stand before a step, they belong to it."""


class ShownFirst(TyperGroup):
    """Takes a first word that is none of its steps as what the step ``show`` is about."""

    first: ClassVar[str] = "show"
    """The step that shows, and that lists where it is given nothing."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the step; without one, what follows is for the step that shows."""
        if args and args[0] not in self.commands:
            args = [self.first, *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take nothing, or options that stand before the code such as ``-w DIR``, for the step that shows too."""
        args = self._step_first(args)
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "-h")):
            args = [self.first, *args]
        return super().parse_args(ctx, args)

    def _step_first(self, args: list[str]) -> list[str]:
        """Put a step before the options that were typed before it: ``verify -w DIR track SRC-2``."""
        at = 0
        while at < len(args) and args[at].startswith("-"):
            at += 2 if args[at] in WITH_A_WORD else 1
        step = args[at : at + 1]
        return [*step, *args[:at], *args[at + 1 :]] if step and step[0] in self.commands else args
