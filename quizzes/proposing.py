"""What the questions of a file would become: ids, what is lost, and what is much like them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from courses import copying
from courses.blocks import slug_of
from courses.models import Objective, Statement
from quizzes.fields import LONGEST_TAG, ItemFields, first_line, tidy
from quizzes.formats.drafts import Draft
from quizzes.models import Item, ItemVersion
from quizzes.readings import unpacked

LONGEST_SLUG = Item._meta.get_field("slug").max_length
WORDS_OF_A_SLUG = 6  # of a question without a name


@dataclass(frozen=True)
class Proposal:
    """A question of a file as it would become.

    `taken` is the id that it cannot have, empty where it has its own; `same` are the questions
    that ask the same, by their ids, and those of this file by their numbers.
    """

    number: int
    draft: Draft
    slug: str
    fields: ItemFields
    losses: tuple[str, ...]
    taken: str
    same: tuple[str, ...]
    same_here: tuple[int, ...]

    @property
    def first_line(self) -> str:
        return first_line(self.fields.content)

    @property
    def category(self) -> str:
        return " / ".join(self.draft.category)


def proposals(kept) -> list[Proposal]:
    """Return what the questions of a QuestionImport would become, in the order of the file."""
    drafts = unpacked(kept.reading).drafts
    slugs = _slugs(drafts, kept.module, set(Item.objects.values_list("slug", flat=True)))
    known = _Known(kept.module)
    alike = _Alike()
    found = []
    for number, (draft, (slug, taken)) in enumerate(zip(drafts, slugs, strict=True), start=1):
        fields, losses = known.kept_of(draft, has_category_tags=kept.has_category_tags)
        same, same_here = alike.to(fields, number)
        losses = (*draft.losses, *losses)
        found.append(Proposal(number, draft, slug, fields, losses, taken, same, same_here))
    return found


def _slugs(drafts: Iterable[Draft], module, taken: set[str]) -> Iterator[tuple[str, str]]:
    """Yield an id for each draft that no question has, and the one wanted where it is taken."""
    taken = set(taken)
    for draft in drafts:
        wanted = _wanted(draft, module)
        slug = next(each for each in _variants(wanted) if each not in taken)
        taken.add(slug)
        yield slug, "" if slug == wanted else wanted


def _wanted(draft: Draft, module) -> str:
    words = copying.words(draft.name) or copying.words(draft.fields.content.get("stem", ""))
    named = slug_of(draft.name if draft.name else " ".join(words[:WORDS_OF_A_SLUG]))
    if named == "section":  # nothing of it can stand in an id
        named = f"m{module.number}-question"
    return named[:LONGEST_SLUG].rstrip("-")


def _variants(wanted: str) -> Iterator[str]:
    yield wanted
    for number in count(2):
        ending = f"-{number}"
        yield wanted[: LONGEST_SLUG - len(ending)].rstrip("-") + ending


class _Known:
    """What of the ledger and of a module a question can rest on."""

    def __init__(self, module) -> None:
        self.statements = set(Statement.objects.values_list("code", flat=True))
        in_use = Objective.objects.filter(module=module, retired_at__isnull=True)
        self.objectives = set(in_use.values_list("code", flat=True))

    def kept_of(self, draft: Draft, *, has_category_tags: bool) -> tuple[ItemFields, list[str]]:
        """Return a draft's fields as they can be kept, and what is lost on the way."""
        fields, losses = draft.fields, []
        for code in fields.statements:
            if code not in self.statements:
                losses.append(f"There is no statement {code}; the question will not rest on it.")
        statements = tuple(code for code in fields.statements if code in self.statements)
        objective = fields.objective
        if objective and objective not in self.objectives:
            losses.append(f"The objective {objective} is not one of this module, and is left out.")
            objective = ""
        tags = fields.tags
        if has_category_tags and draft.category:
            tag = slug_of(draft.category[-1])[:LONGEST_TAG].rstrip("-")
            tags = tuple(dict.fromkeys([*tags, tag]))
        fields = replace(fields, statements=statements, objective=objective, tags=tags)
        return tidy(fields), losses


class _Alike:
    """Finds questions that ask the same in the same words, here and earlier in the file."""

    def __init__(self) -> None:
        self.here: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self.before: dict[tuple[str, ...], list[int]] = defaultdict(list)
        versions = ItemVersion.objects.newest().order_by("item__slug")
        for slug, content in versions.values_list("item__slug", "content"):
            self.here[_words(content)].append(slug)

    def to(self, fields: ItemFields, number: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
        words = _words(fields.content)
        if not words:
            return (), ()
        found = tuple(self.here.get(words, ())), tuple(self.before.get(words, ()))
        self.before[words].append(number)
        return found


def _words(content) -> tuple[str, ...]:
    return tuple(copying.words(content.get("stem", "")))
