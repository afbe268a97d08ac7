"""The call for a person, in every form residents use; and what only sounds like one.

A message calls for a person when, after what is harmless is hidden, it is one of the bare calls, or holds
a plain demand, or joins a wish with a person or a person with coming. To teach it a sentence, add it to
`bot/data/ears/asking.yml`, then its words to the tables here.
"""

import re
from collections.abc import Iterable

from handoff.domain.hearing import CALL, hear
from handoff.domain.plain_words import EDGE, plain
from handoff.domain.word_rules import Together, blot, each, holds, in_order, together, words

# How much like a call a message must sound: to be believed when words say so, to be one when they do not.
FAINT = 0.04
LOUD = 0.5
LOUDER = 0.95  # where words decline one

# Said alone, each of these is a call; politeness and particles around it are dropped first.
_BARE = frozenset(
    words(
        "人工 人工人工 人工人工人工 转人工 真人 活人 客服 人工客服 真人客服 人工服务 人工坐席 专员 坐席 叫人"
        " 来人 换人 找人 要人 喊人 人呢 人在哪 活人呢 真人呢 客服呢 人工呢 客服人员呢 找客服 转客服 转人"
        " 转接 在线客服 客服人员 找人说话 接客服 要客服 叫客服 转后台 转前台 转坐席 转专员 后台有没有人来一个"
        " 出来个人 来个人 叫个人 找个人 换个人 寻个人 给我个人 给个人 有活人 有真人 有人工 有人工客服"
        " 有真人客服 没有人工 没人工 没有真人 没真人 有没有活人 有没有真人 有没有人工 人工在 人工有 agent"
        " human humanplease agentplease liveagent liveagentplease realperson operator representative"
        " customersupport customerservicerepresentative"
        " customerservice talktoahuman 说人话 叫人来 喊人来 叫个人来 喊个人来"
    )
)
_REPEATED = re.compile(r"(.{2,4}?)\1+")
_POLITE = re.compile(
    r"请问|请|麻烦|谢谢|多谢|你好|您好|喂+|那个|那|就是|直接|帮我|帮忙|给我|我要|我想要|我需要|我想|需要|可以|能不能|能否|可不可以|行不行|好不好|好伐|快点|急+|马上|立刻|赶紧|一下|下|别废话|少废话|废话|别扯了|了|吧|嘛|吗|啊|呀|呢|啦|哦|噻|哈|唉|哎|额|呃|嗯|唠|滴|们|我|就|还是|先"
)

# Named at all, these mean a person who answers, unless the message is about work, money or the bot itself.
_NAMED = words("人工 真人 活人 专员 人类客服")
_NOT_NAMED = words(
    "贵 便宜 材料 安装 装修 施工 维修费 多少 几成 几元 几块 还是 是不是 是真草 录吗 收现金 分拣"
    " 大概 报价 收费 教练 只出 照收 上门 加5 加3 包工 包不包 工钱 能取代 会取代 会不会 好吃 好用吗 智能"
    " 机器学习 电影 族谱 器官 图书馆 感"
)

