"""Reports printed to PDF by Chromium, from a page of HTML, in a Song font."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from gouji.corpora.documents.blocks import Report
from gouji.corpora.documents.web import article

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# Debian: fonts-noto-cjk. Where it is missing Chromium takes another, and the document is not what its kind says.
FONT = "Noto Serif CJK SC"
_SEALED = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --no-pdf-header-footer"
)
_TIME_LIMIT = 120  # seconds
_STYLE = f"""@page {{ size: A4; margin: 25mm 22mm; }}
body {{ font: 12pt/1.75 "{FONT}"; margin: 0; }}
h1 {{ font-size: 16pt; text-align: center; }}
p {{ margin: 0; text-align: justify; }}
table {{ border-collapse: collapse; width: 100%; margin: 4pt 0 8pt; font-size: 10pt; line-height: 1.35; }}
td {{ border: 0.6pt solid; padding: 2pt; text-align: center; }}"""


def chromium() -> str | None:
    """The program, None where it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def print_page(report: Report, path: Path) -> None:
    """Print to `path`; needs chromium(), and is not the same bytes twice (the file has its date)."""
    program = chromium()
    if program is None:
        raise FileNotFoundError("Chromium is not installed")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as held:
        page = Path(held, "page.html")
        page.write_text(
            f'<!DOCTYPE html>\n<html lang="zh-CN"><meta charset="utf-8"><title>{report.name}</title>'
            f"<style>{_STYLE}</style>\n{article(report)}\n</html>\n",
            encoding="utf-8",
        )
        command = [program, *_SEALED.split(), f"--user-data-dir={held}/profile", f"--print-to-pdf={path}", page.as_uri()]
        subprocess.run(command, check=True, timeout=_TIME_LIMIT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
