"""Packages of QTI: the manifest, the tests that order items into sections, and the items."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from quizzes.formats.drafts import Draft, Fault, Reading, UnreadableFile
from quizzes.formats.packages import is_package, shown, unpack
from quizzes.formats.qti.items import read_item
from quizzes.formats.qti.names import with_old_names
from quizzes.formats.xml import Element, parse

MANIFEST = "imsmanifest.xml"

_IS_OLD = (
    "This is QTI 1.2, which is not read here. Most systems that write it can also write QTI 2.1 "
    "or Moodle XML."
)
_OLD_TYPES = ("imsqti_xmlv1p", "imsqti_assessment_xmlv1p", "imsqti_item_xmlv1p", "imscc_xmlv1p")
_OLD_NAMES = (b"questestinterop", b"ims_qtiasiv1p")
_SECTIONS = ("testPart", "assessmentSection")


@dataclass
class Package:
    """The files of a package; `folder` is where its manifest is."""

    files: Mapping[str, bytes]
    folder: str
    manifest: Element
    categories: dict[str, tuple[str, ...]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def path(self, address: str, beside: str = "") -> str:
        """Return the path that an address leads to, from the folder of the file `beside`."""
        folder = dirname(beside) if beside else self.folder
        return normpath(join(folder, unquote(address)))

    def resources(self, kind: str) -> list[Element]:
        listed = self.manifest.first("resources") or ()
        return [one for one in listed if one.get("type").startswith(kind)]


def read_file(data: bytes) -> Reading:
    """Return the questions of a package, or of a file with a single item.

    Raises UnreadableFile.
    """
    if is_package(data):
        return read_package(unpack(data))
    return _read_single(data)


def _read_single(data: bytes) -> Reading:
    root = _parsed(data)
    if root.tag == "assessmentItem":
        return _reading([read_item(root, {}, "", where=root.where)])
    if root.tag == "assessmentTest":
        raise UnreadableFile(
            "The file is a test, which only lists its items. Upload the package that holds both."
        )
    raise UnreadableFile(f"The file is no QTI item: it begins with “{shown(root.tag)}”.")


def _parsed(data: bytes) -> Element:
    """Return a file's outermost element by its old name. Raises UnreadableFile."""
    if any(name in data[:2000] for name in _OLD_NAMES):
        raise UnreadableFile(_IS_OLD)
    return with_old_names(parse(data))


def read_package(files: Mapping[str, bytes]) -> Reading:
    """Return the questions of unpacked files, in the order of the manifest."""
    package = _opened(files)
    items = package.resources("imsqti_item_")
    if not items:
        if any(package.resources(kind) for kind in _OLD_TYPES):
            raise UnreadableFile(_IS_OLD)
        raise UnreadableFile("The package’s manifest lists no QTI items.")
    for test in package.resources("imsqti_test_") + package.resources("imsqti_assessment_"):
        _read_test(package, test)
    read = _reading([_read_resource(package, one) for one in items])
    return Reading(read.drafts, (*package.faults, *read.faults))


def _opened(files: Mapping[str, bytes]) -> Package:
    found = sorted((path for path in files if _is_manifest(path)), key=lambda path: path.count("/"))
    if not found:
        raise UnreadableFile(f"The package has no {MANIFEST}, which would list its questions.")
    return Package(files, dirname(found[0]), parse(files[found[0]]))


def _is_manifest(path: str) -> bool:
    return path.rsplit("/", 1)[-1] == MANIFEST and not path.startswith("__MACOSX/")


def _read_test(package: Package, resource: Element) -> None:
    """Note the titles of a test's sections as the categories of the items in them."""
    path = package.path(resource.get("href"))
    test = _file(package, path)
    if test is not None:
        title = _title(test)
        for part in test:
            _read_section(package, part, path, (title,) if title else ())


def _read_section(package: Package, part: Element, path: str, category: tuple[str, ...]) -> None:
    if part.tag == "assessmentItemRef":
        package.categories.setdefault(package.path(part.get("href"), path), category)
    elif part.tag in _SECTIONS:
        is_seen = part.tag == "assessmentSection" and part.get("visible") != "false"
        title = _title(part) if is_seen else ""
        for inner in part:
            _read_section(package, inner, path, (*category, title) if title else category)


def _title(element: Element) -> str:
    return " ".join(element.get("title").split())


def _read_resource(package: Package, resource: Element) -> Draft | Fault | None:
    path = package.path(resource.get("href"))
    item = _file(package, path)
    if item is None:
        return None
    if item.tag != "assessmentItem":
        return Fault(shown(path), f"The file is no item: it begins with “{shown(item.tag)}”.")
    return read_item(
        item,
        package.files,
        path,
        where=shown(path),
        words=list(_keywords(resource)),
        category=package.categories.get(path, ()),
    )


def _file(package: Package, path: str) -> Element | None:
    """Return the outermost element of a file; what keeps it from being read is a fault."""
    if path not in package.files:
        package.faults.append(Fault(shown(path), "The manifest names this file; it is not there."))
        return None
    try:
        return _parsed(package.files[path])
    except UnreadableFile as error:
        package.faults.append(Fault(shown(path), str(error)))
        return None


def _keywords(resource: Element) -> Iterator[str]:
    """Yield the keywords that a resource's metadata has; systems write them in several ways."""
    for part in resource.walk():
        if part.tag == "keyword":
            yield from (one.words() for one in part) if any(True for _ in part) else [part.words()]


def _reading(read: list[Draft | Fault | None]) -> Reading:
    return Reading(
        tuple(one for one in read if isinstance(one, Draft)),
        tuple(one for one in read if isinstance(one, Fault)),
    )
