"""Damage as archives do it, for tests: each kind changes how a text is written and none changes what it says.

Every function takes a text and a random generator. What KINDS names is meant to be undone by gouji.normalize: the figures
read from the damaged text are those of the sound one. What LOSSES names is for good, and has to be read as it is.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence

from gouji.normalize.repairs.glosses import reading
from gouji.normalize.repairs.radicals import SUPPLEMENT
from gouji.schemas import Span

Damage = Callable[[str, random.Random], str]

NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?%?")  # what is wide already stays as it is
TONES = "\u0304\u0301\u030c\u0300"
ENTITIES = {"“": "&ldquo;", "”": "&rdquo;", "%": "&#37;", "—": "&mdash;", "《": "&#x300A;"}
INVISIBLE = "\u200b\u200d\ufeff\u00ad\u2060\u0007"
KANGXI = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
RADICALS = KANGXI | {plain: radical for radical, plain in SUPPLEMENT.items()}
# Where a paragraph is long enough that a break in it is no row or title.
STRAY_FROM = 30
WRAP_WIDTHS = (24, 40)
# Of the private use area, in no text: they stand round the spans that `carried` follows, and take no room on a line.
OPEN, CLOSE = "\ue000", "\ue001"
CHARACTER = re.compile(r"[\u4e00-\u9fff]")
CLOSE_SET = re.compile(rf"(?<=[\u4e00-\u9fff])({CLOSE}?)({OPEN}?)(?=[{OPEN}{CLOSE}]?[\u4e00-\u9fff])")
BEFORE_NUMBER = re.compile(rf"(?<=[\u4e00-\u9fff])([{OPEN}{CLOSE}]*)(?=[0-9])")
BEHIND_NUMBER = re.compile(rf"(?<=[0-9%])([{OPEN}{CLOSE}]*)(?=[\u4e00-\u9fff])")
COLUMNS = re.compile(r"\S[ \u3000\t|｜]+\S|[|｜]")
LINE_OF_WORDS = 12  # characters
HEADINGS = {
    "##": re.compile(r"\s*[一二三四五六七八九十]{1,2}、[^。；：]{2,30}$"),
    "###": re.compile(r"\s*[（(][一二三四五六七八九十]{1,2}[)）][^。；：]{2,30}$"),
}
FIRSTLY = re.compile(r"(?<=[。；：])[一二三四五六七八九十]是")
ENUMERATED = re.compile(r"^(\d{1,2})\.(?!\d)")
# Every sign of Chinese writing, and those of ASCII but within a number.
SIGNS = re.compile(r"(?:[，。；：、！？…—“”‘’（）《》〈〉〔〕【】「」『』·;!?()\[\]\"']|[,:.](?!\d)|(?<!\d)[,:.])+")


def glosses(text: str, rng: random.Random, *, share: float = 0.3, toned: bool = True) -> str:
    """Readings in brackets behind a share of the characters that have one; now and then twice."""

    def gloss(character: str) -> str:
        syllable = reading(character)
        if syllable is None or len(syllable) < 2 or rng.random() > share:
            return character
        shown = f"({_tone(syllable, rng) if toned else syllable})"
        return character + shown * (2 if rng.random() < 0.1 else 1)

    return "".join(map(gloss, text))


def plain_glosses(text: str, rng: random.Random) -> str:
    """Readings without tones, as many as a converter leaves."""
    return glosses(text, rng, share=0.6, toned=False)


def wide(text: str, rng: random.Random) -> str:
    """Numbers in full-width signs; each whole or not at all."""

    def widen(match: re.Match[str]) -> str:
        if rng.random() < 0.3:
            return match[0]
        return "".join(chr(ord(sign) + 0xFEE0) for sign in match[0])

    return NUMBER.sub(widen, text)


def entities(text: str, rng: random.Random) -> str:
    """Signs as HTML entities, now and then escaped twice."""

    def escape(sign: str) -> str:
        entity = ENTITIES.get(sign, sign)
        if entity == sign or rng.random() < 0.3:
            return sign
        return entity.replace("&", "&amp;") if rng.random() < 0.2 else entity

    return "".join(map(escape, text))


def invisible(text: str, rng: random.Random) -> str:
    """Characters that print nothing, anywhere, also inside numbers."""
    return "".join(sign + (rng.choice(INVISIBLE) if rng.random() < 0.05 else "") for sign in text)


def radicals(text: str, rng: random.Random) -> str:
    """Radicals for the characters that look like them."""
    return "".join(RADICALS.get(sign, sign) if rng.random() < 0.5 else sign for sign in text)


def spaces(text: str, rng: random.Random) -> str:
    """A space before the point of a decimal, before a percent sign, or inside 万元."""

    def cut(match: re.Match[str]) -> str:
        return match[0] if rng.random() < 0.4 else f"{match[1]} {match[2]}"

    text = re.sub(r"(?<![\d.])(\d+)(\.\d)", cut, text)
    text = re.sub(r"(\d)(%)", cut, text)
    return re.sub(r"(\d[万亿])(元)", cut, text)


def stray_breaks(text: str, rng: random.Random) -> str:
    """A line break inside some numbers of long paragraphs, or before their unit."""

    def cut(line: str) -> str:
        places = [
            match.start() + rng.randrange(1, len(match[0]))
            for match in re.finditer(r"\d{2,}(?=[个件人名万])", line)
            if match.start() > STRAY_FROM and "，" in line[: match.start()] and "。" in line[match.end() :]
        ]
        if not places or rng.random() < 0.3:
            return line
        place = rng.choice(places)
        return f"{line[:place]}\n{line[place:]}"

    return "\n".join(map(cut, text.split("\n")))


def wrap(text: str, rng: random.Random) -> str:
    """Every paragraph broken at one width, wherever that falls."""
    marks, sign = f"[{OPEN}{CLOSE}]*", f"[^{OPEN}{CLOSE}\r\n]"
    line = re.compile(f"(?:{marks}{sign}){{{rng.randint(*WRAP_WIDTHS)}}}{CLOSE}?(?={marks}{sign})")
    return line.sub(r"\g<0>\n", text)


def traditional(text: str, rng: random.Random) -> str:
    """The text in traditional characters, of Taiwan or of Hong Kong."""
    from opencc import OpenCC

    converted: str = OpenCC(rng.choice(("s2t", "s2tw", "s2hk"))).convert(text)
    return converted


def letterspaced(text: str, rng: random.Random) -> str:
    """A space between the characters of every line of words, as stretched print and its scans have it; tables stay."""
    return "".join(
        CLOSE_SET.sub(r"\1 \2", line) if len(CHARACTER.findall(line)) >= LINE_OF_WORDS and not COLUMNS.search(line) else line
        for line in text.splitlines(keepends=True)
    )


def markdown(text: str, rng: random.Random) -> str:
    """As converters write Markdown: headings with their signs, a blank line between paragraphs, enumerating words strong."""
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    marked = [line if COLUMNS.search(line) else _marked_down(line, at == first) for at, line in enumerate(lines)]
    apart = [
        line + "\n" * (not (COLUMNS.search(line) or COLUMNS.search(behind)))
        for line, behind in zip(marked, [*marked[1:], "|"], strict=True)
    ]
    return "\n".join(apart)


def carriage_returns(text: str, rng: random.Random) -> str:
    """Line ends of Windows or of old Macs."""
    return text.replace("\n", rng.choice(("\r\n", "\r")))


def points(text: str, rng: random.Random) -> str:
    """Every sign a point, several in a row one or as many; lines, percent signs and what stands inside a number stay."""
    one = rng.random() < 0.5
    return SIGNS.sub(lambda signs: "." if one else "." * len(signs[0]), text)


def lost_percent(text: str, rng: random.Random) -> str:
    """No percent signs."""
    return re.sub("[%％]", "", text)


def spaced(text: str, rng: random.Random) -> str:
    """A blank between every number and the words round it, in dates too, as word processors set them; tables stay."""
    return "".join(
        line if COLUMNS.search(line) else BEFORE_NUMBER.sub(r" \1", BEHIND_NUMBER.sub(r"\1 ", line))
        for line in text.splitlines(keepends=True)
    )


# In the order in which archives do it: what is done to the words, to the lines, to the characters.
KINDS: dict[str, Damage] = {
    "traditional": traditional,
    "spaces": spaces,
    "wide": wide,
    "markdown": markdown,
    "stray_breaks": stray_breaks,
    "wrap": wrap,
    "letterspaced": letterspaced,
    "radicals": radicals,
    "glosses": glosses,
    "plain_glosses": plain_glosses,
    "invisible": invisible,
    "entities": entities,
    "carriage_returns": carriage_returns,
}
LOSSES: dict[str, Damage] = {"points": points, "lost_percent": lost_percent, "spaced": spaced}


def damage(text: str, seed: int, kinds: tuple[str, ...] = tuple(KINDS)) -> str:
    """The text with the named kinds of damage, the same for the same seed; what is wrapped has no stray breaks."""
    rng = random.Random(seed)
    for name, inflict in KINDS.items():
        if name in kinds and not (name == "stray_breaks" and "wrap" in kinds):
            text = inflict(text, rng)
    return text


def carried(text: str, spans: Sequence[Span], inflict: Damage, rng: random.Random) -> tuple[str, list[Span]]:
    """The damaged text, and where in it each of the spans stands; `spans` in order and without overlap."""
    pieces: list[str] = []
    end = 0
    for span in spans:
        pieces += [text[end : span.start], OPEN, text[span.start : span.end], CLOSE]
        end = span.end
    marked = inflict("".join([*pieces, text[end:]]), rng)
    starts: list[int] = []
    ends: list[int] = []
    kept: list[str] = []
    for sign in marked:
        if sign in (OPEN, CLOSE):
            (starts if sign == OPEN else ends).append(len(kept))
        else:
            kept.append(sign)
    return "".join(kept), [Span(*pair) for pair in zip(starts, ends, strict=True)]


def damage_bytes(data: bytes, seed: int, share: float = 0.01) -> bytes:
    """A share of the bytes replaced by others at random."""
    rng = random.Random(seed)
    return bytes(rng.randrange(256) if rng.random() < share else byte for byte in data)


def _marked_down(line: str, title: bool) -> str:
    """A line that is no row of a table with the marks of Markdown."""
    if title:
        return f"# {line.lstrip()}"
    level = next((marks for marks, heading in HEADINGS.items() if heading.match(line)), None)
    if level is not None:
        return f"{level} {line.lstrip()}"
    return ENUMERATED.sub(r"\1\\.", FIRSTLY.sub(r"**\g<0>**", line))


def _tone(syllable: str, rng: random.Random) -> str:
    """A tone mark on the vowel that carries it."""
    shown = syllable.replace("v", "ü")
    vowel = next((v for v in "aoe" if v in shown), None) or [v for v in shown if v in "iuü"][-1]
    place = shown.index(vowel) if vowel in "aoe" else shown.rindex(vowel)
    return unicodedata.normalize("NFC", f"{shown[: place + 1]}{rng.choice(TONES)}{shown[place + 1 :]}")
