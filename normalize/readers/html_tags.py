"""What the elements of HTML are to a reader: blocks, things that are not text, furniture of a site."""

import re

from lxml import etree

# Elements that begin and end a line (HTML Living Standard, section 15.3, with the older ones of HTML 4).
_BLOCKS = (
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form "
    "frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav noframes ol p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
# Blocks that are a paragraph, and never hold an article.
_PARAGRAPHS = "p li dd dt h1 h2 h3 h4 h5 h6 pre blockquote caption address"
PARAGRAPHS = frozenset(_PARAGRAPHS.split())
HEADINGS = frozenset(("h1", "h2", "h3"))

# Nothing in these is read by a visitor as text; rt and rp are the glosses over a character.
_NO_TEXT = (
    "script style noscript template head title meta link iframe frame object applet embed svg canvas audio video map "
    "select option button textarea input datalist rt rp rtc del s strike"
)
NO_TEXT = frozenset(_NO_TEXT.split())
FURNITURE_TAGS = frozenset(("nav", "aside", "footer"))
FURNITURE_ROLES = frozenset(("navigation", "complementary", "contentinfo", "banner", "search", "menu", "menubar"))
# Words in the class or id of what stands around an article: own list, English as template writers use it.
_FURNITURE_NAMES = (
    "nav navi navbar navigation menu submenu topbar toolbar sidebar side aside footer foot bottom copyright share sharing "
    "related recommend recommended comment comments breadcrumb breadcrumbs crumb crumbs pager pagination prevnext "
    "friendlink friendlinks links banner adv advert advertisement qrcode hotnews ranking search login"
)
FURNITURE_NAMES = frozenset(_FURNITURE_NAMES.split())

# How lines that belong to the site begin: own list, from the pages of government sites of all periods.
SITE_LINE = re.compile(
    r"(?:您?(?:现在|当前|目前)?的?(?:所在)?位置\s*[:：是为]|当前(?:位置|栏目)|首页\s*[>›»|·]|上一[篇条页]|下一[篇条页]|分享[到至]|一键分享"
    r"|友情链接|版权所有|Copyright|[©]|(?:网站)?主办(?:单位)?\s*[:：]|承办(?:单位)?\s*[:：]|技术支持|网站(?:地图|标识码|声明|备案)"
    r"|[\u4e00-\u9fff]ICP[备证]|[\u4e00-\u9fff]公网安备|扫一扫|返回(?:顶部|首页|上页|列表)|[\[【(（]?(?:关闭|打印)(?:窗口|本页|此页|页面)?[\]】)）]?\s*$"
    r"|设为首页|加入收藏|收藏本[站页]|(?:浏览|点击|阅读|访问)(?:次数|量|数|人次)\s*[:：]|[\[【(（]?字[体号]\s*[:：]|热点(?:推荐|新闻|排行)"
    r"|推荐阅读|延伸阅读|猜你喜欢|(?:发表|网友|我要)评论|建议使用.{0,12}(?:浏览器|分辨率)|无障碍|今天是\d{4})",
    re.I,
)
# A heading over links to other pages.
RELATED = re.compile(
    r"[\[【■●◆]?\s*(?:相关|友情|推荐|热门|最新|图片|热点|更多|延伸)(?:链接|新闻|阅读|文章|信息|稿件|报道|推荐|内容|专题|资讯|公告)\s*[\]】]?\s*[:：>》]*(?:更多)?"
)
_CAMEL = re.compile(r"[a-z]+|[A-Z][a-z]*")


def tag_of(element: etree._Element) -> str:
    """The name of an element, "" for what is none; the parser of HTML has made all letters small."""
    return element.tag if isinstance(element.tag, str) else ""


def is_furniture(element: etree._Element) -> bool:
    """Whether its name, role, class or id says that it stands around the article."""
    if tag_of(element) in FURNITURE_TAGS or (element.get("role") or "").lower() in FURNITURE_ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return any(word.lower() in FURNITURE_NAMES for word in _CAMEL.findall(names))
