"""Refusals: what a person reads when the desk says no.

The docstring is the message: what happened, what to do. `status` and `code` travel in the problem answer.
"""

from typing import Any, ClassVar


class Refusal(Exception):
    """请求没有被接受。请检查内容后再试一次。"""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"

    def __init__(self, detail: str | None = None, *, retry_after: int | None = None, **extra: Any) -> None:
        self.detail = detail or (type(self).__doc__ or "").strip()
        self.retry_after = retry_after
        self.extra = extra
        super().__init__(self.detail)


class BadRequest(Refusal):
    """请求的格式不对。请检查内容后再试一次。"""

    code = "bad_request"


class NotSignedIn(Refusal):
    """您还没有登录，或登录已过期。请重新登录。"""

    status = 401
    code = "not_signed_in"


class WrongPassword(Refusal):
    """用户名或密码不对。请检查后再试一次。"""

    status = 401
    code = "wrong_password"


class Suspended(Refusal):
    """您的账号已停用，不能登录。请联系您的主管。"""

    status = 403
    code = "suspended"


class ForeignOrigin(Refusal):
    """这个网站没有获准使用客服服务。请联系管理员把它加入允许的来源。"""

    status = 403
    code = "foreign_origin"


class NotPermitted(Refusal):
    """您的级别不能做这项操作。请联系您的主管。"""

    status = 403
    code = "not_permitted"


class NotFound(Refusal):
    """没有找到您要的内容。请检查地址，或重新开始咨询。"""

    status = 404
    code = "not_found"


class NotAllowed(Refusal):
    """这个地址不支持这种请求方式。请查看接口说明。"""

    status = 405
    code = "method_not_allowed"


class AlreadyTaken(Refusal):
    """这个会话已经由其他坐席接入。"""

    status = 409
    code = "already_taken"


class NotYours(Refusal):
    """这个会话现在不由您负责，消息没有发出。请先接入会话。"""

    status = 409
    code = "not_owner"


class NothingToRate(Refusal):
    """人工服务结束后才能评价，每次服务评价一次。"""

    status = 409
    code = "nothing_to_rate"


class IllegalMove(Refusal):
    """工单现在不能这样改。请刷新后按最新的状态操作。"""

    status = 409
    code = "illegal_move"


class TooEarly(Refusal):
    """前一步还没有收到，这一步先不处理。请按顺序重新发送。"""

    status = 409
    code = "too_early"


class StaleEntry(Refusal):
    """条目已被别人改过，您的修改没有保存。请看过最新的内容再改。"""

    status = 409
    code = "stale"


class BadEntry(Refusal):
    """条目填写有误，没有保存。请按提示改正。"""

    code = "bad_entry"


class BadFile(Refusal):
    """表格有误，一条也没有导入。请按提示改正后再导入。"""

    code = "bad_file"


class PublishingNow(Refusal):
    """这个小区正在发布。请等它结束后再试。"""

    status = 409
    code = "publishing"


class NothingBefore(Refusal):
    """当前版本之前没有可以回退的版本。"""

    status = 409
    code = "nothing_before"


class TooLarge(Refusal):
    """内容太大了。消息请控制在2000字以内，图片请控制在10MB以内。"""

    status = 413
    code = "too_large"


class KeyReused(Refusal):
    """这个消息编号已经用过，内容却不同。请换一个新的编号再发送。"""

    status = 422
    code = "key_reused"


class TooMany(Refusal):
    """操作太频繁了。请稍等一会儿再试。"""

    status = 429
    code = "too_many"


class Busy(Refusal):
    """系统暂时无法保存，您的内容还没有收到。请过几秒再试一次。"""

    status = 503
    code = "unavailable"


class RepeatedKey(Exception):
    """The unique index knows this client key already: somebody said this before."""


class BotFailed(Exception):
    """The bot gave no usable answer in time; the reason is for the log and never holds resident text."""


class NotGenuine(Exception):
    """A callback is not to be believed; `category` is for tests and figures, never for the caller."""

    def __init__(self, category: str, *, status: int = 403) -> None:
        self.category = category
        self.status = status
        super().__init__(category)


class NotDelivered(Exception):
    """A messenger did not take a message; `trouble` is why, `may_retry` whether it may take it later."""

    def __init__(self, trouble: str, *, may_retry: bool = False, wait: float | None = None) -> None:
        self.trouble = trouble
        self.may_retry = may_retry
        self.wait = wait
        super().__init__(trouble)


class WebhookFailed(Exception):
    """An alert did not reach the group; the message is a sentence for managers and holds no address."""


class UnusableDatabase(Exception):
    """The database cannot be opened, or is of a newer version; the message tells an operator what to do."""


class NoUsableKey(Exception):
    """The key file is missing, unreadable or not of the right length; sealed fields cannot be opened."""
