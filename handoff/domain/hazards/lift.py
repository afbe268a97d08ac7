"""Lift: somebody is inside and cannot get out, is caught, or falls. A broken lift alone is a repair."""

from handoff.domain.hazards.hazard import Hazard
from handoff.domain.word_rules import each, together, words

_LIFT = "电梯 轿厢 货梯 客梯 升降机 厢里"

LIFT = Hazard(
    kind="lift",
    signs=words(
        "困梯 困电梯 电梯卡住有人 电梯里卡住 我被困了 卡电梯 关电梯里 锁电梯里 卡到电梯 卡在电梯 关在电梯"
        " 关到电梯 困里面 困在里面"
        " 人困在 被困着 被困里 stuckinthelift stuckinlift stuckinelevator stuckintheelevator stuckinan"
        " trappedinthe trappedinlift trappedinelevator"
    ),
    rules=(
        together(
            "紧急呼叫 呼叫 警铃 对讲 紧急按钮 报警按钮 求助 按铃 五方通话",
            "没人接 没人应 没人理 没人答 没反应 打不通 不通",
            "我在 我们在 电梯里 困 卡",
            reach=12,
        ),
        together(
            "电梯门 电梯 门",
            "打不开 不开 开不了",
            "按什么都没反应 按哪个都没 按了没反应 刚进电梯 进了电梯 刚进 救命 在里 憋 闷 快来",
            reach=16,
        ),
        together(_LIFT, "我在 我们在 人在 还在", "死了火 死火 停 卡 黑", reach=12),
        together(
            _LIFT,
            "困 关人 关了一 关了两 关了三 关了几 关了好 关了个 关着个 关着一 关着两 关着三 关着几 关着好"
            " 关住 关了人 被关 关在 关着我 关着我们 憋 关到 关起 关倒 卡起我 卡倒 困起 关着人 锁在 锁里 锁住"
            " 卡人 卡了人 卡着人"
            " 放我们出 放出来 出不了 出不得 走不出 没法出 出不来 出不去 出不到 坠 急坠 掉下去 往下掉"
            " 掉了好几层 掉了几层 掉了一层 掉了两层 掉了半层 掉一层 往下滑 往下冲 蹲底 冲顶 失控 自由落体"
            " 救命 拍门 呼救 求救 憋着 下不来 下不去 救人",
        ),
        together(
            _LIFT,
            "停 不动 不走 不下 不上 卡 坏 打不开 不开 开不开 开不了 开唔到 没反应 黑了 没电 故障 晃 死活",
            "我在里 我现在在 我还在里 在里面 在里边 在里头 里面有 里面还有 里头有 有人在里 人在里"
            " 在电梯里 我在电梯 人在电梯 按警铃 按对讲 还有人 我们在 里面没信号 没信号 孩子在 老人在"
            " 人还在 我和 我跟 我妈在 我一个人 灯灭 灯也灭 黑漆漆 按铃 困 放我出 出去 救我",
            reach=18,
        ),
        together(
            _LIFT,
            "卡 停 悬",
            "层中间 楼中间 楼之间 层之间 半空 中间 之间 夹层 半层 当中 两层 半道 不上不下",
            reach=8,
        ),
        together(_LIFT, "卡住 卡了 不动", "110 119 救援 救人 哪个救", reach=8),
        together("电梯 电梯门", "夹住 夹到 夹着 夹了 夹伤 夹人 被夹 夹在 夹手 夹脚 夹孩 夹老"),
        together("门", "打不开 不开 开不了", "我在电梯里 困在电梯 在轿厢 人在厢", reach=14),
    ),
    harmless=(
        *words(
            "快递…卡在电梯 钥匙…卡在电梯 手机…卡在电梯 沙发…卡在电梯 箱子…卡在电梯 车…卡在电梯"
            " 里面没人 里头没人 没有人在里 没人在里 差点夹 差点被夹 困难 不困人 怕夹 刷电梯卡 办电梯卡"
            " 电梯卡丢 电梯卡怎 电梯卡多 电梯停用 电梯停运 电梯停车 手机没信号"
        ),
        *each("电梯", "广告 费 间 厅 口停 上下班 照明"),
        *each("电梯里… 电梯里面… 轿厢… 电梯…", "抽烟 吸烟 撒尿 拉屎 动手动脚 没信号怎么解决"),
    ),
)
