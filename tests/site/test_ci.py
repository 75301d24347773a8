"""CI runs the README's commands first, and what it runs alone it runs side by side."""

from __future__ import annotations

import re
import subprocess

import yaml

from site_tools.sites import PROJECT

SCRIPT = PROJECT / ".ci/run"
TEXT = SCRIPT.read_text("utf-8")
[_STEPS] = re.findall(r"^steps=\((.*)\)$", TEXT, re.MULTILINE)
STEPS = _STEPS.split()


def commands(block: str) -> list[str]:
    """The commands of a block, without comments and indentation."""
    lines = (line.partition("#")[0].strip() for line in block.splitlines())
    return [line for line in lines if line]


def function(name: str) -> list[str]:
    [body] = re.findall(rf"^{name}\(\) {{\n(.*?)^}}$", TEXT, re.MULTILINE | re.DOTALL)
    return commands(body)


def test_the_first_step_is_the_readme() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    [block] = re.findall(
        r"^## Two commands\n.*?^```sh\n(.*?)^```$",
        readme,
        re.MULTILINE | re.DOTALL,
    )
    assert STEPS[0] == "readme"
    assert function("readme") == commands(block) == ["make html", "make test"]


def test_the_workflow_has_every_step() -> None:
    workflow = yaml.safe_load((PROJECT / ".github/workflows/ci.yml").read_text("utf-8"))
    runs = [
        step.get("run", "") for x in workflow["jobs"].values() for step in x["steps"]
    ]
    found = [
        x.removeprefix("bash .ci/run ") for x in runs if x.startswith("bash .ci/run")
    ]
    assert sorted(" ".join(found).split()) == sorted({*STEPS} - {"versions"})
    assert any(run.startswith("make test-matrix ") for run in runs)
    assert all(function(step) for step in STEPS)


def selection(target: str) -> str:
    """Return what pytest's ``-m`` selects in a target of the Makefile."""
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    [line] = re.findall(rf"^{target}: .*\n\t(.*)$", makefile, re.MULTILINE)
    [marks] = re.findall(r'-m "(.*?)"', line)
    return marks


def test_two_steps_together_run_all_tests() -> None:
    assert "make test-rest" in function("rest")
    assert selection("test") == "not slow"
    assert selection("test-rest").split(" or ") == ["slow", "hypothesis"]


def test_no_job_waits_for_another() -> None:
    workflow = yaml.safe_load((PROJECT / ".github/workflows/ci.yml").read_text("utf-8"))
    assert "bash .ci/run lint" in str(workflow["jobs"]["lint"]["steps"])
    assert [x for x, job in workflow["jobs"].items() if "needs" in job] == []


def test_an_unknown_step_is_refused_before_any_runs() -> None:
    done = subprocess.run(
        ["bash", str(SCRIPT), "lint", "tests"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == f"There is no step tests: choose from {' '.join(STEPS)}\n"
    assert "===" not in done.stdout
