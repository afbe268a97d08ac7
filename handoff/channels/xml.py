"""XML from outside: capped, UTF-8, without any document type, read one level deep."""

from collections.abc import Iterator
from xml.etree.ElementTree import (  # only the type and the error; defusedxml does the parsing
    Element,
    ParseError,
)

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from handoff.errors import NotGenuine

LARGEST = 64 * 1024


def parse(written: bytes | str) -> "Fields":
    """Return the root's fields; raises NotGenuine for anything but a plain `<xml>` document."""
    if len(written) > LARGEST:
        raise NotGenuine("too_large", status=400)
    try:
        # Decoded first: a declaration of UTF-16 or UTF-7 inside then means nothing any more.
        text = written.decode() if isinstance(written, bytes) else written
        root = fromstring(text, forbid_dtd=True)
    except UnicodeDecodeError:
        raise NotGenuine("bad_encoding", status=400) from None
    except DefusedXmlException:
        raise NotGenuine("xml_forbidden", status=400) from None
    except (ParseError, ValueError):
        raise NotGenuine("bad_xml", status=400) from None
    if root.tag != "xml":
        raise NotGenuine("bad_xml", status=400)
    return Fields(root)


class Malformed(Exception):  # noqa: N818 - what the message is
    """A genuine message with a field that is missing, repeated or not plain text."""


class Fields:
    """The direct children of one element."""

    def __init__(self, root: Element) -> None:
        self._root = root

    def get(self, name: str) -> str | None:
        """Return a field's text, None where there is none; raises Malformed where it is no single text."""
        found = self._root.findall(name)
        if not found:
            return None
        if len(found) > 1 or len(found[0]):
            raise Malformed(name)
        return found[0].text or ""

    def within(self, name: str) -> "Fields":
        """Return the fields inside a field; raises Malformed where it is missing or repeated."""
        found = self._root.findall(name)
        if len(found) != 1:
            raise Malformed(name)
        return Fields(found[0])

    def text(self, name: str) -> str:
        """Return a field's text; raises Malformed where it is missing or empty."""
        value = self.get(name)
        if not value:
            raise Malformed(name)
        return value

    def only(self, name: str) -> str:
        """Return the one element of this name anywhere below; raises NotGenuine."""
        everywhere = list(_named(self._root, name))
        direct = self._root.findall(name)
        if len(everywhere) != 1 or direct != everywhere or len(everywhere[0]):
            raise NotGenuine(f"missing_{name.lower()}", status=400)
        return (everywhere[0].text or "").strip()


def _named(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if str(element.tag).lower() == name.lower())
