"""Every kind of event that a 公众号 is told of: few are what a resident did, none makes trouble."""

import base64
from datetime import UTC, datetime
from typing import Any

import pytest

from handoff.channels.accounts import WechatAccount
from handoff.channels.wechat import WechatGate
from handoff.domain.correspondent import Incoming
from tests.wechat.accounts import make_official_account
from tests.wechat.envelopes import seal
from tests.wechat.messages import Fields, event, to_xml

AT = 1_767_225_600.0
OURS = make_official_account()


def read(fields: Fields) -> Incoming:
    account = WechatAccount(
        name=OURS.name,
        estate=OURS.estate,
        token=OURS.token,
        secret=OURS.app_secret,
        keys=(base64.b64decode(f"{OURS.encoding_aes_key}="),),
        app_id=OURS.app_id,
        original_id=OURS.original_id,
    )
    whole = {"ToUserName": OURS.original_id, "FromUserName": "oPms_1", "CreateTime": int(AT)} | dict(fields)
    sealed = seal(OURS, to_xml(whole), at=AT)
    incoming = WechatGate(account).read(sealed.query, sealed.body.encode(), datetime.fromtimestamp(AT, UTC))
    assert isinstance(incoming, Incoming)
    return incoming


SCANNED = {"ScanType": "qrcode", "ScanResult": "3-2-1201"}
POPUP = {"TemplateId": "t1", "SubscribeStatusString": "accept", "PopupScene": 2}
NO_DEED: dict[str, dict[str, Any]] = {
    "LOCATION": {"Latitude": "30.27", "Longitude": "120.15", "Precision": "65.0"},
    "VIEW": {"EventKey": "https://pms.example/t/7", "MenuId": "4101"},
    "view_miniprogram": {"EventKey": "pages/index", "MenuId": "4101"},
    "scancode_push": {"EventKey": "scan", "ScanCodeInfo": SCANNED},
    "pic_sysphoto": {"EventKey": "p", "SendPicsInfo": {"PicList": {"item": {"PicMd5Sum": "1b"}}}},
    "pic_photo_or_album": {"EventKey": "p", "SendPicsInfo": {"Count": 1}},
    "pic_weixin": {"EventKey": "p", "SendPicsInfo": {"Count": 1}},
    "location_select": {"EventKey": "l", "SendLocationInfo": {"Location_X": "30", "Label": "云杉花园"}},
    "TEMPLATESENDJOBFINISH": {"MsgID": 200163836, "Status": "failed:user block"},
    "subscribe_msg_popup_event": {"SubscribeMsgPopupEvent": {"List": [POPUP, POPUP | {"TemplateId": "t2"}]}},
    "subscribe_msg_change_event": {"SubscribeMsgChangeEvent": {"List": {"TemplateId": "t1"}}},
    "subscribe_msg_sent_event": {"SubscribeMsgSentEvent": {"List": {"TemplateId": "t1", "MsgID": "17"}}},
    "kf_create_session": {"KfAccount": "desk1@pms"},
    "kf_close_session": {"KfAccount": "desk1@pms"},
    "kf_switch_session": {"FromKfAccount": "desk1@pms", "ToKfAccount": "desk2@pms"},
    "something_of_next_year": {},
}


@pytest.mark.parametrize("name", list(NO_DEED))
def test_what_no_resident_did_is_taken_and_begins_nothing(name: str) -> None:
    incoming = read(event(name, **NO_DEED[name]))
    assert (incoming.kind, incoming.deed, incoming.person) == ("nothing", None, "oPms_1")


def test_a_scan_that_waits_for_an_answer_is_a_click_that_says_what_the_code_says() -> None:
    incoming = read(event("scancode_waitmsg", EventKey="scan", ScanCodeInfo=SCANNED))
    assert (incoming.kind, incoming.deed, incoming.text) == ("text", "menu", "我扫的码：3-2-1201")


def test_names_of_events_are_read_in_any_case() -> None:
    assert read(event("SCAN", EventKey="3-2-1201")).hint == "3-2-1201"
    assert read(event("UnSubscribe", EventKey="")).kind == "departure"
