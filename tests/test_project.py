"""What holds for the project as a whole: public names, silent imports, short files, true documents."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import kb

ROOT = Path(__file__).parent.parent
HEAVY = (
    "chromadb",
    "docx",
    "gradio",
    "httpx",
    "langdetect",
    "llama_index",
    "numpy",
    "pydantic",
    "rich",
    "tantivy",
    "typer",
)
MAX_LINES = 400
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common"}


def sources() -> list[Path]:
    folders = ("kb", "eval", "tests")
    return [*ROOT.glob("*.py"), *(path for folder in folders for path in (ROOT / folder).rglob("*.py"))]


def test_the_public_names_are_a_sorted_list_and_each_can_be_had() -> None:
    assert kb.__all__ == sorted(kb.__all__)
    for name in kb.__all__:
        assert getattr(kb, name).__name__ == name


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, kb; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert loaded.stderr == ""
    assert set(loaded.stdout.split()).isdisjoint(HEAVY)


def test_no_file_is_long_and_none_is_a_drawer() -> None:
    assert sources()
    for path in sources():
        assert len(path.read_text("utf-8").splitlines()) <= MAX_LINES, path
        assert path.stem not in DRAWERS, path


def test_every_module_says_why_it_exists() -> None:
    for path in sources():
        assert path.read_text("utf-8").startswith(('"""', "'''")), path


def test_the_readme_holds_exactly_two_set_up_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    (block,) = re.findall(r"^```sh setup\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert len(block.strip().splitlines()) == 2


def test_the_readme_links_to_files_that_exist() -> None:
    for document in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / document).read_text("utf-8")):
            assert (ROOT / target).exists(), f"{document}: {target}"
