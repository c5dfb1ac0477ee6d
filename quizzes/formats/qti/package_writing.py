"""Packages of QTI 3.0: items, their pictures, tests for the categories, and the manifest."""

from collections.abc import Iterable, Sequence
from typing import Any

from quizzes.formats import metadata
from quizzes.formats.drafts import Draft
from quizzes.formats.packages import pack
from quizzes.formats.pictures import names_in
from quizzes.formats.qti.item_writing import NAMESPACE, SCHEMA, item_xml
from quizzes.formats.qti.packages import MANIFEST
from quizzes.formats.qti.type_writing import WRITERS
from quizzes.formats.xml import attribute, xml_text

_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
 xmlns:lom="http://ltsc.ieee.org/xsd/LOM" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1\
 https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd"
 identifier="steady-ground">
<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>
<organizations/>
<resources>
{resources}
</resources>
</manifest>
"""
_TEST = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-test xmlns="{namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="{namespace} {schema}" identifier="{identifier}" title={title}>
<qti-test-part identifier="part-1" navigation-mode="nonlinear" submission-mode="simultaneous">
{sections}
</qti-test-part>
</qti-assessment-test>
"""


def write_package(drafts: Iterable[Draft]) -> bytes:
    """Return a package of the questions that QTI can say."""
    numbered = enumerate((draft for draft in drafts if draft.fields.type in WRITERS), start=1)
    named = [(f"item-{number}", draft) for number, draft in numbered]
    files: dict[str, bytes] = {}
    resources = []
    for identifier, draft in named:
        title = draft.name or f"Question {identifier.removeprefix('item-')}"
        pictures = {f"images/{identifier}/{name}": draft.pictures[name] for name in _shown(draft)}
        address = "../images/" + identifier + "/{}"
        item = item_xml(draft.fields, identifier=identifier, title=title, pictures=address)
        files |= {f"items/{identifier}.xml": item.encode(), **pictures}
        resources.append(_item_resource(identifier, title, draft, list(pictures)))
    for number, test in enumerate(_tests(named), start=1):
        files[f"test-{number}.xml"] = test.encode()
        resources.append(_resource(f"test-{number}", "test", f"test-{number}.xml", [], ""))
    manifest = _MANIFEST.format(resources="\n".join(resources))
    return pack({MANIFEST: manifest.encode(), **files})


def _shown(draft: Draft) -> list[str]:
    """Return the names of the pictures that a draft has and shows."""
    texts = "\n".join(_texts(draft.fields.content))
    return [name for name in names_in(texts) if name in draft.pictures]


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _item_resource(identifier: str, title: str, draft: Draft, pictures: list[str]) -> str:
    keywords = "".join(
        f"<lom:keyword><lom:string>{xml_text(word)}</lom:string></lom:keyword>"
        for word in metadata.to_words(draft.fields)
    )
    described = (
        f"<metadata><lom:lom><lom:general><lom:title><lom:string>{xml_text(title)}</lom:string>"
        f"</lom:title>{keywords}</lom:general></lom:lom></metadata>"
    )
    return _resource(identifier, "item", f"items/{identifier}.xml", pictures, described)


def _resource(identifier: str, kind: str, path: str, others: Sequence[str], described: str) -> str:
    files = "".join(f"<file href={attribute(one)}/>" for one in (path, *others))
    return (
        f'<resource identifier="{identifier}" type="imsqti_{kind}_xmlv3p0" href="{path}">'
        f"{described}{files}</resource>"
    )


def _tests(named: Sequence[tuple[str, Draft]]) -> Iterable[str]:
    """Yield a test for each outermost category, with a section for each inside it."""
    titles = dict.fromkeys(draft.category[0] for _, draft in named if draft.category)
    for number, title in enumerate(titles, start=1):
        held = [
            (name, draft.category[1:]) for name, draft in named if draft.category[:1] == (title,)
        ]
        yield _TEST.format(
            namespace=NAMESPACE,
            schema=SCHEMA,
            identifier=f"test-{number}",
            title=attribute(title),
            sections=_section(title, held, "section", visible="false"),
        )


def _section(
    title: str, held: Sequence[tuple[str, tuple[str, ...]]], identifier: str, visible: str = "true"
) -> str:
    """Return a section with the items right in it, and then the sections inside it."""
    items = "".join(
        f'<qti-assessment-item-ref identifier="{name}" href="items/{name}.xml"/>\n'
        for name, category in held
        if not category
    )
    titles = dict.fromkeys(category[0] for _, category in held if category)
    inner = "".join(
        _section(
            one,
            [(name, category[1:]) for name, category in held if category[:1] == (one,)],
            f"{identifier}-{number}",
        )
        for number, one in enumerate(titles, start=1)
    )
    return (
        f'<qti-assessment-section identifier="{identifier}" title={attribute(title)} '
        f'visible="{visible}">\n{items}{inner}</qti-assessment-section>\n'
    )
