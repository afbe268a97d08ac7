"""What residents read in a messenger, where the widget would show a button or a page."""

PICTURE_LOST = "[图片]（没有取到，请居民重新发送）"
VOICE_UNHEARD = "[语音]（没有识别成文字）"
VIDEO = "[视频]"
UNSUPPORTED = "[暂不支持的消息]"
CANNOT_READ = "抱歉，这条消息我看不了。请用文字说一下，或发一张图片；需要人工请回复“人工”。"
NOTHING_HEARD = (
    "抱歉，这段语音没有听清。请打字告诉我，也可以点输入法里的话筒，说的话会变成文字；需要人工请回复“人工”。"
)
WELCOME_BACK = "您好，有什么可以帮您？可以直接打字或发图片；需要人工请回复“人工”。"
CHOOSE = "点选或回复数字即可。"
PHONE_TASK = "微信消息没有送到，请打电话联系居民"
PHONE_TASK_REASONS = {
    "quota": "居民再次发消息之前，微信不让再发了（48小时内最多5条）",
    "window": "居民超过48小时没有发消息，微信不让再发了",
    "unreachable": "居民已取消关注，或拒收消息",
    "rejected": "微信拒收了这条消息",
}


def location_text(label: str, latitude: str, longitude: str) -> str:
    """Write a place that a resident sent from the map."""
    return f"我的位置：{label}（{latitude}，{longitude}）" if label else f"我的位置：{latitude}，{longitude}"


def scan_text(result: str) -> str:
    """Write what a code says that a resident scanned from the menu."""
    return f"我扫的码：{result}"


def link_text(title: str, url: str) -> str:
    """Write a link that a resident passed on."""
    return f"[链接] {title} {url}".strip()


def arrival_text(greeting: str, notice: str) -> str:
    """Greet somebody new in a messenger, with the privacy notice before anything of theirs is stored."""
    hello = greeting or "您好，这里是物业客服，有问题可以直接问我。"
    return f"{hello}\n\n{notice}不想再保存时，取消关注即可删除。"


HOUSE_CODE_WRONG = "这个绑定码不对，或者已经用过、过期了。请核对后再发；没有绑定码请到物业前台领取。"
HOUSE_CODE_TOO_OFTEN = "今天试的次数太多了，请明天再试，或到物业前台办理。"
HOUSE_CODE_USE = "请居民在公众号里发送“绑定”加这8位数字，用一次就失效。"


def house_bound_text(room: str) -> str:
    """Confirm that a house is bound to somebody's messenger."""
    return f"已为您绑定{room}。之后报修、查询会按这套房办理。"
