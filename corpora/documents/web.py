"""Reports as web pages saved from an office's site: navigation, share buttons and a foot around the article."""

from html import escape
from pathlib import Path

from gouji.corpora.documents.blocks import Block, Report, Table

# What stands around the article; written for the purpose, in the manner of such sites.
_ABOVE = """<div class="top"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>\
<li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 年度报告</div>"""
_BELOW = """<div class="share"><a href="javascript:window.print()">【打印】</a>\
<a href="javascript:window.close()">【关闭】</a></div>
<div class="footer"><p>主办单位：本站编辑部　网站标识码：0000000000</p><p>建议使用1024×768分辨率浏览</p></div>"""


def save_page(report: Report, path: Path, encoding: str) -> None:
    """Write an HTML page in this encoding, which its head names; what the encoding lacks becomes a character reference."""
    title = report.text.split("\n", 1)[0]
    page = f"""<!DOCTYPE html>
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset={encoding}">
<title>{escape(title)}</title>
<style>td {{ border: 1px solid; }}</style>
<script>var views = 1;</script>
</head>
<body>
{_ABOVE}
<div class="article" id="zoom">
{article(report)}
</div>
{_BELOW}
</body>
</html>
"""
    path.write_bytes(page.encode(encoding, "xmlcharrefreplace"))


def article(report: Report) -> str:
    """The report itself as HTML."""
    return "\n".join(_block(block, at) for at, block in enumerate(report.blocks))


def _block(block: Block, at: int) -> str:
    if not isinstance(block, Table):
        return f"<h1>{escape(block.text)}</h1>" if at == 0 else f"<p>　　{escape(block.text)}</p>"
    rows = [[cell for cell in block.cells if cell.row == row] for row in range(block.height)]
    lines = []
    for row in rows:
        cells = "".join(f"<td{_span('row', c.rows)}{_span('col', c.columns)}>{escape(c.piece.text)}</td>" for c in row)
        lines.append(f"<tr>{cells}</tr>")
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def _span(direction: str, size: int) -> str:
    return f' {direction}span="{size}"' if size > 1 else ""