# Whatever else is said.
_DEMANDS = (
    *each(
        "转 转接 接 换 找 要 叫 切 切换 呼叫 求 申请 需要 想要 请求 介入 接入 连 连线 联系 上 来个"
        " 来一个 来位 给个 找个 找一个 弄个 整个 换个 叫个 喊个 转个 接个 要个 有个 换成 转到 转成"
        " 转给 转去 切到 帮我接 拨 寻 整",
        "人工 真人 活人 人类 专员 坐席 人工客服",
    ),
    *each("转 转接 转到 转给 接 接个 接通 换 要 换个 联系", "客服 工作人员 前台 后台 值班 管家"),
    *each(
        "服务台 小姐姐 客服小姐姐 管家 客服 前台 值班人员 值班的 值班的人 工作人员 坐席 接线员 物业的人",
        "在吗， 在不在， 在吗我 呢，",
    ),
    *each("，客服", "妹妹， 美女， 小姐姐， 小哥， 姐姐， 哥哥， 老师， 亲，"),
    *each("和 跟 与 同", "人聊 人对话 人交流 真实的人 真的人 活的人"),
    *each("想 能 可以 能不能 方便", "打电话说 打电话讲 电话说 电话讲 电话沟通 电话聊 语音说"),
    *each("让 叫 请 麻烦 安排 派 要 喊", "专人 客服打 管家打 经理打 他们打 你们打 客服给我 管家给我 人给我"),
    *words(
        "打个电话过来 打电话过来 来个电话 打给我吧 请打给我 能打给我 直接打给我 打个给我 回我电话 回我个电话"
        " 给我来电 给我去电 跟我对接 与我对接 和我对接 专人处理 专人跟进"
    ),
    *each("刚才 刚刚 之前 上次 昨天 那个 原来", "的客服呢 那个客服呢 那位客服呢 客服呢 那个人呢 那位呢"),
    *each(
        "接着找 继续找 还找 还是找 要找 想找 去找 找下 找一下",
        "客服， 管家， 人工， 客服聊 刚才的客服 刚才那 之前的客服",
    ),
    *words(
        "你们人呢 人都去哪 人都哪去 人都跑哪 怎么没人回 都没人回 没人回复吗 ，没人回我 ，没人理我"
        " 怎么没人回我 没人搭理 怎么没人理 有人看到吗 有人看见吗 有人回吗 有人回复吗 ，有人管吗，"
        " ，有没有人管， ，有没有人管啊， 到底有没有人管， 有人回我吗 我要找人， 给我人， 我要人，"
        " 我要找物业， 找物业的人 我要找他 我要找她 我要找你们"
    ),
    *words(
        "转人， 转人吧 经理在吗 领导在吗 主管在吗 负责人在吗 经理在不在 领导在不在 负责人在不在 接物业，"
        " 转物业， iwantahuman ahuman aperson realhuman 喊工作人员 叫工作人员 找工作人员 跟人沟通 和人沟通"
        " 与人沟通 跟人说话 和人说话 跟我倾 同我倾 明白人 懂行的人 说了算的 管用的人 出来个活的 换个人来行"
        " 换个人来吧 换个人来， 会说话的 真的客服 客服人员在哪 回电， 请回电 找客服 找个客服 叫客服 呼叫客服"
        " 有客服吗 有没有客服 有没客服 客服在吗我 专人服务 专人对接 接线员 要人工 有人工吗 有真人吗 有活人吗"
        " 有真人客服 有人工客服 有没有人工 有没有真人 有没有活人 有没活人 有没真人 有没人工 没有活人"
        " 没一个活人 没有一个活人 有没有喘气 喘气的 没有真人 没有人工 有人工没 人类吗 人类来 活人出来 真人来"
        " 真人出来 真人跟我 真人回 真人接 真人讲 真人说 人工跟 人工来 人工看 人工处理 人工核实 人工解决"
        " 人工介入 人工帮助 人工协助 人工服务吗 人工接听 人工呢 人工急 人工在 人工在哪 人工客服在哪"
        " 客服在哪里可 人工啊人工 人工人工 会说人话 说人话的 听人说话 跟人说 和人说 跟人讲 跟人聊 跟人谈"
        " 同人说 同人讲 同人倾 跟人倾 跟个人 不跟机器 不跟你这机器 不和机器 找能解决的 找个能解决 找个懂"
        " 找个能 找一个能 能做主的 做得了主 管事的 说话算数的 懂行的来 来个真的 来个懂 来个能 出来个人"
        " 出来一个人 派个人联系 派人联系 派人跟 派人给 给我打个电话 给我打电话 回个电话 回电话给我 给我回电"
        " 打电话跟我说 打电话跟我讲 打电话给我 电话联系我 与我联系 跟我联系 和我联系 联系我一下 有个人理我"
        " 有人理我 有没有人理 有没有人能 有没有人回 有没有人来回 有人能回 让她来， 让他来， 叫她来， 叫他来"
        " 叫小王来 你们的人来 你们人来 叫你们的人 换你们的人 物业的人来 叫物业的人 找物业的人 你们同事"
        " 你们的同事 转给负责 转给能 负责的人 不想打字 打字慢 talktoahuman realperson tosomeone speaktoa"
        " liveagent humanagent toanagent customersupport servicerepresentative 不要跟ai 不跟ai ai滚 要人回答"
        " 要人回话"
        " 人来，别 能拍板 会办事的 要找个活 活的人 换个活的 能解决的人 直接答复我 电话给你们 让人来跟我"
        " 转工程部"
        " 转财务 转到管理处 转到物业 接物业办公 你们老板说 你们财务说 财务说， 面谈， 让他继续跟我"
        " 让她继续跟我"
    ),
)

