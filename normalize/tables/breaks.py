"""What tells a line that goes on from one that ends: word lists of Chinese reports, by hand from grammar and usage."""

# A line that ends in one of these has said its say.
CLOSING = "。；！？：;:!?|｜…"
# Quotes and brackets that may follow the closing sign.
AFTER_CLOSING = "”’」』》）)】］]"
BRACKETS = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "『": "』", "〔": "〕", "【": "】"}

# Characters after which a sentence cannot end: particles, prepositions, conjunctions, adverbs before a verb.
CONNECTING = "，、的为為是和與与及对對由从從将將把被向并並或其该該已未各较較占佔仍尚應应于於按据據因需须須拟擬均"

# How the titles of reports end.
TITLE_ENDS = (
    *("报告", "总结", "工作", "情况", "通报", "小结", "方案", "意见", "办法", "通知", "汇报", "思路", "要点", "年报", "摘要"),
    *("公告", "计划", "制度", "措施", "做法", "说明", "规定", "细则", "统计表", "一览表"),
)

# What follows a number: units (simplified and traditional), scale words, percent.
UNITS = (
    "个個名人家条條件项項元户戶次册冊张張份分批天%％‰万萬亿億千所处處位卷页頁吨噸里倍成辆輛台臺座套宗起例期场場篇部村"
    "支岁歲年月日时時小公平余餘多盏盞床间間劑剂冊案場宗对對"
)

# Two-character words of reports that a break may cut; the second half hardly ever begins a sentence.
WORDS = (
    "减少 增加 增长 下降 上升 提高 达到 占比 共计 合计 总计 其中 分别 编制 人员 机构 单位 事业 行政 公开 工作 信息 管理 情况 "
    "部门 政府 资金 项目 服务 建设 发展 改革 完成 实施 实行 落实 加强 推进 开展 组织 领导 小组 会议 培训 检查 督查 考核 评估 "
    "投诉 办理 办结 受理 答复 申请 网站 平台 系统 数据 核定 核查 实有 在编 在职 在岗 空编 超编 用编 进人 乡镇 街道 办事 社区 "
    "全市 全县 全区 全年 同比 环比 比例 比重 比率 年度 年初 年底 年末 上年 去年 今年 本年 截至 截止 自收 全额 差额 拨款 财政 "
    "投入 支出 收入 预算 决算 万元 亿元 万人 人次 户次 件次 百分 个百 工勤 专项 专职 兼职 平均 人均 户均 以上 以下 以内 左右 "
    "取消 下放 调整 划转 整合 撤销 新增 新设 净增 净减 精简 压缩 压减 缩短 登记 注册 变更 注销 移送 追缴 整改 剩余 其余 包括 "
    "涉及 覆盖 建成 投资 贷款 补助 补贴 发放 惠及 资助 医院 床位 医师 护士 学校 学生 教师 教育 卫生 就业 失业 培育 企业 群众"
)

# A line that begins so begins something of its own: a numbered heading or item, a note, a table's title, a menu.
BEGINNINGS = (
    r"\s|[一二三四五六七八九十百]{1,4}(?:[、.．，,]|是|要(?!求))|[壹贰叁貳參肆伍陸陆柒捌玖拾]{1,3}[、.．]"
    r"|[(（〔【\[](?:[一二三四五六七八九十]{1,3}|\d{1,3}|[a-zA-Z])[)）〕】\]]|\d{1,3}(?:[、)）]|[.．](?!\d))"
    r"|\d{1,2}[.．]\d{1,2}[\s、.．]|[①-⑳⑴-⒇⒈-⒛❶-❿㈠-㈩]|第[一二三四五六七八九十百\d]{1,3}(?:[篇章节節编部]|部分)|篇[一二三四五六七八九十\d]"
    r"|[附表图圖][件表录錄图圖]?[一二三四五六七八九十\d]*[:：\s]|附[件录錄表]|[注註备備][注註]?[:：]|[说說]明[:：]|【|—|-{2}|主题词|抄[送报]|联系[人电]"
    r"|相关|上一[篇页]|下一[篇页]|[◆●■□★☆▲△※◈❖➢✓·•*＊┌│├└]"
)

# A line that is a date, in figures or characters, alone or in brackets.
DATE_LINE = (
    r"\s*[(（]?[〇零○一二三四五六七八九十\dOＯ]{2,4}\s?年\s?[〇零○一二三四五六七八九十\d]{1,3}\s?月"
    r"(?:\s?[〇零○一二三四五六七八九十\d]{1,3}\s?日)?[)）]?(?:印发)?\s*|\s*\d{4}[-./]\d{1,2}[-./]\d{1,2}\s*"
)
