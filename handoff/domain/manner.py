"""How something is said: now, or as a question, a plan, a story, a denial. The one place that decides it.

Where both are possible the message counts as said now.
"""

from dataclasses import dataclass

from handoff.domain.plain_words import EDGE
from handoff.domain.word_rules import Place, blot, each, first_place, holds, words

# Words of doubt that are not what their characters say: 「是不是漏气」 denies nothing.
_NO_DENIAL = words(
    "是不是 有没有 要不要 会不会有人 不是吧 不是演习 不是演练 可不是 要不是 没完没了 动不动"
    " 随时会 随时要 马上会 马上就会 是不是会 还没赔 还没处理 还没给 拖到现在 推到现在 等到现在…赔"
)
_NOT_OVER = words(
    "没找到 没有找到 还没找到 未找到 没修好 没有修好 没修 没灭 灭不了 没解决 没有解决 没人解决"
    " 没好 修好又 修好了又 不谢谢 汤扑灭 水扑灭 汤…灭 水…灭 吹灭"
)

URGENT = words(
    "救命 快来 快点 快些 快叫 快喊 快派 快帮 快救 快报 快打 快快 赶紧 赶快 马上来 立刻来 立即来"
    " 立即派 速来 速派 火速 救人 求求 求救 救救 啊啊 怎么办怎么办 害怕 好怕 吓死 要死人 出人命"
    " 撑不住 不行了"
)
GOING_ON = (
    *words(
        "正在 还在 一直 到现在 至今 还没找 还没回 还没来 还没停 还没灭 还没人 还没修 刚刚 刚才 刚"
        " 此刻 现在又 现在还 现在已 现在到处 现在全 今天又 又来了 又开始 越来越 松了 晃来 要掉 快掉"
        " 要掉下 摇摇"
    ),
    *each("又", "着 漏 爆 困 打 在 有 掉 冒 闻 淹 扔 卡 停 砸 起"),
)
_AGAIN = each("又", "着 漏 爆 困 打 在 掉 冒 不见")
OVER = words(
    "火灭了，谢 火已经灭 火已灭 火都灭 已经灭 已灭 扑灭了 修好了 已修好 已经修好 弄好了 找到了"
    " 已找到 已经找到 后来找到 孩子回来了 人回来了 救出来了 已经救出 没事了 我没事 虚惊 误报 误触"
    " 解决了 已解决 处理好了 已经好了 闹着玩 演习 演练"
)
STORY = words(
    "培训 讲座 宣传 科普 作文 新闻 小说 电影 电视剧 游戏里 剧情 招聘 捐款 常识 知识 预案 正确做法 正确的"
    " 的步骤 想学 学习一下 急救证 学一下 的课 上课 课程 比赛 打广告 打游戏 玩游戏 真的假的 是真是假 是真的吗"
    " 广告词 是什么意思 怎么预防 如何预防 怎么防 的原理 检查…几点 检查…什么时候 检查要 安检 年检 能不能游泳"
    " 名额 报名 几几年 有什么后果 有什么影响 什么症状 贴个 贴张 张贴 提示牌 警示牌 警示语 标语 通报 维保"
    " 谣言 谣传 辟谣 出售 转让 二手 团购 求购 转卖 调查结果 通报会 群里传 群里在传 网上说 网传 据说 冲击力"
    " 案例 灾难片 演小品 那段在哪 那集 刷到 刷视频 刷抖音 抖音说 抖音上 视频说"
    " 视频里 看帖子"
    " 帖子说 看视频 朋友圈说 公众号 电视上 电视里 我老家 隔壁小区 写论文 是谣言 声明怎么 声明在哪"
    " 哪个科 什么科 挂号 属于犯罪 是犯罪 什么区别 不能坐电梯 能不能坐电梯 能坐电梯"
)
PRICE = words(
    "多少钱 收费 费用 价格 价钱 报价 几块 收不收钱 要钱吗 要不要钱 维修费 医药费 停车费 优惠"
    " 怎么收 什么价 多少一 一次多少 收多少 免费吗 掏多少 多掏 几个钱 几成 要多少， 要多少吗"
)
DUTY = words(
    "谁负责 谁来负责 要负责 负责吗 负不负责 负责任吗 责任 担责 要不要负责 哪个负责 哪家负责"
    " 边个负责 物业负责 赔 出钱 该我花 维修资金 保修 合法 权利 法院 坐牢 坐几年 分摊 找不到是谁"
    " 查不出 没查出 找不着是哪 开发商 谁出 算谁 算物业 报销 理赔 怎么报 保险 财险 包不包 犯法 违法"
    " 判几年 判刑 怎么判 判多 处罚 罚多少 罚款 被罚 怎么罚 法律 民法典 义务 追究 起诉 有规定"
    " 规定里 规定写 什么规定 啥规定 手续 谁来修 由谁 谁修 怎么申请 可以申请 能申请 给个说法"
    " 处理结果 怎么处理的 取证 怎么投诉 怎么举报 证明 能减吗 减免 几点 怎么买 哪里买 去哪买 有用吗"
    " 管不管打 保安管不管 怎么逃生 有什么措施 有卖 能扶吗 能不能扶 允许 物业管吗 物业管不管 留疤"
)
MAYBE = (
    *words(
        "如果 万一 要是 假如 假设 倘若 若是 若有 如遇 要系 会不会 会唔会 会否 将来 发生…时"
        " 发生…怎么处理 发生…如何 时应 的时候应该 的时候该 遇到…怎么 遇到…的 遇到…应 遇到…能不能"
        " 发现…应该 发现…应如何 发生…应该 发生…往哪 发生…怎么逃 出现…应该 出现…如何"
        " 遇到…要不要 遇上…怎么 一般该 一般应 一般怎么 通常 碰到…怎么办 碰上…怎么 碰到…该怎么"
    ),
)
PAST = words(
    "去年 前年 旧年 上个月 上月 上周 上个礼拜 上礼拜 上星期 上次 上回 前几天 前阵子 前段时间 前天 大前天"
    " 上回子"
    " 之前 以前 年前 个月前 小时候 曾经 听说 那次 那回 早前 当年"
)
YESTERDAY = words("昨天 昨晚 昨日 前晚 昨夜")
ASKED = words("吗， 监控 怎么回事 结果 要求 处理的 后来 说法 登记 了没")
DENIAL = words(
    "没 没有 没人 没有人 没什么 没闻到 没有闻到 没发生 没有发生 不是 也不是 并不是 并非 不算 未"
    " 无 防 防止 预防 避免 以免 免得 谨防 严防 杜绝 反 禁止 严禁 小心 当心 容易 可能会 就会 说会"
    " 会 引起 引发 导致 造成 怕"
)
_LONGEST_DENIAL = 8
_WORRY_REACH = 5
_WORRY = words("担心 怕")
_NO_WORRY = words("怕是 好怕 可怕 恐怕 害怕 不怕")
_AFTER_DENIAL = words("有没 好怕 可怕 恐怕 害怕 不怕 真没 社会 物业会 一会 机会 开会 委会 不会")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a message is meant, read once; `is_calm_about` then judges each danger found in it."""

    text: str
    over: bool
    urgent: bool
    story: bool
    case: bool
    maybe_from: int
    past_from: int

    @classmethod
    def of(cls, text: str, *, lasting: bool) -> "Manner":
        """Read the manner; a lasting danger is not over because it began yesterday."""
        text = blot(_NOT_OVER, blot(_NO_DENIAL, text))
        going_on = holds(GOING_ON, text)
        asked_later = not lasting and holds(YESTERDAY, text) and holds(ASKED, text)
        return cls(
            text=text,
            over=holds(OVER, text) and not holds(_AGAIN, text),
            urgent=holds(URGENT, text),
            story=is_story(text),
            case=not going_on and (asked_later or holds((*PRICE, *DUTY), text)),
            maybe_from=first_place(MAYBE, text, default=len(text)),
            past_from=len(text) if going_on else first_place(PAST, text, default=len(text)),
        )

    def is_calm_about(self, found: tuple[Place, ...]) -> bool:
        """Tell whether this danger is asked about, told or denied, not reported."""
        if self.over or any(self._denies(start) for start, _ in found):
            return True
        if self.urgent:
            return False
        start, end = min(start for start, _ in found), max(end for _, end in found)
        told = self.story or self.case or self.maybe_from < end or self.past_from < end
        return told or self._worries(start, end)

    def _denies(self, start: int) -> bool:
        before = self.text[max(start - _LONGEST_DENIAL, 0) : start]
        return before.endswith(DENIAL) and not before.endswith(_AFTER_DENIAL)

    def _worries(self, start: int, end: int) -> bool:
        """「担心孩子走丢」 is a worry, 「担心孩子走丢了」 a report."""
        clause = self.text[max(start - _WORRY_REACH, 0) : start].rpartition(EDGE)[2]
        return not self.text.startswith("了", end) and holds(_WORRY, blot(_NO_WORRY, clause))


def is_story(text: str) -> bool:
    """Tell whether the message is about a film, a course, the news."""
    return holds(STORY, text)