_WISH = "找 叫 喊 要 见 换 请 让 派 安排 联系 转 接 跟 和 同 由"
_PERSON = (
    "人工 真人 活人 客服 坐席 工作人员 专员 专人 经理 领导 主管 负责人 管家 老总 管事 主任 财务 会计 站长"
    " 队长 同事 主管 服务人员 管理处 能拍板 工程部的人"
    " 前台的人 值班人员 值班的人 物业的人 你们的人 懂的人 人类"
)
_COMES = (
    "说 讲 聊 谈 沟通 回 联系 联络 接 听 答 解释 处理 通话 出来 来 滚 看 核实 打电话 理我 倾 唠"
    " 摆 反映 反应 申诉 理论"
)


# A certain person or one who answers is wanted.
_CALLS = (
    in_order(
        "找 叫 喊 见 让 请",
        "你们 你",
        "主任 经理 领导 主管 负责人 老板 老总 管事 财务 会计 站长 队长 总部的人 区域经理",
        reach=3,
    ),
    in_order(_WISH, _PERSON, _COMES, reach=5),
    together(
        "找 叫 喊 见 要见 换 转 联系 搵",
        "经理， 领导， 主管， 负责人， 老板， 老总， 管家， 经理来 领导来 负责人来 主管来 领导吧 经理吧",
        reach=1,
    ),
    together(
        "找 叫 喊 见 让 请 换 转 联系",
        "你们领导 你们经理 你们主管 你们负责人 你们老总 你们老板 你们客服 你们管事 们经理 们领导"
        " 们负责人 你们主任 物业经理 真人客服 人工客服 客服人员",
        reach=2,
    ),
    together(
        "经理 领导 主管 负责人 老总 管事的 管家 客服 值班的人",
        "出来 接电话 听电话 跟我谈 来见我 联系我 给我回 给我打 回我 来跟我 来说 来接 来听 接一下 给我滚",
        reach=4,
    ),
    together(
        "退出 关闭 关掉 取消 停止 不要 不想 别 莫 滚 走开 不跟 不和 不用 讨厌 受够 再给我 退下 糊弄"
        " 不同 不是 不好",
        "机器人 机器 自动回复 智能客服",
        reach=6,
    ),
    together("经理 领导 主管 负责人 老总 管事的 管家 客服 值班的人", "呢， 呢出来", reach=0),
    together("有没有人 人呢 人在哪 人都死哪", "出来 来一个 接一下 叫来 说话", reach=8),
    together("后台 客服小姐姐 值班", "有没有人 出来一下 在不在 来一个", reach=6),
)

