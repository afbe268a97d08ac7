from time import process_time

import pytest

from bot.language.again import still_understands_not, wants_again
from bot.language.announcing import without_announcement, without_concession
from bot.language.remarks import remark_in

SECONDS = 0.1


@pytest.mark.parametrize("said", ["那就", "真倒", "爸妈", "刚才说", "哦哦嗯嗯", "啊便宜", "知道那", "再说"])
@pytest.mark.parametrize(
    "listen", [remark_in, wants_again, still_understands_not, without_announcement, without_concession]
)
def test_what_is_said_over_and_over_is_read_at_once(listen: object, said: str) -> None:
    assert callable(listen)
    for long in (f"我{said * 12}x"[:40], f"{said * 300}x"):
        began = process_time()
        listen(long)
        assert process_time() - began < SECONDS
