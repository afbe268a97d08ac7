"""One spelling for one meaning: the first step of every message and of every training question."""

import re
import unicodedata
from functools import lru_cache

import opencc

from bot.language.homophones import FORMS, by_sound
from bot.settings import LEXICON
from knowledge_base.pinyin.reading import in_characters

# Cc control, Cf invisible (U+2060, zero width, bidi), Cs/Co/Cn no characters at all, Mn stacked marks,
# So emoji and pictures, Sk skin tones.
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "So", "Sk"}
_REPEATED = re.compile(r"([^\W\d])\1{2,}|([^\w\s])\2+")
_BETWEEN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_TURNED_DOWN = re.compile(
    r"((?:不是(?:这个|那个|我[想要]?问的|问这个)|都不是)[啊呀的]?) +"
)  # a pause, not a gap
_FILLER = re.compile(
    r"嗯+|呃+|(?:^|(?<=[,。!?;、 ]))(?:额|那个|这个|那个?(?:什么|啥)|等一?下|等等|对了|话说|"
    r"就是|就是说|诶|欸|哎|喂)+[,。、 ]+|"
    r"(?:(?:^|(?<=[,。!? ]))(?:那个?|这个))?(?:我)?(?:想|要)?"
    r"(?:请教|咨询|请问|问)(?:一?[下哈]|个问题)(?:子)?[,:。]?|"
    r"请问|麻烦(?:您|你)?(?:帮我?)?|"
    r"不好意思[,。]?|打扰(?:一下|了)[,。]?|"
    r"^(?:喂|是|你们?)*物业(?:公司|中心)?(?:不|吗|吧|么)[?,。! ]+(?=.{3})|"
    r"^[哎欸诶唉](?=[^呀哟呦妈我,。! ]{3})|"
    r"^(?:(?:先别急|别急|慢着|且慢|打断一?下|等会儿?|停一下)[,。、 ]*|"
    r"(?:等等|等[下会]儿?)?我?先问(?:个)?(?=[^过了问谁哪一个].{2})|"
    r"(?:我|再|先|又|还|想|顺便|顺带|顺道|多嘴|另外|插空){0,3}"
    r"(?:[插问]一?(?:句|嘴|声|[下哈]|个事)|打听一?[下哈])(?:话|子|嘛)?[,。、: ]+)+"
)
_COURTESY = re.compile(
    r"^(?:(?:好的?|行|嗯+|哦+|知道了|明白了)[,。! ]*)?"
    r"(?:谢谢|多谢|感谢|辛苦|谢)(?:您|你|了|啦|大家|师傅|老师|亲|哈)*[啊呀哦]*[,。!~ ]+|"
    r"^(?:(?:您|你|大家)们?好|哈[喽罗啰]|嗨|hi|hello|在吗|在不在|早上好|上午好|中午好|下午好|晚上好|亲)+"
    r"[呀啊哦哈吗哇]*[,。!?~ ]*|[,。!?~ ]*(?:谢谢|多谢|感谢|辛苦)(?:您|你|了|啦|大家)*[啊呀哦]*[。!~]*$"
)
_ENGLISH = "english.txt"  # words, not signs: nothing is replaced within another word
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_HUM = re.compile(r"(?:^|(?<=[,。!? ]))唔+(?=[,。!?~ ]|$)")  # elsewhere 唔 is Cantonese for 不
_SPOKEN = (  # said elsewhere in words that mean something else here, unless the words around them tell
    (  # 「好久修得好」 asks, 「漏了好久」 does not
        re.compile(
            r"(?<![等了过有])好久(?=(?:才|就)?(?:能|可以|准|得(?!不))|[修来开关交收给退办涨发放拿派审]|回[我话复]|到[期货账]|"
            r"停[水电气]|恢复|截止|[上下]班|[弄搞]得)"
        ),
        "什么时候",
    ),
    (re.compile(r"(?<=[要需多长停放管用])好久(?=[嘛喃哦咯呢啊?]*$)"), "多久"),
    (re.compile(r"(?<![请切敬万非])勿(?=[在是好会能要得晓亮通动来去用行响])"), "不"),
    (re.compile(r"(?<=[\u4e00-\u9fff])(?<![砍采步讨挞北征滥盗乱作杀])伐(?=[,。!?; ]|$)"), "吗"),
)
_EDGE = " ,。.!?;:、~…-\"'()[]{}<>《》【】|/\\"


@lru_cache(maxsize=1)
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=4)
def _table(file: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Read a lexicon file: what is written and what is meant, with a pattern that finds the longest first."""
    lines = (LEXICON / file).read_text(encoding="utf-8").splitlines()
    table = dict(line.split("\t") for line in lines if line and not line.startswith("#"))
    longest_first = sorted(table, key=len, reverse=True)
    edges = ("(?<![a-z])(?:", ")(?![a-z])") if file == _ENGLISH else ("", "")
    return re.compile(f"{edges[0]}{'|'.join(map(re.escape, longest_first))}{edges[1]}"), table


def _replaced(text: str, file: str) -> str:
    pattern, table = _table(file)
    return pattern.sub(lambda match: table[match.group()], text)


def _in_chinese(text: str) -> str:
    """Give a Chinese message with the English words that people at work put into it in Chinese."""
    if not _CHINESE.search(text):
        return text
    return _BETWEEN_CHINESE.sub("", _replaced(text, _ENGLISH))


def normalise(text: str) -> str:
    """Say what was written, in one spelling: width, case, script, visible signs, pinyin, variants, sound.

    A leading slash goes too, so that no text can be taken for a Rasa command.
    """
    heard = in_characters(_HUM.sub("嗯", _in_chinese(one_spelling(text))))
    for said, meant in _SPOKEN:
        heard = said.sub(meant, heard)
    return by_sound(_replaced(heard, "variants.txt").lstrip("/ "), FORMS)


def one_spelling(text: str) -> str:
    """Give the text in one width, case and script, without what is invisible or said twice."""
    visible = "".join(
        " " if char in "\n\r\t" else char
        for char in unicodedata.normalize("NFKC", _replaced(text, "emoji.txt"))
        if char in "\n\r\t" or unicodedata.category(char) not in _INVISIBLE
    )
    one_script: str = _to_simplified().convert(visible.lower())
    one_script = one_script.translate(str.maketrans("，？！；：～", ",?!;:~"))
    once = _REPEATED.sub(lambda match: match.group(1) or match.group(2), one_script)
    return _BETWEEN_CHINESE.sub("", _TURNED_DOWN.sub(r"\1,", " ".join(once.split())))


def spelled(text: object) -> str:
    """Give the question inside a message as it was written: how the models read and remember messages."""
    return question_of(normalise(str(text)))


def spelled_whole(text: object) -> str:
    """Give the question inside a message as it was written, or all of it where it is nothing but courtesy."""
    normal = normalise(str(text))
    return question_of(normal) or normal


def question_of(normalised: str) -> str:
    """Give the question inside a normalised message: no greeting, no thanks, no fillers. May be empty."""
    bare = _FILLER.sub("", normalised).strip(_EDGE)
    return _COURTESY.sub("", _COURTESY.sub("", bare)).strip(_EDGE)
