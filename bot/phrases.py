"""What the bot itself says. Answers to questions are knowledge, not phrases: they come from the entries."""

GREET = "您好，我是邻答，小区的智能客服。物业费、停车、装修、报修这些事都可以直接问我。"
THANKS = "不客气，还有别的事随时问我。"
GOODBYE = "好的，再见，祝您生活愉快。"
BOT_CHALLENGE = (
    "我是机器人，不是真人。常见问题我能马上回答；我拿不准的，会转给人工客服，您也可以随时点「人工」。"
)
ABILITIES = (
    "我能回答物业费、停车、装修、报修、垃圾分类、养宠、证明办理和公共设施等问题，并告诉您依据哪份文件。"
    "说一句您想问的就行；要找真人，点「人工」。"
)
ACKNOWLEDGE = "好的，还有别的事随时问我。"
UNCLEAR = "这条消息我没看明白。请用一句话说说您想问什么，或者点「人工」找真人。"
CLARIFY = "您是想问下面哪一个？"
CHOICE_NONE = "都不是"
CHOICE_HUMAN = "人工"
SECOND_WISH = "您还问了「{title}」，点下面就能看。"
NOTICE_FOR = "这条通知只涉及{buildings}：\n"
SUM_DROPPED = "好的，先不算了。还有别的事随时问我。"
SUM_WITHOUT_NUMBER = "不知道也没关系，标准是这样的：\n"
ADDED = "好的，这句话处理工单的同事也看得到。还有别的事随时问我。"
FORM_DROPPED = "好的，这次的{title}就不登记了。需要时再告诉我。"
SEARCH_DROPPED = "好的，先不查了。需要时再告诉我。"
SEARCH_MOVED = "已经开的工单由同事来改。有工单号请直接告诉我，没有也能查。"
FORM_REMINDER = "刚才的{title}还差一点：{question}"
FORM_AMENDED = "好的，按您说的改好了，新的工单号 {number}。"
FORM_AGAIN = "不好意思，我没看明白。"
