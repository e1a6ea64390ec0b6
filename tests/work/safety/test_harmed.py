"""Roles in which a person is named in no release, in the languages in which roles are written."""

import pytest

from sightline.work.safety.harmed import is_harmed


@pytest.mark.parametrize(
    "role", ["victim", "Victims", "wounded child", "neighbour", "detainee", "الضحية", "أطفال", "survivor (name known)"]
)  # fmt: skip
def test_roles_in_which_nobody_is_named(role: str) -> None:
    assert is_harmed(role)


@pytest.mark.parametrize("role", ["", "leader", "actor1", "side_a", "spokesman", "قائد", "military judge"])
def test_roles_that_tell_of_no_harm(role: str) -> None:
    assert not is_harmed(role)
