"""Words of table heads and stubs: own lists, gathered from the tables of work reports, statistics forms and budget papers
of the mainland, Hong Kong, Macao and Taiwan (simplified characters). Alternatives of patterns; longer ones first."""

import re

# A row or column that adds up others, by rank: 小计 closes a run, 合计 a level, 总计 may hold several 合计.
SUBTOTAL = re.compile(r"小计|分计")
GRAND_TOTAL = re.compile(r"总计|总额|总数|总和|全部")
TOTAL = re.compile(rf"合计|共计|合共|{GRAND_TOTAL.pattern}")
# `加分合计`, `本级小计`: the total of a named run of rows.
NAMED_TOTAL = re.compile(r".{1,12}(?:合计|小计|总计)")
# `编制合计`, `在职人员总数` in a head: what it adds up is called like it.
NAMED_SUM = re.compile(r"(?P<what>[^\d]{2,8}?)(?:合计|小计|总计|共计|总数|总量)")
# A final result that is no plain sum of the rows above it (caps, weights): never tested as a sum, never a term of one.
RESULT = re.compile(r"(?:最终|综合|考核|实际)?(?:总得分|总分|总评分?|总成绩|得分合计|最后得分|综合得分)")
# The result that may be a plain sum all the same; the numbers of one column tell.
PLAIN_RESULT = re.compile(r"总得分|总分|总评?分|得分合计")

# Cells that say there is no number.
PLACEHOLDER = re.compile(r"[-—–－−/／*.…·]+|不适用|无数据|缺|无|暂无|未统计|n\.?a\.?|N\.?A\.?")

# Heads of columns that number or code the rows, and rows that number the columns.
INDEX_HEAD = re.compile(r"序号?|编号|行次|代码|项次|№|No\.?|编码", re.IGNORECASE)
COLUMN_INDEX_ROW = re.compile(r"栏次|列次|栏目?|甲|序号")
# Heads of a column whose cells name the unit of the row, and of value columns that say nothing of what is counted.
UNIT_HEAD = re.compile(r"(?:计量|统计)?单位")
GENERIC_HEAD = re.compile(r"数量|数值|数据|数|金额|统计数?|本年数?|本期数?|完成数|合计|总计|年度|")
# Heads of assessments over what an item should come to, and over what it did: the item says what is counted.
ITEM_VALUE = re.compile(
    r"(?:年初|年度|全年|预期|计划|设定|绩效|三级)*(?:指标|目标|计划)值|(?:年度|全年)?(?:实际)?(?:完成|达成|达到)?值|实际完成"
)

# A column label that names what is counted (else it names whose it is).
MEASURE = re.compile(
    r"数$|量$|率$|额$|比$|比重|百分|金额|经费|支出|收入|预算|决算|开支|拨款|编制|人数|人员|职数|员额|职位|空编|空缺|缺额|缺编|超编"
    r"|分值|满分|得分|评分|扣分|加分|分数|权重|目标|任务|计划|完成|执行|增减|增幅|降幅|增长|结余|余额|面积|户数|次数|件数|平均|人均|均$"
)

# Columns of numbers that count nothing.
NO_FIGURES = re.compile(
    r"电话|手机|传真|邮编|邮政编码|证号|号码|账号|帐号|文号|代码|编码|编号|年份|年度$|日期|时间|页码|页次|名次|排名|位次|等级|邮箱|网址"
)

# Units that a column label carries in its own last characters: 件数 -> 件. 机构数 and the like follow the kind instead.
COUNTED_UNIT = re.compile(r"(人次|场次|批次|户次|班次|车次|[人户件条次宗份篇册场期个家处项起名辆台套所])数(?:量|目)?$")

SCORE = re.compile(r"分值|满分|得分|评分|扣分|加分|标准分|基本分|分数|权分")
PERCENT = re.compile(r"率(?!先)|占比|比重|百分[率比]|比例|增幅|降幅|升幅|减幅|[%％]|权重")
SHARE = re.compile(r"占比|比重|百分[率比]|构成|所占比例|比例")
MONEY = re.compile(
    r"(?:金额|经费|支出|收入|预算|决算|开支|拨款|资金|费用|税收|补贴|罚款|收费|总额|工资|造价|投资)(?:总?额|合计|总计|数)?$"
)
QUOTA = re.compile(r"(?:招[聘录考]|用编|进人|用人)计划|编制(?![内外])|定编|空编|缺编|空缺|缺额|职数|员额|职位|职缺")
HEADCOUNT = re.compile(
    r"实有|实际人数|在职|在编|在岗|编制[内外]|超编|现有人|(?:现有|实有|实际)员额|在册|现员|(?<!失业)(?<!困难)(?<!贫困)(?<!救助)人员|职工|教师|教职|工勤|聘用|录用|借调|吃空饷|编外|公务员|约聘"
)
UNIT_COUNT = re.compile(
    r"(?:机构|单位|部门|机关|学校|医院|站所|科室|社区|事业单位|行政村|^村)(?:总?数量?|个数)$|涉及(?:单位|部门|机构)$"
)

