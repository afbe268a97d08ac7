"""Gas: a leak, its smell, its alarm."""

from handoff.domain.hazards.hazard import Hazard
from handoff.domain.word_rules import each, together, words

GAS = Hazard(
    kind="gas",
    signs=words(
        "漏气 漏煤气 跑气 臭鸡蛋 臭蛋味 鸡蛋臭 一氧化碳中毒 一氧化碳超标 煤烟中毒 气的味道…头晕"
        " 味道…头晕 气味…头晕 一开门…刺鼻 一开门…冲鼻 味道…抢险 气味…抢险 gasleak gassmell"
        " smellgas smellofgas leakinggas smellslikegas"
    ),
    rules=(
        together(
            "热水器 壁挂炉 取暖炉 煤炉 炭火 炭盆 炭炉 一氧化碳",
            "头晕 头疼 头痛 恶心 想吐 晕 报警 超标 中毒 难受",
            reach=14,
        ),
        together("小孩 孩子 老人", "反锁", "灶 火 煤气", reach=16),
        together(
            "煤气 燃气 天然气 液化气 石油气 瓦斯 沼气 气罐 煤气管 气管道",
            "漏 泄 味 臭 呛 嘶嘶 呲呲 滋滋 丝丝 咝咝 哧哧 喷 冒气 外冒 打穿 钻穿 打漏 凿穿 爆了 管爆 管道爆"
            " 没拧 脱落 掉了 破裂 裂了 破了 咬破 咬断 没拧紧 还开着 断了 挖断 挖破 砸断 撞断 关不上 关不住"
            " 关不掉 没关 忘关 忘了关 忘记关 中毒 刺鼻 冲鼻 头晕 闻到 闻着 闻见 好浓 太浓 爆炸 炸了 爆燃"
            " 跑出来 往外冒 跑气 熏 坏了关",
        ),
        together(
            "灶 灶台 炉子 炉头 气表 燃气表 软管 阀门 阀",
            "嘶嘶 呲呲 丝丝 咝咝 哧哧 漏气 冒气 跑气 忘了关 忘关 有气味",
        ),
        together(
            "燃气报警 煤气报警 气体报警 燃气警报 煤气警报 燃气探测 可燃气 漏气报警 瓦斯警报 瓦斯侦测"
            " 瓦斯报警 天然气报警 一氧化碳报警",
            "一直响 在响 响了 响个 直响 响起 响不停 响呢 狂响 乱叫 一直叫 叫个不停 一直报 在报警 嘀嘀"
            " 滴滴响 闪红",
        ),
        together("厨房 灶 家里 屋里", "刺鼻 冲鼻子 怪味 难闻", "头晕 恶心 想吐 呛 灶 火灭", reach=14),
        together("灶 炉 阀", "没关 忘关 忘记关", "味", reach=10),
        together("气", "漏了 泄漏 漏出来", "臭 遭不住 呛 味 灶 厨房", reach=8),
    ),
    harmless=(
        *each("轮胎… 车胎… 胎… 球… 气垫… 泳圈… 充气… 窗… 冰箱… 空调… 氟… 气球…", "漏气 跑气"),
        *words(
            "煤气费 燃气费 天然气费 没气味 漏气动 空气 暖气 冷气 要气炸 快气炸"
            " 真气炸 都气炸 ，气炸 我气炸 气炸我 气味相投"
        ),
    ),
)
