"""What is asked of a message's entities (bot/recognition): the one value of a kind, the facts for a form."""

import re

from bot.correction import correction_in
from bot.forms.houses import house_in
from bot.forms.reading import phone_in
from bot.sums.resident import TENANT

_OF_MINE = r"(?:我|俺|咱|阿拉)(?:们|俩|家|自己)*"
_OF_A_SHOP = re.compile(
    rf"{_OF_MINE}(?:的|这|那|个|间|小|新|刚|要|想|准备|开|了|着|在|盘|租|买|是|做|底商|烧烤|便利|理发|美容|小吃|面|早餐|早点|"
    r"水果|奶茶|火锅|服装|药|花|茶|餐|宠物|洗衣|杂货|五金|零食|母婴|美甲)*"
    rf"(?:店[面铺]?|铺[子面]?|商铺|门面|底商|[饭餐]馆|馆子|小超市|商户|店主|店家)(?!.{{0,2}}(?:楼上|对面|隔壁|旁边))"
)
_A_TENANT = re.compile(
    rf"{_OF_MINE}(?:就|也|都)?是(?:个|新|刚来的|外地来?的?)*(?:租户|租客|租房|租的|合租|房客)|"
    rf"{_OF_MINE}(?:现在|刚|在|都|也|就)*(?:跟[^,]{{1,4}})?合?租(?:的|了|着|住)?(?:在?[你咱]们?|这[边里]|小区)*的?(?:房|住)|"
    rf"{_OF_MINE}(?:住的)?(?:这个?)?房子是租的"
)

_AT_HOME = re.compile(r"住宅|家里|屋里|屋头|屋企|自住|高层|叠拼|[我俺]家(?!.{0,4}[店铺])")


def is_at_home(text: str) -> bool:
    """Say whether the words are about a flat, for a shopkeeper has a home as well."""
    return _AT_HOME.search(text) is not None


def only_value(entities: tuple[dict[str, str], ...], kind: str) -> str | None:
    """Give the value of that kind, when exactly one is named."""
    values = {entity["value"] for entity in entities if entity["kind"] == kind}
    return values.pop() if len(values) == 1 else None


def facts_in(text: str) -> dict[str, str]:
    """Give what a message tells of the resident that a form would otherwise ask for."""
    correction = correction_in(text)
    said = correction.new if correction else text
    told = {
        "house": house_in(said),
        "phone": phone_in(text),
        "house_kind": "商铺" if _OF_A_SHOP.search(said) else None,
        "tenure": TENANT if _A_TENANT.search(said) else None,
    }
    return {name: value for name, value in told.items() if value}
