"""YAML as we accept it: plain data, no references, no key twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from knowledge_base.errors import KnowledgeError

MAX_BYTES = 4 * 1024 * 1024


class _StrictLoader(yaml.SafeLoader):
    """Refuses what an editor never means: references, which can blow a file up, and repeated keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("不接受引用（* 和 &）")
        return super().compose_node(parent, index)

    def construct_mapping(  # the signature is PyYAML's
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002
    ) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        repeated = {str(key) for key in keys if keys.count(key) > 1}
        if repeated:
            names = "、".join(sorted(repeated))
            raise yaml.YAMLError(f"第 {node.start_mark.line + 1} 行起，同一项写了两次：{names}")
        return super().construct_mapping(node, deep=deep)


_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}  # a date is read where its entry can be named


def load_yaml(path: Path) -> Any:
    """Read one YAML file as plain data; KnowledgeError says in Chinese why it cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise KnowledgeError(f"{path.name} 太大，最多 {MAX_BYTES // 1024 // 1024} MB")
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506 (a SafeLoader, stricter)
    except OSError as error:
        raise KnowledgeError(f"读不了 {path.name}：{error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path.name} 不是 UTF-8 文字") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise KnowledgeError(f"{path.name} 的 YAML 写法有误：{' '.join(str(error).split())[:300]}") from error
