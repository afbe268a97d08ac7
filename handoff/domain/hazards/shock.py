"""Electric shock: somebody was hit, something is live, a cable is down, a socket sparks."""

from handoff.domain.hazards.hazard import Hazard
from handoff.domain.word_rules import together, words

_DEVICE = (
    "插座 插头 插排 插板 插线板 插苏 拖线板 配电箱 配电 电箱 电表 电闸 闸刀 开关 线路 空开 路灯"
    " 灯杆 灯柱 电线杆 电杆 充电桩 水龙头 龙头 洗衣机 热水器 冰箱 铁门 单元门 门把手 门禁 栏杆"
    " 围栏 扶手 灯 电线 电缆 变压器 空调"
)

SHOCK = Hazard(
    kind="shock",
    signs=words(
        "过电 串电 触到电 摸到电 摸着电 电翻 打到电 电击到 有电打人 触电 漏电 跑电 被电了 被电到"
        " 被电着 被电倒 被电晕 被电打 被电死 被电击 被电得 被电麻 被电一下 遭电 电到了 电到人 电倒"
        " 电晕 电着人 电着了 电着我 电着孩子 电了我 电了一下 电了他 电了个 电到我 电到孩子 电打了"
        " 给打了…电 电麻 麻手 麻人 麻到我 麻了一下 打火花 冒火花 爆火花 火花 火星 电火花 电弧 带电"
        " 电人 电死人 电亲 高压线 electricshock electrocuted"
    ),
    rules=(
        together(
            _DEVICE,
            "冒火 火花 火星 滋滋 呲呲 兹兹 噼啪 噼里啪啦 发麻 麻手 麻人 好麻 麻得 老麻 打手 电了 电到"
            " 放电 漏了电 放炮",
        ),
        together(
            "插座 插头 插排 插板 开关 配电箱 电箱 空开 电闸 电表 电线",
            "打火 蓝火 蓝光 烧焦 烧糊 烧黑 烧化 烫手 焦了 短路 炸了 爆了 闪火",
        ),
        together(
            "电线 电缆 高压线 电源线 线",
            "掉地 掉在 掉下来 掉到 断了 断在 垂 耷拉 落在 落地 拖在 裸露 露出来 露在 破皮 脱皮 露铜 泡在",
            "电 高压",
            reach=6,
        ),
        together("水", "从配电箱 从插座 从电箱 从电表 从灯", reach=2),
        together("水里 积水 水坑 水中 地上湿 水龙头 水淹", "有电 带电 电线 漏电 插座泡 电箱"),
        together("电", "打了 打到 击中 麻了", "躺 不动 倒 晕 手 人", reach=8),
    ),
    harmless=(
        *words(
            "一过电 漏电保护 漏电开关 漏电断路 漏电跳闸 不漏电 充电 停电 断电 供电 用电 水电 弱电"
            " 强电 缴电 交电 带电话 带电脑 带电动 带电梯 带电瓶 带电池 电话 电动 电梯 电瓶 手机"
            " 来电了 电了个费 火星文 火星人 火星撞 迸出火花 擦出火花 爱的火花 触电般 首次触电 电脑 网线"
            " 电视"
        ),
    ),
)
