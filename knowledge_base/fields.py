"""Reading what a person filled in: text, lists of text, dates. Every refusal is a Chinese sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from knowledge_base.limits import Limit, parse_limit


class FieldReader:
    """Takes one record's fields out, one by one, and gathers what is wrong with them in `problems`."""

    def __init__(self, raw: Mapping[str, Any], known: tuple[str, ...]) -> None:
        self._raw = raw
        self.problems: list[str] = []
        unknown = [str(name) for name in raw if name not in known]
        if unknown:
            self.problems.append(f"有不认识的字段：{'、'.join(unknown)}")

    def line(self, name: str, limit: int, *, required: bool = False) -> str:
        """Give the field as `text` does, where it may have one line only."""
        text = self.text(name, limit, required=required)
        if "\n" in text:
            self.problems.append(f"{name} 只能有一行")
        return text

    def text(self, name: str, limit: int, *, required: bool = False) -> str:
        """Give the field as trimmed text of at most `limit` characters; empty when there is none."""
        value = self._raw.get(name)
        if value is None:
            value = ""
        cleaned = self._clean(name, value, limit)
        if required and not cleaned and isinstance(value, str):
            self.problems.append(f"{name} 没有填写")
        return cleaned

    def texts(self, name: str, limit: int, most: int) -> tuple[str, ...]:
        """Give the field as a list of one-line texts, empty ones left out."""
        value = self._raw.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.problems.append(f"{name} 应是一个列表")
            return ()
        cleaned = tuple(filter(None, (self._clean(name, item, limit) for item in value)))
        if len(cleaned) > most:
            self.problems.append(f"{name} 有 {len(cleaned)} 条，最多 {most} 条")
        if any("\n" in item for item in cleaned):
            self.problems.append(f"{name} 的每一条只能有一行")
        return cleaned

    def limit(self, name: str) -> Limit | None:
        """Give the field as a day or a minute of China; None when it is blank."""
        value = self._raw.get(name)
        if value is None or value == "":
            return None
        try:
            return parse_limit(value)
        except ValueError:
            self.problems.append(
                f"{name}「{str(value)[:40]}」不是日期，请写成 2025-01-01 或 2025-01-01 09:00 这样"
            )
            return None

    def _clean(self, name: str, value: object, limit: int) -> str:
        if not isinstance(value, str):
            self.problems.append(f"{name} 应是文字")
            return ""
        text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
        if any(_is_control(sign) for sign in text):
            self.problems.append(f"{name} 里有不可见的控制字符")
        if len(text) > limit:
            self.problems.append(f"{name} 有 {len(text)} 个字，最多 {limit} 个字")
        return text


def _is_control(sign: str) -> bool:
    return sign in "\ufffe\uffff" or (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t")
