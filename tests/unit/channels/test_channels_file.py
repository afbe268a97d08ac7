"""The channels file is taken whole or not at all, and says what is wrong with it."""

from pathlib import Path

import pytest

from handoff.channels.accounts import BadChannelsFileError, read_accounts

GOOD = """
[wechat.yunshan]
app_id = "wx1a2b3c4d5e6f7081"
app_secret = "secret-of-the-account"
original_id = "gh_0123456789ab"
token = "PmsBotToken2026"
encoding_aes_key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
estate = "yunshan"
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "channels.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_is_no_channel(tmp_path: Path) -> None:
    assert not read_accounts(tmp_path / "none.toml", production=True).wechat


def test_an_account_is_read_and_its_secrets_are_not_shown(tmp_path: Path) -> None:
    account = read_accounts(written(tmp_path, GOOD), production=True).wechat["yunshan"]
    assert (account.name, account.estate, len(account.keys)) == ("yunshan", "yunshan", 1)
    assert "secret-of-the-account" not in repr(account)
    assert "PmsBotToken2026" not in repr(account)


def test_the_key_before_is_kept_beside_the_present_one(tmp_path: Path) -> None:
    more = GOOD + f'previous_encoding_aes_key = "{"a" * 43}"\n'
    assert len(read_accounts(written(tmp_path, more), production=True).wechat["yunshan"].keys) == 2


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (GOOD.replace('estate = "yunshan"', ""), "estate"),
        (GOOD.replace("B2C", "B2"), "EncodingAESKey"),
        (GOOD.replace("B2C", "B-C"), "EncodingAESKey"),
        (GOOD + 'app_secert = "x"\n', "app_secert"),
        (GOOD + "accept_plain_for_development = true\n", "accept_plain_for_development"),
        (GOOD + 'accept_plain_for_development = "yes"\n', "true 或 false"),
        ("[wechat]\nyunshan = 1\n", "wechat.yunshan"),
        ("wechat = 1\n", "wechat"),
        ("[weixin.yunshan]\n", "weixin"),
        ("not toml", "读不了"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(BadChannelsFileError, match=word):
        read_accounts(written(tmp_path, text), production=True)


def test_plain_callbacks_are_taken_in_development_where_they_are_switched_on_by_name(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD + "accept_plain_for_development = true\n")
    assert read_accounts(path, production=False).wechat["yunshan"].accepts_plain
