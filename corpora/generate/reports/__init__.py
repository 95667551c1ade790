"""Whole reports in many genres and hands, with the rows and relations that filling their templates yields.

`genres/*.toml` are the templates, one genre a file. They were written before anything of `extract` was read, and are mended
only where their gold is not what gold/GUIDELINES.md says; never because a program reads them otherwise.

- `script` hans or hant; `spans` which of year, half, minguo, fiscal it may report on; `years` the first and the last one.
- `chapters` keeps to prescribed headings and takes the layouts of forms; `weight` how often it is drawn, 1 where left out.
- `offices` `titles` `addressees` `openings` `closings` lines without figures, one of each; `fillers` stand between sections
  and hold traps.
- `blocks` sections: `id`, `first` or `last`, `heads`, `phrases` (see phrases.py), `repeats` (sections with numbers of their
  own for the same things, beside which it is left out of archives), and what there is to say:
  - `facts.NAME = "EXPRESSION | unit | kind | measure | subject | when | flags"` (see content.py and calendar.py),
  - `groups.NAME` such facts for each of `names`, whose name is `<n>`; `pick` the least and most of them, `other` now and then,
  - `ties.NAME = "EXPRESSION | implied"` a further law of a fact.

Expressions: `draw(least, most, decimals)` `tens` `choose` make a number; `part` `part1` `times` `times1` `scaled` `last` one
near another, `last` being that of the year before; `plus` `minus` `upto` are sums that nobody states. These are laws as well:
`a + b - c` `sum(group.fact)` `net(in, out)` sums, `a - b` `change(new, old)` differences, `rate(a, b)` `per(a, b)`
`growth(new, old, delta)` ratios, `same(a)` equal, `count(group)` `list(a, b, c)` the length of a list.

Flags: `norm`, the bounds, the roles `delta` `rate` `total`, `implied` (the law is not stated), `optional`, `bare` (a number
without its unit), `yu` (余 or 多 before the unit), `yue` (约 before the number), `cn` (Chinese numerals always), `was:FACT`
(in a series, what that fact was the year before).
"""
