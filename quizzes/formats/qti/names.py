"""Names of QTI's elements: those of 3.0 in the form of 2.1, and all in words."""

import re

from quizzes.formats.xml import Element

_KEBAB = re.compile(r"-([a-z0-9])")
_PREFIX = "qti-"
_KEPT = ("data-", "aria-")

BLOCKS = {
    "choiceInteraction",
    "orderInteraction",
    "matchInteraction",
    "associateInteraction",
    "gapMatchInteraction",
}
INLINE = {"textEntryInteraction", "inlineChoiceInteraction"}
UNKNOWN = {
    "customInteraction": "one of the system’s own",
    "drawingInteraction": "a drawing to make",
    "endAttemptInteraction": "a button that ends the attempt",
    "extendedTextInteraction": "a long text to write",
    "graphicAssociateInteraction": "places in a picture to join",
    "graphicGapMatchInteraction": "pictures to drag into a picture",
    "graphicOrderInteraction": "places in a picture to put in order",
    "hotspotInteraction": "places in a picture to choose",
    "hottextInteraction": "words to choose in a text",
    "mediaInteraction": "a sound or a film to play",
    "portableCustomInteraction": "one of the system’s own",
    "positionObjectInteraction": "objects to place in a picture",
    "positionObjectStage": "objects to place in a picture",
    "selectPointInteraction": "a point to choose in a picture",
    "sliderInteraction": "a slider",
    "uploadInteraction": "a file to upload",
}


def with_old_names(element: Element) -> Element:
    """Bring an element and all inside it into the names of QTI 2.1, in place."""
    for part in element.walk():
        if part.tag.startswith(_PREFIX):
            part.tag = _camel(part.tag.removeprefix(_PREFIX))
            part.attributes = {
                name if name.startswith(_KEPT) else _camel(name): value
                for name, value in part.attributes.items()
            }
    return element


def _camel(name: str) -> str:
    return _KEBAB.sub(lambda match: match[1].upper(), name)


def is_interaction(element: Element) -> bool:
    return element.tag.endswith("Interaction") or element.tag == "positionObjectStage"
