"""A text layer for a scan, made by `ocrmypdf` where it is installed, in a child process with a time limit."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.errors import SourceError

PROGRAM = "ocrmypdf"
MAX_SECONDS = 600
"""A page takes some seconds; what is longer than a hundred pages is better done apart, once."""


def with_text_layer(content: bytes, name: str) -> bytes:
    """Return a scanned PDF with its text, or raise `SourceError` that says how to get one."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise SourceError(
            f"{name}: is a scan without a text layer; make one, for instance with "
            f"'{PROGRAM} FILE.pdf READABLE.pdf', and read that"
        )
    with TemporaryDirectory() as folder:
        scan, readable = Path(folder, "scan.pdf"), Path(folder, "readable.pdf")
        scan.write_bytes(content)
        try:
            subprocess.run(  # noqa: S603 - the program that the administrator installed, with our own files
                [program, "--quiet", "--skip-text", str(scan), str(readable)],
                check=True,
                capture_output=True,
                timeout=MAX_SECONDS,
            )
            return readable.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise SourceError(
                f"{name}: is a scan, and {PROGRAM} made no text layer for it ({error}); make one by hand and "
                "read that"
            ) from error
