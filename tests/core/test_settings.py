"""Settings: one record, and a line that cannot be used is named by its number."""

from pathlib import Path

import pytest
from attrs import fields

from sightline.core.errors import BadSetting
from sightline.core.settings import CHOICES, Settings, keys_folder, read_settings


def settings_of(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "sightline.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_nothing_set_is_all_ordinary(tmp_path: Path) -> None:
    assert Settings() == settings_of(tmp_path, "# nothing\n[case]\n")


def test_what_is_set_is_taken(tmp_path: Path) -> None:
    text = '[case]\ntitle = "حلب"\n[network]\nseconds = 9\n[catalogue]\ntext = "following"\n'
    taken = settings_of(tmp_path, text)
    assert ("حلب", 9, "following") == (taken.case_title, taken.network_seconds, taken.catalogue_text)


@pytest.mark.parametrize(
    "text, line, told",
    [
        ("[case]\n\ntitel = 'x'\n", 3, "[case] titel is not a setting; [case] knows"),
        ("[cases]\ntitle = 'x'\n", 2, "[cases] title is not a setting; [cases] knows no keys"),
        ("[case]\ntitle = 3\n", 2, "[case] title is 3; it takes text"),
        ("[network]\nproxy = ''\nseconds = '9'\n", 3, "[network] seconds is '9'; it takes a number"),
        ("[network]\nseconds = true\n", 2, "[network] seconds is True; it takes a number"),
        ("[network]\nseconds = 1.5\n", 2, "it takes a number"),
        ("[network]\nseconds = -1\n", 2, "it cannot be negative"),
        ("# first\n[catalogue]\ntext = 'later'\n", 3, "it is one of at once, following"),
        ("title = 'x'\n[case]\ntitle = 'y'\n", 1, "title stands outside any [section]"),
        ("[case]\ntitle = 'x'\n[network]\ntitle = 'y'\n", 4, "[network] title is not a setting"),
        ("[case]\ntitle = 'a'\ntitle = 'b'\n", 3, "is no TOML"),
        ("[case]\ntitle = unquoted\n", 2, "is no TOML"),
        ("[case.more]\ntitle = 'x'\n", 1, "[case] more"),
        ("[[case]]\ntitle = 'x'\n", 1, "case"),
        ("case = {title = 3}\n", 1, "[case] title is 3"),
        ("[ case ]\n'title' = 3\n", 2, "[case] title is 3"),
    ],
)
def test_what_cannot_be_used_is_named_by_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    with pytest.raises(BadSetting) as caught:
        settings_of(tmp_path, text)
    assert told in str(caught.value)
    assert f"line {line}" in str(caught.value)
    assert str(tmp_path / "sightline.toml") in str(caught.value)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "sightline.toml"
    path.write_bytes(b"[case]\ntitle = '\xff'\n")
    with pytest.raises(BadSetting, match="UTF-8"):
        read_settings(path)


def test_every_setting_says_what_it_is_for() -> None:
    for one in fields(Settings):
        assert one.metadata["about"].endswith(".")
        assert "_" in one.name
    assert set(CHOICES) <= {one.name for one in fields(Settings)}
    for name, allowed in CHOICES.items():
        assert getattr(Settings(), name) in allowed


def test_keys_lie_outside_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGHTLINE_KEYS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert tmp_path / "data" / "sightline" / "keys" == keys_folder(Settings(), tmp_path / "case")
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "given"))
    assert tmp_path / "given" == keys_folder(Settings(), tmp_path / "case")
    assert (tmp_path / "stick").resolve() == keys_folder(Settings(keys_folder="../stick"), tmp_path / "case")
    monkeypatch.delenv("SIGHTLINE_KEYS")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert tmp_path / "me" / ".local/share/sightline/keys" == keys_folder(Settings(), tmp_path / "case")
