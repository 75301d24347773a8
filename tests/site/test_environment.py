from __future__ import annotations

import pytest
from environment import Action, State, decide, interpreter, works
from hypothesis import given
from hypothesis import strategies as st

OLD = {"requirements.txt": b"sphinx==8\n"}
NEW = {"requirements.txt": b"sphinx==9\n"}
DEV = {"requirements-dev.txt": b"pytest==9\n"}


def state(**changes) -> State:
    usual = {"works": True, "ours": True, "wanted": NEW, "found": NEW}
    return State(**{**usual, **changes})


@pytest.mark.parametrize(
    ("changes", "action"),
    [
        pytest.param({}, Action.NOTHING, id="as it should be"),
        pytest.param({"works": False, "found": {}}, Action.MAKE, id="not there"),
        pytest.param({"works": False}, Action.MAKE, id="its Python is gone"),
        pytest.param({"found": OLD}, Action.MAKE, id="made from other files"),
        pytest.param({"found": {}}, Action.MAKE, id="cut short"),
        pytest.param({"wanted": NEW | DEV}, Action.ADD, id="first make test"),
        pytest.param({"wanted": NEW | DEV, "found": OLD}, Action.MAKE, id="both"),
        pytest.param({"found": NEW | DEV}, Action.NOTHING, id="make html after test"),
        pytest.param({"ours": False}, Action.NOTHING, id="somebody's, checked"),
        pytest.param({"ours": False, "found": {}}, Action.ADD, id="somebody's"),
        pytest.param({"ours": False, "found": OLD}, Action.ADD, id="somebody's, old"),
    ],
)
def test_what_happens(changes, action) -> None:
    assert decide(state(**changes)) is action


CONTENTS = st.dictionaries(st.sampled_from("abc"), st.binary(max_size=2))


@given(wanted=CONTENTS, found=CONTENTS)
def test_an_environment_of_somebodys_is_never_made_anew(wanted, found) -> None:
    decided = decide(state(ours=False, wanted=wanted, found=found))
    assert decided is not Action.MAKE
    assert (decided is Action.NOTHING) == (wanted.items() <= found.items())


@pytest.mark.system
def test_an_environment_without_a_python_does_not_work(tmp_path) -> None:
    assert not works(tmp_path / "nothing")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(tmp_path / "gone")
    assert not works(tmp_path)


@pytest.mark.system
def test_one_with_an_old_python_does_not_either(tmp_path) -> None:
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    for status, wanted in [(1, False), (0, True)]:
        python.write_text(f"#!/bin/sh\nexit {status}\n")
        python.chmod(0o755)
        assert works(tmp_path) is wanted
    assert interpreter(tmp_path) == str(python)
