"""An old site that would take all time or memory ends in a line of the report."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from permalink_blog.core.untrusted.budget import BudgetExceededError, budget
from permalink_import import bounds, limits
from permalink_import.cli import main
from permalink_import.jekyll.markdown.context import ConversionContext
from permalink_import.jekyll.markdown.conversion import convert
from permalink_import.model import ImportFailedError
from site_tools.old_sites import NewSite
from site_tools.slow import slow

if TYPE_CHECKING:
    from pathlib import Path

SLOW = r"((a+)+)+$(?P<slug>x)"
NAME = "a" * 60
CONFIGS = {
    "jekyll": ("_config.yml", "title: T\n", "_posts/2018-08-01-{}.md"),
    "hugo": ("hugo.toml", "title = 'T'\n", "content/posts/{}.md"),
    "pelican": (
        "pelicanconf.py",
        "SITENAME = 'T'\nPATH = 'content'\n",
        "content/{}.md",
    ),
}
BY_NAME = "SLUGIFY_SOURCE = 'basename'\n"
DEEP = "[" * 5000


def old_site(
    tmp_path: Path, generator: str, config: str, *, body: str = "Text.", name: str = ""
) -> NewSite:
    """Write a site with two posts, of which one may be hostile."""
    site = NewSite(tmp_path)
    file, start, post = CONFIGS[generator]
    site.root.mkdir(exist_ok=True)
    (site.root / (name or file)).write_text(f"{start if not name else ''}{config}")
    matter = "---\ntitle: A\ndate: 2018-08-01\n---\n"
    if generator == "pelican":
        matter = "Title: A\nDate: 2018-08-01\n\n"
    for stem, text in ((NAME, "The good one."), ("bad", body)):
        path = site.root / post.format(stem)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{matter}{text}\n")
    return site


def run(site: NewSite, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Import within this process; return the exit code and what is said."""
    code = main([str(site.root), "--into", str(site.folder)])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out + said.err


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SETTING_SECONDS", 0.5)
    monkeypatch.setattr(limits, "TEXT_SECONDS", 5)


