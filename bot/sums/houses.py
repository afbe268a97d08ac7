"""Which kind of house a message is about, and which trade: 「我开麻辣烫的」 keeps a shop that serves food."""

import re
from collections.abc import Iterator

from bot.quantities.found import Quantities
from knowledge_base.tariffs.book import Kind, Tariffs

_FOOD = (
    r"餐饮|饭[店馆]|餐馆|馆子|餐厅|[面菜鱼]馆|火锅|小吃|奶茶|茶饮|咖啡店|咖啡馆|麻辣烫|冒菜|串串|米[线粉]|螺蛳粉|拉面|"
    r"煎饼|饺子|馄饨|烤[鱼肉串鸭]|炸鸡|卤味|粥[店铺]|小炒|盒饭|包子|馒头|甜品|茶餐|酒楼|酒馆|大排档|烧烤|夜宵|宵夜|"
    r"早[餐点]|快餐|汉堡|披萨|料理"
)
_GOODS = (
    r"服装|衣[服裳]|卖衣|鞋|裁缝|缝纫|打印|文印|花店|鲜花|美容|美甲|美发|理发|眼镜|烟酒|便利店|超市|小卖|文具|书店|"
    r"药[店房铺]|诊所|洗衣|干洗|水果|蔬菜|五金|建材|窗帘|家电|电器|手机|母婴|宠物|彩票|中介|房产(?![证本])|培训|摄影|照相|按摩|足疗|"
    r"首饰|钟表|玩具|快递|工作室|琴行|瑜伽|舞蹈|健身馆|画室|[不勿没未](?:是|做|卖|搞|经营)*(?:吃的|吃食|餐饮)"
)
_TRADES = {
    "非餐饮": re.compile(rf"(?:非|[不勿没未弗唔](?:是|系|做|搞|属于|算|干|开)*)(?:餐饮|吃的|吃食)|{_GOODS}"),
    "餐饮": re.compile(rf"{_FOOD}|^(?:是|对|嗯)"),
}
_KEEPS_A_SHOP = re.compile(
    rf"[开卖做搞干][^,.;?]{{0,5}}(?:{_FOOD}|{_GOODS})|(?:{_FOOD}|{_GOODS})(?:生意|的?[店铺摊档])|"
    r"[开卖][^,.;?门车]{1,6}(?<!门)(?:[店铺馆坊](?![里门]?口)|档口|工作室|琴行|画室)|"
    r"(?:^|[,.;我])[^,.;的一那这有在去出门]{1,5}店(?=[用,一半这每上]|的?(?:水|电|物业|垃圾|能耗))|"
    rf"(?:{_FOOD}|{_GOODS})的?(?:水|电|垃圾|物业|能耗|公摊)|"
    r"(?:我|俺|咱|阿拉)们?(?:这|那)?个?[店铺](?![员长])|"
    r"(?:[平方米间个家爿]|的)(?:小|底|老|旧|门)?[铺店](?![床地设盖路长员门])|店(?=[要想准打重装不])"
)
_FORMERLY = re.compile(
    r"(?:以前|之前|原来|原先|早先|本来|上家|上一?手|前任)[^,.;]{0,8}(?:卖|做|开|是|搞)[^,.;现今改]{0,6}"
)
_UNSURE = re.compile(r"餐饮(?:还是|或者?|跟|和)非餐饮|非餐饮(?:还是|或者?|跟|和)餐饮")
_DENIED = re.compile(r"(?:不是|并非|不属于|不算|当成了?|以为是?)[^,.;]{0,2}$")


def kinds_said(quantities: Quantities, tariffs: Tariffs) -> list[tuple[int, Kind]]:
    """Give each kind of house that a message names, with its place, in the order of the text."""
    text = quantities.text
    named = ((word, kind) for kind in tariffs.kinds for word in kind.words)
    places = [(text.find(word), kind) for word, kind in named if word in text]
    meant = [place for place in places if not _DENIED.search(text, 0, place[0])]
    corrected = [place for place in meant if place[0] >= quantities.corrected_at >= 0]
    return sorted(corrected or meant, key=lambda place: place[0])


def kind_places(text: str, tariffs: Tariffs) -> list[tuple[int, int, Kind]]:
    """Give every place where a kind of house is named, the longest word first, in the order of the text."""
    words = {word: kind for kind in tariffs.kinds for word in kind.words}
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)")
    return [(one.start(), one.end(), words[one[0]]) for one in pattern.finditer(text)]


def keeps_a_shop(text: str) -> bool:
    """Say whether someone tells what the shop is by its trade: 「我卖煎饼的」, 「48平的铺」."""
    return _KEEPS_A_SHOP.search(text) is not None


def trade_said(text: str) -> str | None:
    """Give the trade of a shop that a message tells, as the tariffs name it."""
    if _UNSURE.search(text):
        return None
    now = _FORMERLY.sub("", text)
    return next((trade for trade, pattern in _TRADES.items() if pattern.search(now)), None)


def trades_in(text: str) -> Iterator[re.Match[str]]:
    """Give each place where a message tells a trade."""
    return _ANY_TRADE.finditer(text)


TRADES = frozenset(_TRADES)
TRADE_WORDS = rf"{_FOOD}|{_GOODS}"  # what tells that a shop is meant
_ANY_TRADE = re.compile(rf"{TRADE_WORDS}|[不没]做?(?:吃的|餐饮)|非餐饮")
