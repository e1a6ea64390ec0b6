"""Gives tests of claims an incident that a few statements speak of."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fixtures.claims import Told

from sightline.work.case import Case
from sightline.work.corroborate import claims
from sightline.work.corroborating.records import Claims
from sightline.work.importing import import_statements


@pytest.fixture
def told(case: Case, lines: Callable[..., Path]) -> Told:
    """Import statements and set the claims about the incident side by side."""

    def tell(*rows: dict[str, object], code: str = "incident/i") -> Claims:
        import_statements(case, lines(*rows))
        return claims(case, code)

    return tell
