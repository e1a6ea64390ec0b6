"""Protecting people, and letting things out."""

from collections.abc import Sequence

from sightline.calls.opened import Opened
from sightline.work.act import Act
from sightline.work.releasing import release as _release
from sightline.work.safety.confirm import ALL, confirm_publishable
from sightline.work.safety.marking import mark_hazardous
from sightline.work.safety.names import NameFound, names_in_release
from sightline.work.safety.sources import ProtectedSource, protect_source, unprotect_source


class ProtectingCalls(Opened):
    """Protect sources, mark what is hazardous, release to an audience."""

    __slots__ = ()

    def protect_source(
        self, code: str, *, pseudonym: str, authority: str, reason: str, words: Sequence[str] = ()
    ) -> ProtectedSource:
        """Protect a source: its names are encrypted here and wherever else they stand, and it leaves in nothing."""
        return protect_source(
            self.inside, code, pseudonym=pseudonym, authority=authority, reason=reason, words=words
        )

    def unprotect_source(self, code: str, *, authority: str, reason: str) -> ProtectedSource:
        """Open a protected source again, with the keys."""
        return unprotect_source(self.inside, code, authority=authority, reason=reason)

    def confirm_publishable(
        self, code: str, what: str = ALL, *, checked: Sequence[str], reason: str, by: str
    ) -> Act:
        """Say that what a protected source said tells nobody who it is, after looking through it."""
        return confirm_publishable(self.inside, code, what, checked=checked, reason=reason, by=by)

    def mark_hazardous(self, where: str, *, authority: str, reason: str, harmless: bool = False) -> Act:
        """Mark a passage (``ITM-3@120-800:extraction``) as telling how harm is done, or as harmless."""
        return mark_hazardous(self.inside, where, authority=authority, reason=reason, harmless=harmless)

    def release(
        self,
        code: str,
        *,
        to: str | None = None,
        fit: str | None = None,
        reason: str,
        by: str,
        approved_by: str | None = None,
    ) -> Act:
        """Release an entity to an audience, or say how fit it is to be shown; what is sensitive needs two persons."""
        return _release(self.inside, code, to=to, fit=fit, reason=reason, by=by, approved_by=approved_by)

    def names_in_release(self, audience: str) -> tuple[NameFound, ...]:
        """List names of known persons in the texts that an audience would get; read the texts all the same."""
        return names_in_release(self.inside, audience)
