"""What components with a small model of their own have in common: how Rasa makes and keeps them."""

from typing import Any, ClassVar, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.nlu.labelling import Labelled
from bot.topics.recall import Recall

Own = TypeVar("Own", bound="LearnedComponent")


class LearnedComponent(GraphComponent):
    """Learns a `kept` when Rasa trains and has it, as `_learned`, when Rasa serves."""

    kept: ClassVar[type[Labelled] | type[Recall]] = Labelled

    def __init__(self, storage: ModelStorage, resource: Resource, learned: Any = None) -> None:
        self._storage = storage
        self._resource = resource
        self._learned = learned

    @classmethod
    def create(
        cls: type[Own],
        config: dict[str, Any],  # noqa: ARG003  Rasa calls it by keyword
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> Own:
        """Rasa's constructor for training."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls: type[Own],
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **_: Any,
    ) -> Own:
        """Rasa's constructor for serving."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, cls.kept.load(folder))

    def keep(self, learned: Labelled | Recall) -> Resource:
        """Store what was learnt, for serving."""
        with self._storage.write_to(self._resource) as folder:
            learned.save(folder)
        return self._resource
