"""What tells which sign a point stood for, where all punctuation became points: by hand from the usage of Chinese reports."""

HAN = "[\u3400-\u9fff]"
NUMERAL = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
# Units that stand in brackets behind a word: 问题数（项）.
UNITS = r"[个人名家件项次户份张册批条场期所处床元宗位岁天]|人次|万元|亿元|百万元|公顷|平方米|公里|[%％‰]|\d{1,3}分"
DATE = r"[〇零一二三四五六七八九十\d]{2,4}年[〇零一二三四五六七八九十\d年月日底末至]*"
CELL_END = r"(?=[ \t\u3000]*(?:[\t\u3000|]| {2}))"

# Two points, the groups of each pattern, that can only have been this pair.
PAIRS = (
    # （一）基本情况; 第二十条第（一）项
    ("（）", rf"(?:^|(?<=[.\t|]))[ \t\u3000]*(\.)(?:{NUMERAL}|\d{{1,2}})(\.)(?= ?{HAN})"),
    ("（）", rf"(?<=第)(\.)(?:{NUMERAL}|\d{{1,2}})(\.)(?=项)"),
    ("（）", rf"(?<={HAN})(?<!单位)(\.)(?:{UNITS})(\.)"),
    # The end of a cell, the whole of one.
    ("（）", rf"(?<={HAN})(\.)[^.\s|]{{1,8}}(\.){CELL_END}"),
    ("（）", rf"(?<=[\s|])(\.)[^.\s|]{{1,8}}(\.)(?:$|{CELL_END})"),
    # 增加12名（5.5%）; 行政编制35名（含政法专项编制12名）; a title with its date
    ("（）", rf"(?<={HAN})(\.)\d+(?:\.\d+)?%(\.)"),
    ("（）", rf"(?<={HAN})(\.)含[^.\n]+(\.)"),
    ("（）", rf"^(?:{NUMERAL}\.)?[^.\n]{{4,40}}(\.){DATE}(\.)$"),
    # The head of one of several reports: 工作总结4（某街道2014年信访工作）
    ("（）", rf"^{HAN}{{4,10}}\d{{1,2}}(\.){HAN}[^.，\n]{{3,30}}(\.)$"),
    # 〔2011〕5号
    ("〔〕", rf"(?<={HAN})(\.)(?:19|20)\d\d(\.)(?=\d{{1,4}}号)"),
    # The head of one of several model texts; a saying that begins with its number: “三跨三分离”.
    ("【】", rf"^[ \t\u3000]*(\.)(?:范文|篇){NUMERAL}(\.)"),
    (
        "“”",
        rf"(?<={HAN})(\.)(?!{NUMERAL}是|一方面|.(?:{UNITS})\.)[一两二三四五六七八九十](?![一二三四五六七八九十百千万零〇])"
        rf"{HAN}{{1,6}}(?<![来年月日度底末])(\.)(?={HAN})",
    ),
)
# One point, or one for a doubled sign: a date under a title, 1—6月.
SINGLE = (
    ("——", r"^[ \t\u3000]*(\.{1,4})(?=(?:19|20)\d\d年)"),
    ("—", r"(?<![\d.])\d{1,2}(\.)(?=\d{1,2}月)"),
)

# A sentence begins so: times, the whole area, an order; never what leans on the words before it.
OPENINGS = (
    r"截至|截止|(?:全年|年内|今年|去年|本年|目前|同时|此外|另外|下一步|下步|以上|综上)"
    r"|(?:19|20)\d\d年(?!的)|全[省市县区镇乡州旗](?!的)"
)
# A clause that only says when, or from where it is looked at: the sentence goes on behind it.
SCENES = r"^.{0,10}(?:[年月]|[日底末初前后]|半年|季度|以来|年来|期间|步|看)$"
# Behind these, at the end of their clause, stands a colon.
LABELS = r"单位|电话|时间|日期|来源|作者|编号|索引号|地址|编码|如下|附件\d?|说明|注"
# A clause of a word is an item of a list, but for these.
SHORT = f"(?!(?:同时|此外|另外|目前|为此|因此|其中|首先|其次|最后)){HAN}{{1,4}}$"
