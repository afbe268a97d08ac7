"""What a few words name, without what is said around it: 「罚款那个」, 「关于装修的问题」. Pure."""

import re

_AROUND = re.compile(
    r"^(?:我?(?:是|就是|说的是|问的是|要问|想问|想了解|了解|咨询|选|要)?(?:一?下)?(?:关于|有关)?)|(?:(?:那个|这个|"
    r"那一?[条项]|问题|事情?|方面|一?条|吧|呢|啊|的|了|呀))+$"
)


def named_in(said: str) -> str:
    """Give the words by which something is named."""
    return _AROUND.sub("", said)
