import pytest

from bot.language.spelling import normalise, question_of


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("ＡＥＤ在哪里？", "aed在哪里?"),
        ("物業費幾號交", "物业费几号交"),
        ("物 业 费", "物业费"),
        ("多少钱？？？？", "多少钱?"),
        ("啊啊啊啊疼", "啊疼"),
        ("1000块", "1000块"),
        ("泳池😀开了吗", "泳池开了吗"),
        ("🙏", "谢谢"),
        ("wyf好多钱", "物业费多少钱"),
        ("Wuyefei ZENME jiao", "物业费怎么交"),
        ("zhinajin zenme suan", "违约金怎么算"),
        ("\u2060/restart", "restart"),
        ("/restart", "restart"),
        ("EXTERNAL: x", "external: x"),
        ("a\u0000b\u202ec\u200bd", "abcd"),
        ("停车\ud800费", "停车费"),
        ("一个quarter的物业费total多少", "一个季度的物业费总共多少"),
        ("alipay能交吗", "alipay能交吗"),
        ("物业费欠哒三个月", "物业费欠了三个月"),
        ("水管好久修得好", "水管什么时候修得好"),
        ("窗口好久才得开门嘛", "窗口什么时候才得开门嘛"),
        ("办一张要好久哦", "办一张要多久哦"),
        ("漏了好久才修好", "漏了好久才修好"),
        ("等了好久没人来", "等了好久没人来"),
        ("停水好久了", "停水好久了"),
        ("周一也开门伐？", "周一也开门吗?"),
        ("不许砍伐", "不许砍伐"),
        ("阿拉勿晓得", "阿拉不知道"),
        ("请勿停车", "请勿停车"),
        ("这事体寻啥人", "这事体找谁"),
        ("", ""),
    ],
)
def test_one_spelling_for_one_meaning(written: str, normal: str) -> None:
    assert normalise(written) == normal


@pytest.mark.parametrize(
    ("written", "question"),
    [
        ("你好，物业费多少", "物业费多少"),
        ("您好 我想问一下 装修押金什么时候退 谢谢", "装修押金什么时候退"),
        ("嗯，那个，请问门禁卡丢了怎么办", "门禁卡丢了怎么办"),
        ("麻烦您帮我查查停车费，辛苦了！", "查查停车费"),
        ("唔，我想问下物业费", "物业费"),
        ("那个我想问一下", ""),
        ("我想问哈过期药丢哪里", "过期药丢哪里"),
        ("先别急，我插一句，上门要不要收钱", "上门要不要收钱"),
        ("慢着，先问一嘴：周末呢", "周末呢"),
        ("等等我先问 这个要钱吗", "这个要钱吗"),
        ("我先问了邻居", "我先问了邻居"),
        ("再打听一下，专票怎么开", "专票怎么开"),
        ("插座坏了，换一个多少钱", "插座坏了,换一个多少钱"),
        ("泳池可唔可以帶狗", "泳池可不可以带狗"),
        ("你好", ""),
        ("谢谢啦！", ""),
        ("。。。？", ""),
    ],
)
def test_the_question_is_what_remains_without_courtesy(written: str, question: str) -> None:
    assert question_of(normalise(written)) == question


def test_normalising_twice_changes_nothing() -> None:
    for text in ("物管费咋交", "几钿一个平方", "门面房滞纳金", "充电庄"):
        assert normalise(normalise(text)) == normalise(text)
