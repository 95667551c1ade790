"""The relations that a row stands in, each with its arithmetic."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from rich.console import Console
from rich.text import Text

from gouji.check.phrases import SCALE_WORDS, amount, figure_name, named
from gouji.check.reasons import CHINESE
from gouji.cli.console import KIND_STYLE, OUTCOME_STYLE, print_hanging, safe
from gouji.cli.options import Lang
from gouji.cli.why_text import Places
from gouji.cli.words import rule_in, say
from gouji.schemas import Document, Figure, Relation, Term
from gouji.schemas.figure import plain
from gouji.store.labels import label

_LONGEST = 120  # characters of names in an equation; with more of them it is written without


def print_relations(console: Console, document: Document, figure: Figure, places: Places) -> None:
    """Every relation of the row: what it says, the equation in figures, and how it comes out."""
    lang = places.lang
    own = [one for one in document.relations if figure.figure in (one.lhs, *(term.figure for term in one.terms))]
    console.print()
    if not own:
        console.print(Text(say("why_no_relations", lang), "bright_black"))
        return
    console.print(Text(say("why_relations", lang), "bold"))
    by_name = {other.figure: other for other in document.figures}
    for relation in own:
        _print_head(console, relation, lang)
        print_hanging(console, Text("      "), _equation(relation, by_name, figure, lang))
        if result := _result(relation, by_name[relation.lhs], lang):
            console.print(Text("      " + result, OUTCOME_STYLE.get(relation.outcome or "", "bright_black")), soft_wrap=True)


def _print_head(console: Console, relation: Relation, lang: Lang) -> None:
    """`r5 合计 成立  总数之后逐项列出  list`"""
    outcome = relation.outcome or "not_testable"
    head = Text.assemble("  ", (relation.relation, "bold"), " ", label("type", relation.type, lang.value), " ")
    head.append(label("outcome", outcome, lang.value), OUTCOME_STYLE.get(outcome, "green"))
    said = [rule_in("relation", relation.rule, lang)]
    said += [] if relation.stated else [say("why_implied", lang)]
    said += [] if relation.closed else [say("why_open", lang)]
    head.append("  " + say("why_semicolon", lang).join(filter(None, said)))
    console.print(head.append(f"  {relation.rule}", "bright_black"), soft_wrap=True)


def _equation(relation: Relation, by_name: Mapping[str, Figure], own: Figure, lang: Lang) -> Text:
    """`f1 行政编制 120名 = f2 市直编制 80名 + f3 乡镇编制 40名`"""
    short = sum(len(figure_name(by_name[term.figure])) for term in relation.terms) > _LONGEST

    def said(name: str) -> Text:
        other = by_name[name]
        words = named(other, name=not short)
        return Text.assemble(
            (name, "bold underline" if name == own.figure else "bold"), " ", (safe(words).plain, KIND_STYLE[other.kind])
        )

    lhs = said(relation.lhs)
    if relation.type == "list_length":
        return lhs.append(" = " + say("why_listed", lang, n=relation.listed))
    sign = " ≤ " if relation.type == "at_most" else " ≥ " if relation.type == "sum" and not relation.closed else " = "
    lhs.append(sign)
    if relation.type != "ratio":
        return lhs.append_text(_added(relation.terms, said, between=" = " if relation.type == "equal" else ""))
    *above, below = relation.terms
    numerator = _added(above, said)
    if len(above) > 1:
        numerator = Text.assemble("(", numerator, ")")
    return lhs.append_text(numerator).append(" ÷ ").append_text(said(below.figure))


def _added(terms: Sequence[Term], said: Callable[[str], Text], *, between: str = "") -> Text:
    """Signed terms in a row; `between` stands in place of their signs."""
    text = Text()
    for place, (sign, name) in enumerate(terms):
        joint = between or (" + " if sign > 0 else " − ")
        text.append(joint if place else "−" if sign < 0 and not between else "").append_text(said(name))
    return text


def _result(relation: Relation, lhs: Figure, lang: Lang) -> str:
    """What the right side comes to, how far that is off, and how far it may be."""
    reason = CHINESE.get(relation.reason, relation.reason) if lang is Lang.zh else relation.reason
    if relation.expected is None:
        return reason
    said = [say("why_gives", lang, expected=_worth(relation.expected, lhs))]
    if relation.gap:
        said.append(say("why_gap", lang, gap=amount(relation.gap, lhs, lang.value)))
        if relation.tolerance is not None:
            said.append(say("why_tolerance", lang, tolerance=amount(relation.tolerance, lhs, lang.value)))
    said += [reason] if reason else []
    return (", " if lang is Lang.en else "，").join(said)


def _worth(value: Decimal, like: Figure) -> str:
    """A value with the unit and scale word of a figure."""
    word = SCALE_WORDS.get(like.unit_mult, "")
    return plain(value.scaleb(-like.unit_mult) if word else value) + word + like.unit
