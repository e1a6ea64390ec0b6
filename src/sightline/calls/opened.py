"""What every area of calls stands on: the open case, let go of at the end."""

from types import TracebackType
from typing import Self

from attrs import frozen

from sightline.work import case as handle
from sightline.work.opening import close_case


@frozen(slots=True)
class Opened:
    """One open workspace."""

    inside: handle.Case
    """The handle that the functions of ``sightline.work`` take."""

    def close(self) -> None:
        """Let go of the case."""
        close_case(self.inside)

    def __enter__(self) -> Self:
        """Give the case itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the case."""
        self.close()
