"""Content Credentials: four different answers, by the known answers in the names of the files."""

import pytest

from sightline.core.errors import Damaged
from sightline.measure.media.credentials import judge, measure_credentials

SOUND = [
    "C",
    "CA",
    "CACA",
    "CACAICAICICA",
    "CAI",
    "CAIAIIICAICIICAIICICA",
    "CAICA",
    "CAICAI",
    "CI",
    "CICA",
    "CICACACA",
    "CII",
    "CIE-sig-CA",
]
BROKEN = {
    "E-dat-CA": "data hash",
    "XCA": "data hash",
    "XCI": "data hash",
    "E-sig-CA": "signature",
    "E-uri-CA": "reference",
    "E-clm-CAICAI": "claim",
    "E-uri-CIE-sig-CA": "reference",
}


def examine(shared, subject, code):
    return measure_credentials(subject(shared / f"data/c2pa/jpeg/adobe-20220124-{code}.jpg"))


@pytest.mark.parametrize("code", SOUND)
def test_sound_bytes_of_a_signer_nobody_configured(shared, subject, code):
    finding = examine(shared, subject, code)
    assert ("inconclusive", "unknown_signer") == (finding.outcome, finding.values["state"])
    assert "fit the file byte for byte" in finding.sentence


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_broken_credentials_say_what_is_broken(shared, subject, code):
    finding = examine(shared, subject, code)
    assert ("against", "broken") == (finding.outcome, finding.values["state"])
    assert BROKEN[code] in finding.values["broken"]
    assert len(finding.values["failures"]) > 0


@pytest.mark.parametrize("code", ["A", "I"])
def test_none_is_an_answer_of_its_own(shared, subject, code):
    finding = examine(shared, subject, code)
    assert ("nothing", "none") == (finding.outcome, finding.values["state"])


def test_an_expired_certificate_does_not_break_the_bytes(shared, subject):
    finding = measure_credentials(subject(shared / "data/c2pa/jpeg/nikon-20221019-building.jpeg"))
    assert "unknown_signer" == finding.values["state"]
    assert "The certificate had expired." in finding.sentence


def test_a_trusted_signer_is_the_fourth_answer():
    finding = judge(
        {"activeManifest": {"success": [{"code": "claimSignature.validated"}], "failure": []}},
        {},
        "Trusted",
        anchored=True,
    )
    assert ("found", "sound") == (finding.outcome, finding.values["state"])


def test_who_signed_and_when_is_kept(shared, subject):
    values = examine(shared, subject, "CA").values
    assert values["signed_by"]
    assert values["claim_generator"].startswith("make_test_images")


def test_a_file_that_is_none_is_damage(subject, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    with pytest.raises(Damaged):
        measure_credentials(subject(path))


@pytest.mark.parametrize("results", [None, [], {"failure": "x"}, {"activeManifest": {"failure": [1, None]}}])
def test_results_of_another_shape_break_nothing(results):
    judge(
        results,
        {"manifests": [], "active_manifest": {}} if results is None else {},
        "Invalid",
        anchored=False,
    )


def test_a_bare_codestream_of_jpeg_xl_holds_none_and_has_not_failed(subject, tmp_path):
    # the reader knows JPEG XL only in boxes: a picture without them was called broken
    path = tmp_path / "a.jxl"
    path.write_bytes(b"\xff\x0a" + bytes(range(64)))
    finding = measure_credentials(subject(path))
    assert ("nothing", "none") == (finding.outcome, finding.values["state"])
    assert "no place for Content Credentials" in finding.sentence
