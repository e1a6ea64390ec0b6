"""Verifying, and the plan and search log of an investigation."""

from collections.abc import Sequence

from sightline.calls.opened import Opened
from sightline.work.act import Act
from sightline.work.plan import Planned
from sightline.work.plan import plan as _plan
from sightline.work.verify import verification as _verification
from sightline.work.verifying import answering, planning, ratings, sensitive
from sightline.work.verifying.consent import consent as _consent
from sightline.work.verifying.records import Verified
from sightline.work.verifying.track import Track, track_record


class VerifyingCalls(Opened):
    """Answer the five questions, rate, keep consent and sensitivity, plan, log searches."""

    __slots__ = ()

    def verification(self, code: str) -> Verified:
        """Look at the five questions of an item or incident: provenance, source, date, place, motive."""
        return _verification(self.inside, code)

    def verify(
        self,
        code: str,
        question: str,
        text: str,
        *,
        state: str = "answered",
        sure: str | None = None,
        percent: int | None = None,
        why: str | None = None,
        against: str | None = None,
        cites: Sequence[str] = (),
    ) -> Act:
        """Answer one of the five questions of an item or incident; an earlier answer gives way, readable."""
        told = answering.Answering(text, state, sure, percent, why, against, cites)
        return answering.answer(self.inside, code, question, told)

    def rate(self, what: str, grade: str, *, why: str | None = None) -> Act:
        """Rate a source by a letter (A to F), or what is said by a figure (1 to 6)."""
        return ratings.rate(self.inside, what, grade, why=why)

    def track(self, code: str) -> Track:
        """Count how often what a source said was later judged right or wrong, or taken back."""
        return track_record(self.inside, code)

    def consent(self, code: str, given: str, *, terms: str | None = None, why: str | None = None) -> Act:
        """Write down a consent, or its refusal or withdrawal, which closes every release."""
        return _consent(self.inside, code, given, terms=terms, why=why)

    def set_sensitive(self, code: str, term: str, *, why: str | None = None) -> Act:
        """Put a thing into a class of sensitivity: from then on a release needs a second person."""
        return sensitive.set_class(self.inside, code, term, why=why)

    def begin_plan(
        self, title: str, *, of: str | None = None, question: str | None = None, steps: Sequence[str] = ()
    ) -> Act:
        """Begin the plan of an investigation."""
        return planning.new_plan(self.inside, title, of=of, question=question, steps=steps)

    def log_search(
        self,
        code: str,
        text: str,
        *,
        where: str,
        result: str,
        query: str | None = None,
        when: str | None = None,
        found: Sequence[str] = (),
    ) -> Act:
        """Write a search into the log of a plan, also and above all where nothing was found."""
        made = planning.Search(text, where, result, query, when, None, found)
        return planning.search(self.inside, code, made)

    def plan(self, code: str) -> Planned:
        """Look at a plan with its steps and its log of searches."""
        return _plan(self.inside, code)
