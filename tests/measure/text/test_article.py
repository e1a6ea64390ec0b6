"""The article of a page, and nothing of its frame."""

from sightline.measure.text.article import LARGEST, finding_of_page

SENTENCE = "Paragraph {} tells what residents of the town reported that morning in some detail."
PARAGRAPHS = "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(6))
PAGE = f"""<html lang=en><head><title>T</title><script>alert('no')</script></head><body><nav><a href=/>Home</a></nav>
<article><h1>What was seen</h1>{PARAGRAPHS}</article><footer>Imprint</footer></body></html>"""


def test_the_article_is_a_layer_in_its_language() -> None:
    finding = finding_of_page(PAGE.encode())
    assert finding.outcome == "found"
    (layer,) = finding.layers
    assert layer.lang == "en"
    assert "Paragraph 3" in layer.text
    assert "alert" not in layer.text


def test_a_page_without_an_article_is_nothing() -> None:
    assert finding_of_page(b"<html><body></body></html>").outcome == "nothing"


def test_a_page_over_the_limit_is_not_read() -> None:
    assert finding_of_page(b"<p>" * (LARGEST // 3 + 1)).outcome == "failed"


def test_deep_nesting_is_survived() -> None:
    # pages that nest a hundred thousand tags once stopped a whole intake
    assert finding_of_page(b"<div>" * 100_000).outcome in ("nothing", "failed")