# Columns that must not be added down a table.
NOT_ADDITIVE = re.compile(
    r"率|平均|人均|均$|单价|(?<!占)比$|排名|名次|位次|同比|环比|增幅|降幅|增长|年份|等次|等级|累计|借调|吃空饷|编外"
)

NORM = re.compile(
    r"分值|满分|标准分|基本分|法定(?=[期时]限|天|日|工作日|标准|数|值)|目标|计划|预算|任务|应(?!急|用|报|公|登|检|参|到|交|缴|办|答)|原来|修订|预计|预期|核定数|指标值|承诺|原列|概算|权重"
)
ACTUAL = re.compile(r"实际|完成|实有|自评|得分|决算|执行|现有")

# Money that there is on a day, and numbers of what happened over a time.
BALANCE = re.compile(r"余额|结余|结存|资产|负债|债务|存款|净值|库存")
# What there is on a day, of what is neither people in post nor posts.
STOCK = re.compile(r"床位?数?$|张床位|学生|在校|班级?数|人口|户数|面积|存量|在册|在库|馆藏|藏书")
FLOW = re.compile(
    r"新[增招收设建签]|招[聘录生考]|录[用取]|聘[用任]|报名|退休|离职|调[入出]|净增|增减|增加|减少|毕业|本年|当年|全年|发生"
)

VACANCY = re.compile(r"空编|空缺|缺额|缺编|编余")
EXCESS = re.compile(r"超编|超员|超配")
VACANCY_RATE = re.compile(r"(?:空编|空缺|缺额|缺编|懸空|悬空)率")
STAFFED = re.compile(r"实有|实际人数|在职|在编|在岗|现有|现员")
COMPLETION = re.compile(r"(?:达成|完成|执行|达标|到位|落实|实现|履约)(?:比)?(?:率|度$)")
# 已整改 and 未整改 are the two parts of a whole.
DONE = re.compile(r"^已经?")
NOT_DONE = re.compile(r"^(?:[尚还]?未|没有|待)")
GROWTH = re.compile(r"增长率?|增幅|升幅|增减率|增减[(（]?[%％]|变动率|变化率|成长率|同比|按年(?:变动|增减|变幅)")
CHANGE = re.compile(r"(?:(?:本|当|[比较]上)年度?)?增[/／]?减(?:额|数|量|人数|情况)?|增加额?数?|差额|变动(?:数|额)?|变化数?")
# What was taken off, against the year before or by a reform: of these the earlier number is the larger.
CUT = re.compile(r"(?:净?减少|精[简减]|压[缩减]|核减|缩减|消化)(?:个?数|数?量)?")
CUT_RATE = re.compile(r"(?:精[简减]|压[缩减]|核减|缩减)(?:率|比例|幅度)(?:[(（]?[%％][)）]?)?|[减降]幅")
# 改革前 and 改革后, two columns of one thing.
STAGE = re.compile(r"(?:改革|清理|规范|整合|撤并|调整|核查|整治)(?P<when>前|后)")
BEFORE_AFTER = re.compile(r"(?P<deed>[\u4e00-\u9fff]{2,4})(?P<when>[前后])(?:个?数|数?量)?")

# What may be cut from a table's title to leave what is counted.
TITLE_TAIL = re.compile(
    r"(?:情况|数据|数字)?(?:统计|汇总|分析|一览|明细|对比|分布|构成|登记|调查|考核|评分|评估|公示|报)?(?:总表|[附明细简报]?表(?![彰扬])|图|分析|概况)?(?:情况)?$"
)
TITLE_LEAD = re.compile(
    r"^(?:分(?:层级|系统|单位|部门|类别|类型|地区|行业|年度|性别|年龄段?|学历)|[\u4e00-\u9fff]{2,4}前后(?:各(?:层级|级|类))?(?=[\u4e00-\u9fff]{2})|附[件表录]?[一二三四五六七八九十\d]*[:：、.．\s]*|表[一二三四五六七八九十\d]+(?:[-–.]\d+)?[:：、.．\s]*|[一二三四五六七八九十壹贰叁肆伍]+、|[(（][一二三四五六七八九十\d]+[)）]、?|\d{1,2}[、.．]\s?)+"
)
TITLE_YEAR = re.compile(
    r"(?:截[至止])?(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3}|1\d\d)(?:\s?[-–至]\s?(?:(?:19|20)?\d\d))?年?(?:度|上半年|下半年|\d+月份?|底|末)*(?:\d+日)?"
)
OPEN_LIST = re.compile(r"^其?中?[:：]?(?:其中|当中|包括)[:：、]?")
CLOSED_PARENT = re.compile(r"总数|总计|合计|共计|总额|总量|总人数|总")

# Lines around a table that belong to its form, not to its figures.
TITLE = re.compile(r"附?[表图](?:[一二三四五六七八九十]|\d{1,2})(?:[-–.]\d{1,2})?[:：\s]")
META = re.compile(r"[^\s:：]{1,10}[:：]\s?\S{0,30}")
