"""One question as an item of QTI 3.0."""

from quizzes.fields import ItemFields
from quizzes.formats.markup import to_xhtml
from quizzes.formats.pictures import with_addresses
from quizzes.formats.qti.bodies import CONTENT_NOTE
from quizzes.formats.qti.type_writing import WRITERS
from quizzes.formats.xml import attribute, xml_text

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0p1_v1p0.xsd"

_ITEM = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="{namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="{namespace} {schema}"
 identifier={identifier} title={title} adaptive="false" time-dependent="false" xml:lang="en">
{declarations}
<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"\
 normal-maximum="1"><qti-default-value><qti-value>0</qti-value></qti-default-value>\
</qti-outcome-declaration>
{outcome}<qti-item-body>
{note}{body}
</qti-item-body>
<qti-response-processing>
{processing}
</qti-response-processing>
{feedback}</qti-assessment-item>
"""
_NOTE = (
    '<qti-rubric-block view="candidate" use="{use}"><qti-content-body><p>{text}</p>'
    "</qti-content-body></qti-rubric-block>\n"
)
_FEEDBACK = (
    '<qti-modal-feedback outcome-identifier="FEEDBACK" show-hide="show" identifier="{name}">'
    "<qti-content-body>{html}</qti-content-body></qti-modal-feedback>\n"
)


def item_xml(fields: ItemFields, *, identifier: str, title: str, pictures: str) -> str:
    """Return the item of a question; `pictures` is the address of a picture, with {} its name."""

    def html(text: str) -> str:
        return to_xhtml(with_addresses(text, pictures))

    content = {**fields.content, "text": with_addresses(fields.content.get("text") or "", pictures)}
    parts = WRITERS[fields.type](content, html)
    shown = {name: text for name, text in parts.feedback.items() if text}
    return _ITEM.format(
        namespace=NAMESPACE,
        schema=SCHEMA,
        identifier=attribute(identifier),
        title=attribute(title),
        declarations=parts.declarations,
        outcome=f'<qti-outcome-declaration identifier="FEEDBACK" cardinality="{parts.cardinality}"'
        ' base-type="identifier"/>\n'
        if shown
        else "",
        note=_NOTE.format(use=CONTENT_NOTE, text=xml_text(fields.note)) if fields.note else "",
        body=parts.body,
        processing="\n".join([parts.score, parts.shows] if shown else [parts.score]),
        feedback="".join(
            _FEEDBACK.format(name=name, html=html(text)) for name, text in shown.items()
        ),
    )
