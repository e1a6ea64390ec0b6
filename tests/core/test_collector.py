"""The garbage collector rests while records are made, and is afterwards as it was before."""

import gc

from sightline.core.collector import collector_paused


def test_it_works_again_only_after_the_last_of_several_pauses() -> None:
    assert gc.isenabled()
    with collector_paused():
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_one_that_rested_before_goes_on_resting() -> None:
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_answer_is_not_looked_through_at_once() -> None:
    # a hundred thousand records of an answer were all young when the pause ended, and the next search went through them
    with collector_paused():
        answer = [[number] for number in range(50_000)]
        assert gc.get_count()[0] > 50_000
    assert gc.get_count()[0] < 5_000
    assert gc.get_freeze_count() == 0
    assert [49_999] == answer[-1]


def test_what_somebody_froze_stays_frozen() -> None:
    gc.freeze()
    try:
        with collector_paused():
            pass
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