@pytest.mark.parametrize(
    ("generator", "config", "said"),
    [
        ("pelican", f"FILENAME_METADATA = r'{SLOW}'", "FILENAME_METADATA: it takes"),
        ("pelican", f"PATH_METADATA = r'{SLOW[:-12]}x'", "PATH_METADATA: it takes"),
        (
            "pelican",
            BY_NAME + f"SLUG_REGEX_SUBSTITUTIONS = [(r'{SLOW}', '')]",
            "SLUG_REGEX_SUBSTITUTIONS: it takes more than 0.5 seconds",
        ),
        ("pelican", "ARTICLE_URL = '{slug:>999999999}'", "ARTICLE_URL: it takes too"),
        ("pelican", "TAG_SAVE_AS = '{slug:>999999999}'", "TAG_SAVE_AS: it takes too"),
        ("pelican", f"SITENAME = {DEEP}", "pelicanconf.py: cannot be read"),
        ("hugo", f"ignoreFiles = ['{SLOW}']", "ignoreFiles: it takes more than"),
        (
            "hugo",
            f"[[cascade]]\n[cascade.target]\npath = '{'**a' * 30}b'",
            "of the configuration: it takes more than",
        ),
        ("hugo", f"a = {DEEP}", "hugo.toml: cannot be read: more than 50"),
        (
            "jekyll",
            "defaults: [{scope: {path: '" + "**/d/" * 14 + "*x'}, values: {a: b}}]",
            "path: ",
        ),
    ],
)
def test_a_setting_stops_the_import(
    generator: str,
    config: str,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = old_site(tmp_path, generator, config)
    if generator == "jekyll":
        deep = site.root
        for _ in range(30):
            deep /= "d"
        deep.mkdir(parents=True)
    code, text = run(site, capsys)
    assert code == 2, text
    assert said in text
    assert len(text.strip().splitlines()) == 1
    assert list(site.folder.rglob("*.md")) == []


@pytest.mark.parametrize("form", ["toml", "yaml", "json"])
def test_a_deep_configuration_of_hugo(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {"toml": f"a = {DEEP}", "yaml": f"a: {DEEP}", "json": '{"a": ' + DEEP}
    site = old_site(tmp_path, "hugo", texts[form], name=f"hugo.{form}")
    code, text = run(site, capsys)
    assert code == 2
    assert f"hugo.{form}: cannot be read" in text


def test_aliases_of_aliases_in_a_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
    )
    for generator, name in (("jekyll", "_config.yml"), ("hugo", "hugo.yaml")):
        site = old_site(tmp_path / generator, generator, bomb, name=name)
        code, text = run(site, capsys)
        assert code == 2
        assert "more than 2,000,000 characters, with its aliases" in text


@pytest.mark.parametrize(
    ("generator", "config", "said"),
    [
        ("pelican", "SITENAME = SITENAME + SITENAME\n" * 40, "that are computed"),
        ("pelican", "PLUGINS = ['a']\n" + "PLUGINS = PLUGINS + PLUGINS\n" * 40, "comp"),
        (
            "pelican",
            "SLUGIFY_SOURCE = 'basename'\nSLUG_REGEX_SUBSTITUTIONS = "
            + str([("(.+)", r"\1\1")] * 30),
            "more than 10,000 characters",
        ),
        ("hugo", r"ignoreFiles = ['\pL+(']", "Expressions that are not known here"),
        ("hugo", "[permalinks]\n'{{a' = '/x/:slug/'", ""),
        ("jekyll", "defaults: [{scope: {path: '../*'}, values: {title: x}}]", ""),
        ("jekyll", "defaults: [{scope: {path: '/*/..'}, values: {title: x}}]", ""),
    ],
)
def test_a_setting_is_left_out(
    generator: str,
    config: str,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, text = run(old_site(tmp_path, generator, config), capsys)
    assert code in {0, 1}, text
    assert said in text


@pytest.mark.parametrize("generator", ["jekyll", slow("hugo"), slow("pelican")])
def test_a_text_costs_no_other_text(
    generator: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What takes quadratic time, as long as somebody finds such a text.
    monkeypatch.setattr(limits, "TEXT_SECONDS", 3)
    body = "[a](" * 100_000 + "[^a" * 100_000
    code, text = run(old_site(tmp_path, generator, "", body=body), capsys)
    assert code == 1, text
    assert "it takes more than 3 seconds" in text
    assert [x.name for x in (tmp_path / "new").rglob("*aaa.md")]


@pytest.mark.parametrize(
    "piece", ["<iframe src=", '<iframe src=" ', "<script ", "<a ", "<!d ", "<a<"]
)
def test_tags_that_are_left_open_take_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        convert(
            piece * count,
            context=ConversionContext(target="posts/a.md"),
            source="a.md",
            first_line=1,
        )
        return time.process_time() - start

    # It took 3 seconds for a thousand, and eight times as long for two thousand.
    assert seconds(8000) < 10


def test_folders_that_lead_to_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FOLDERS", 500)
    for where in ("", "_data"):
        site = old_site(tmp_path / f"x{where}", "jekyll", "")
        for number in range(20):
            folder = site.root / where / f"d{number}"
            folder.mkdir(parents=True)
            for name in "ab":
                (folder / name).symlink_to(f"../d{number + 1}")
        (site.root / where / "d20").mkdir()
        code, text = run(site, capsys)
        assert code == 2
        assert "more than 500 folders" in text


def test_whatever_fails_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise TypeError("a\nb")

    monkeypatch.setattr("permalink_import.cli.import_site", fail)
    code, text = run(old_site(tmp_path, "jekyll", ""), capsys)
    assert code == 2
    assert text == "import: the old site cannot be imported: TypeError: a b.\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "it takes too much memory"),
        (RecursionError(), "it has too many parts within each other"),
        (BudgetExceededError("it takes more than 1 seconds"), "it takes more than"),
        (KeyError("a"), "KeyError: 'a'"),
    ],
)
def test_each_error_is_a_finding(error: BaseException, said: str) -> None:
    def work(item: str) -> str:
        if item == "bad":
            raise error
        return item

    findings: list[bounds.Finding] = []
    items = ["a", "bad", "b"]
    found = bounds.each_within_limits(
        work, items, source_of=str.upper, findings=findings
    )
    assert list(found) == ["a", "b"]
    (finding,) = findings
    assert finding.source == "BAD"
    assert said in finding.what


def test_an_import_that_cannot_be_done_is_no_finding() -> None:
    def work(_item: str) -> str:
        raise ImportFailedError("no")

    with pytest.raises(ImportFailedError):
        list(bounds.each_within_limits(work, ["a"], source_of=str, findings=[]))


def spin(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_a_budget_within_another() -> None:
    with budget(seconds=60):
        with pytest.raises(BudgetExceededError), budget(seconds=0.5):
            spin(30)
        with budget(seconds=60):
            spin(0.1)
    with pytest.raises(BudgetExceededError), budget(seconds=0.5):
        spin_within_another()


def spin_within_another() -> None:
    with budget(seconds=30):
        spin(0.1)
    spin(30)


def test_findings_are_no_failure_if_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = old_site(tmp_path, "jekyll", "", body="{% nothing %}")
    arguments = [str(site.root), "--into", str(site.folder)]
    assert main([*arguments, "--dry-run"]) == 1
    assert main([*arguments, "--exit-zero"]) == 0
    (site.root / "_config.yml").write_text("a: [")
    assert main([*arguments, "--exit-zero"]) == 2
    capsys.readouterr()