# Anybody is wanted: a call only where nobody is wanted for work.
_ANYBODY = (
    in_order("找人 找个人 叫人 派人 让人 喊人", "说话 说， 聊 谈 讲 沟通 问 反映", reach=3),
    in_order(
        "找 叫 喊 请 让 派 安排 联系 呼叫",
        "工作人员 客服 管家 物业的人 值班人员 经理 领导 主管 负责人",
        reach=4,
    ),
    in_order(
        "找 叫 喊 换 派 来 整 给我 寻",
        "个人得了 个人呗 个人吧 个人噻 个人嘛 个人行吗 个人行不 个人啊 个人哦 个人哈 个懂行 个懂的",
        reach=2,
    ),
    in_order(
        "叫 喊 找 换 派 来 整 给 弄 要 安排 请 叫来 出来 寻",
        "个人 一个人 人来 位人 个同事 一位同事 个师傅 人给我 个人来",
        "跟我 和我 同我 给我 联系我 回我 回复 理我 接一下 回答 接电话 听电话 接听 聊 说 沟通 对话 讲"
        " 唠 谈 摆 出来 核实",
        reach=6,
    ),
    together(
        "机器人 机器 自动回复 听不懂 听不明白 整不明白 弄不明白 说不清 答不了 解决不了 搞不懂 说不通"
        " 没用 不好使 不会用 看不懂 打不来字 不会打字 不中 不顶用 不行 滚",
        "叫人 换人 找人 要人 喊人 来人 个人 上人 人呢",
        reach=14,
    ),
    together(each("叫 喊 找 换 寻 派 整 来 让", "人来， 个人来， 个人， 个人来吧， 个人来好伐，"), reach=0),
    together("，找人，", reach=0),
)

# A person is declined, or was spoken with before.
_DECLINED = (
    *each(
        "不用 不必 不要 不需要 用不着 算了不 算了不找 等会再 待会再 不是要 不是找 没要 没说要 不想要 不想"
        " 取消 没有要 先不 先别 别 别给我",
        "人工 转人工 转真人 转客服 找人工 找客服 找经理 客服 接人工 转接人工",
    ),
    *words("别派人 不要派人 不用叫人 不用派人 不用来人 不想找人工 暂不转 暂时不转 不转人工 没说要找 没要找"),
    *each("谢谢 感谢 多谢 辛苦 表扬 好评 比 聊完 转过 昨天 上次", "客服 管家 真人 人工"),
)

_HARMLESS = (
    *_DECLINED,
    *each("不要 别 莫 勿 不用 少", "打电话 给我打电话 再打电话"),
    *each("老 每 本 疾 客 商 保洁 维修", "人工"),
    *each(
        "人工",
        "费 湖 智能 草 呼吸 降雨 沙滩 喂养 收费 岗亭 通道 窗口 抄表 放行 成本 洗车 擦 授精 关节 养殖 翻译"
        " 开门 抬杆 分拣 增雨 培育 种植 电话 多少 怎么算 几成 加几 和材料 岛 受孕 流产 心脏 除草 报修 作的"
        " 作到 作时 造景 核验 核验要 就算了 已回复 已经回复 抄 登记 浇 伤 本费 去窗口 去柜台 缴 记账 收 拣"
        " 喷 巡 游泳 教 送 审 出口 入口 保洁 搬 挖 刷 清洗 打扫 检票"
        " 售票 计费 工资 价 单价 巡逻",
    ),
    *each("真人", "cs 模特 蜡像 秀 版 照片 大小 值班 一样 出演"),
    *words(
        "刚跟人工 经理换了 经理换人 管家怎么联系 经理怎么联系 活人墓 活人祭 是打电话给我 天天给我打电话"
        " 单独给我打电话 怎么叫人"
        " 材料和人工 换水龙头的人工 换锁人工 维修人工 铺砖人工 保洁人员 装修人员 施工负责人 领导小组"
        " 管家婆 找人修 人工是人工 经理室 经理信箱 客服中心 客服电话 客服热线 客服微信 客服邮箱"
        " 客服态度 客服主管 项目经理专线 打电话来催 转换 转让 转账 转租 转卖 转手 转发 转移 转学"
        " 转接头 转角 转门 转弯 转头 转动 转不 转正 转速 转闸"
    ),
    *each("扫地 送餐 配送 巡逻 快递 洗车 送货 擦窗 炒菜 清洁", "机器人 机器"),
    *each("机器人", "餐厅 洗车 巡逻 比赛 课 培训 能上 能进 送"),
    *each("洗衣 售货 缴费 自动售货 取票 停车缴费", "机器"),
)

