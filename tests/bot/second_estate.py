"""A second estate as its editor would write it: shared ids, other answers, some of its own, many missing."""

import csv
import io
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]

SHARED = {
    "fee.property.rate": ("物业费单价", "雪松里物业费每平方米每月1.95元。"),
    "fee.property.area_basis": ("计费面积", "雪松里按产权证上的建筑面积计费。"),
    "fee.property.start_date": ("物业费起算", "雪松里从领钥匙的次月起算物业费。"),
    "fee.property.due_date": ("物业费截止日", "雪松里物业费每年6月30日前交清。"),
    "fee.payment.method": ("交费方式", "雪松里可以扫楼下的二维码，或到门岗交现金。"),
    "fee.late_penalty": ("违约金", "雪松里逾期每天按万分之五收违约金。"),
    "fee.invoice": ("发票", "雪松里的发票每月月底在门岗领纸质的。"),
    "fee.discount.vacancy": ("空置优惠", "雪松里空置房按七折收物业费。"),
    "fee.energy_share": ("公摊电费", "雪松里公摊电费每户每月12元。"),
    "fee.water.rate": ("水价", "雪松里水价每吨3.10元。"),
    "fee.card.replacement": ("补门禁卡", "雪松里补一张门禁卡30元。"),
    "fee.not_charged": ("不收的费用", "雪松里不收装修管理费。"),
    "fee.paid_service.drain": ("疏通", "雪松里疏通马桶每次60元。"),
    "fee.waste_disposal": ("垃圾费", "雪松里垃圾费每户每月8元。"),
    "pet.leash": ("遛狗", "雪松里遛狗要牵绳，绳长不超过一米。"),
    "pet.registration": ("狗证", "雪松里养狗请带狗证到门岗登记。"),
    "pet.limit": ("养狗数量", "雪松里每户最多养两只狗。"),
}  # fmt: skip
OWN = {
    "own.bakery": (
        "公共面包窑",
        "公共面包窑周末开，每炉收10元。",
        ["面包窑什么时候开", "烤面包的窑怎么用", "用一次面包窑多少钱"],
    ),
    "own.boat": (
        "湖上划船",
        "小船从4月到10月出租，每小时20元。",
        ["小船怎么租", "湖里划船多少钱一小时", "划船几月份开放", "租船要押金吗"],
    ),
    "own.orchard": (
        "果园认领",
        "每年3月认领果树，一棵200元。",
        ["果树怎么认领", "认领一棵果树多少钱", "果园什么时候可以认领"],
    ),
    "own.library": (
        "共享书屋",
        "书屋每天9点到20点开，一次借三本。",
        ["书屋几点开门", "书屋一次能借几本书", "借书可以借多久", "共享书屋在哪"],
    ),
    "own.sled": (
        "雪橇坡",
        "雪橇坡12月到2月开，雪橇免费借。",
        ["雪橇坡冬天开吗", "哪里借雪橇", "滑雪橇要钱吗"],
    ),
    "own.observatory": (
        "观星台",
        "观星台每月第一个周五晚上开放。",
        ["观星台哪天开放", "看星星的望远镜怎么预约", "观星台要门票吗", "天文台几点开", "观星活动什么时候有"],
    ),
    "own.ferry": (
        "摆渡车",
        "摆渡车每半小时一班，到地铁口。",
        ["摆渡车几分钟一班", "去地铁站的摆渡车在哪坐", "摆渡车末班几点"],
    ),
    "own.kiln": (
        "陶艺室",
        "陶艺室周三、周六下午开放，泥料另收。",
        ["陶艺室哪天开", "做陶艺要多少钱", "陶艺室怎么报名"],
    ),
}
ASKED_OF_OWN = {
    "own.bakery": ["面包窑周末开不开", "用面包窑要交多少钱"],
    "own.boat": ["租一条小船多少钱", "几月可以划船"],
    "own.orchard": ["想认领一棵果树", "果树认领多少钱一棵"],
    "own.library": ["书屋晚上几点关", "书屋可以借几本"],
    "own.sled": ["雪橇在哪里借", "雪橇坡几月开"],
    "own.observatory": ["观星台什么时候开放", "观星台怎么预约"],
    "own.ferry": ["摆渡车多久一班", "摆渡车最后一班几点"],
    "own.kiln": ["陶艺室什么时候开放", "陶艺室报名在哪"],
}
GOLDEN = yaml.safe_load(
    (ROOT / "knowledge_base" / "estates" / "yunshan" / "golden.yml").read_text(encoding="utf-8")
)
LACKED = [
    question
    for entry_id, questions in GOLDEN.items()
    if entry_id.partition(".")[0] in {"fee", "pet"} and entry_id not in SHARED
    for question in questions
]


def knowledge_file() -> str:
    """The estate as the contract's CSV."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["id", "group", "title", "questions", "answer"])
    for entry_id, (title, answer, *questions) in {**SHARED, **OWN}.items():
        rows.writerow([entry_id, entry_id.partition(".")[0], title, "\n".join(*questions or [[]]), answer])
    return written.getvalue()
