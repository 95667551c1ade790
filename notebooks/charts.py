"""Charts of the notebooks: a Chinese font is looked for, and drawings are small SVG with their words as text.

Latin letters and digits are set in the font that matplotlib brings along, and a Chinese character is as wide in one font as in
another: so a drawing is the same on every machine, to a hair, whichever Chinese font stands there.
"""

import io
import logging
import re
import warnings
from collections.abc import Sequence

import matplotlib
from IPython.display import SVG
from matplotlib import font_manager, pyplot
from matplotlib.figure import Figure

# What Linux, macOS and Windows bring along or are commonly given; Noto's JP face has all the characters of its SC face.
FONTS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei", "PingFang SC", "Hiragino Sans GB", "Heiti SC", "STHeiti", "Songti SC", "Microsoft YaHei", "SimHei",
    "SimSun", "Droid Sans Fallback", "Arial Unicode MS",
)  # fmt: skip
LATIN = "DejaVu Sans"
FOUND = "Chinese font found 已找到中文字体"
NOT_FOUND = """No Chinese font is installed that matplotlib knows. The drawings hold their words as text and show them in any
browser with a font for them; for PNG or PDF install one (Debian: fonts-noto-cjk or fonts-wqy-zenhei) and restart the kernel.
未找到中文字体：图中的汉字按文本保存，在装有中文字体的浏览器中正常显示；要输出 PNG、PDF，请先安装中文字体，再重启内核。"""


def installed(names: Sequence[str] = FONTS) -> list[str]:
    """Those of the fonts that matplotlib finds, in their order."""
    there = set(font_manager.fontManager.get_font_names())
    return [name for name in names if name in there]


def use_chinese_font(*first: str) -> str:
    """Set matplotlib up for Chinese, the fonts `first` before those known here, and say whether one of them is installed."""
    names = (*first, *FONTS)
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it warns of each font that is not there
    warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")  # words stay text: the viewer's font has it
    matplotlib.rcParams.update(
        {
            "font.family": [LATIN, *names, "sans-serif"],
            "font.sans-serif": [],
            "axes.unicode_minus": False,
            "axes.spines.right": False,
            "axes.spines.top": False,
            "svg.fonttype": "none",
            "svg.hashsalt": "gouji",
        }
    )
    return FOUND if installed(names) else NOT_FOUND


def drawn(figure: Figure) -> str:
    """The figure as SVG without date and program, the fonts named once; pyplot keeps it no longer."""
    kept = io.StringIO()
    figure.savefig(kept, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    pyplot.close(figure)
    svg = kept.getvalue()
    fonts = ", ".join(f"'{name}'" for name in matplotlib.rcParams["font.family"][:-1])
    svg = re.sub(r" font-family: [^\"]*?sans-serif;?", "", svg[svg.index("<svg ") :])
    return svg.replace('<style type="text/css">', f'<style type="text/css">text{{font-family: {fonts}, sans-serif}}', 1)


def show(figure: Figure) -> SVG:
    """The figure as the output of a cell."""
    return SVG(drawn(figure))