# A question about people is no call for one.
_TOPIC = words(
    "几点 上班 下班 收工 工作时间 姓什么 叫什么 是谁 是哪位 哪位是 电话多少 电话是多少 电话几多"
    " 号码多少 多少号 微信 邮箱 信箱 办公室 多久有 多久回 几天答复 工资 说让我 谈话 约我 说可以"
    " 说的是 答应我 说不用 态度 多少钱 多少一平 怎么收费 怎么算 周末 24小时 有没有人值班 有人值班"
    " 换了吗 是做什么 职责 怎么选 吗你们打"
)
_CHALLENGE = words(
    "，真人吗， ，你是 你是不是 ，是真人 ，是人工 ，是不是 对面是 在跟我说话的"
    " 我是在跟 我在跟 现在是人工 你系 你真的是 是人在回 ，不会是 你背后 是真人客服的名字"
    " 说话的是真人 说话的是人 聊天的是 是真人吗 是活人吗 是电脑在回 说实话你是 打字的是"
)
_ELSEWHERE = words(
    "淘宝 京东 银行 移动 联通 电信 快递 外卖 燃气公司 自来水 供电 拼多多 微信客服 支付宝 抖音"
    " 宽带 居委会 社区 派出所 医院 业委会 房东 业主电话 楼上业主 中介 顺丰 美团"
)
# Somebody is wanted to do something with their hands: a repair, not a call.
_HANDS = words(
    "修 通下水 通马桶 通厕所 疏通 装 搬 打扫 擦 清理 清洁 清扫 清运 换水 换灯 换锁 挪车 开锁 收废"
    " 拉旧 看看漏 看看灯 抄表 整水 整灯 拼车 合租 托管 过户 盖章 开门 上门 送水 拉走 维修 漏水"
    " 通一下 保洁 剪 消杀 喷药 除虫 签字 坏了"
)


def asks_for_person(text: str) -> bool:
    """Tell whether a resident asks for a person instead of the bot."""
    said = plain(text)
    called, sounds = called_by_words(said), hear(said)
    if not sounds:
        return called
    loud = LOUDER if holds(_DECLINED, said) else LOUD
    return max(sound[CALL] for sound in sounds) > (FAINT if called else loud)


def called_by_words(said: str) -> bool:
    """Tell whether the word rules find a call for a person in a plain message."""
    hidden = blot(_HARMLESS, said)
    joined = _REPEATED.sub(r"\1", hidden.replace(EDGE, ""))
    challenges = holds(_CHALLENGE, said)
    if not challenges and (joined in _BARE or _POLITE.sub("", joined) in _BARE):
        return True
    if challenges or _is_elsewhere(hidden):
        clauses = (f"{EDGE}{clause}{EDGE}" for clause in hidden.split(EDGE) if clause)
        return any(_insists(clause) for clause in clauses)
    named = holds(_NAMED, hidden) and not holds(_NOT_NAMED, hidden)
    return named or holds(_DEMANDS, hidden) or _wants_talk(hidden)


def _is_elsewhere(text: str) -> bool:
    """Tell whether it is asked about people, or about people who are not ours."""
    return holds(_TOPIC, text) or holds(_ELSEWHERE, text)


def _insists(clause: str) -> bool:
    """Tell whether a question about people still comes with a plain demand."""
    if holds(("转人工", "转真人", "我要找他", "我要找她"), clause):
        return True
    return holds(_DEMANDS, clause) and not _is_elsewhere(clause) and not holds(_CHALLENGE, clause)


def _wants_talk(text: str) -> bool:
    return _any(_CALLS, text) or (_any(_ANYBODY, text) and not holds(_HANDS, text))


def _any(rules: Iterable[Together], text: str) -> bool:
    return any(True for rule in rules for _ in rule.finds(text))
