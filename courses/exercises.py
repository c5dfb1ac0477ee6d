"""Cards to sort or to put in order: what learners use in place of the table of a ::: block.

It works without a script: the choices are native controls that stand in no form, and our own
answer is folded below them. Nothing is sent, and nothing is marked.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from courses.blocks import error_at, part_of

FEWEST_CARDS = 2
MOST_CARDS = 12
MOST_PLACES = 6
NOT_KEPT = '<p class="write-about">What you choose here is not kept when you leave the page.</p>\n'

Row = list[Token]  # the text of a table's cells
Pieces = list[str | Token]  # HTML of our own, and texts of the author's


def expand_exercises(state: StateCore) -> None:
    """Put cards where the tables of sort and order blocks were."""
    lines = state.src.split("\n")
    tokens, block, inside = [], None, []
    for token in state.tokens:
        if token.type == "container_block_open":
            _check_place(token, block, state)
        (inside if block else tokens).append(token)
        if block and token.type == "container_block_close":
            tokens += _with_cards(block, inside, lines)
            block, inside = None, []
        elif token.type == "container_block_open" and token.meta["name"] in _LAYOUTS:
            block = token
    state.tokens = tokens


def _check_place(token: Token, around: Token | None, state: StateCore) -> None:
    name = token.meta["name"]
    if around:
        raise error_at(token, f"::: {around.meta['name']} holds no other block")
    if (name in _LAYOUTS or name == "write") and not state.env.get("exercises", True):
        raise error_at(token, f"::: {name} is for lessons only")


def _with_cards(block: Token, inside: list[Token], lines: list[str]) -> Iterator[Token]:
    columns, lay_out = _LAYOUTS[block.meta["name"]]
    start, end = _table(block, inside, columns)
    head, *rows = _rows(inside[start:end])
    _check_rows(inside[start], head, rows, lines)
    yield from inside[:start]
    yield from _tokens(block, lay_out(head, rows))
    yield from inside[end:]


def _table(block: Token, inside: list[Token], columns: int) -> tuple[int, int]:
    """Return where the block's one table begins and ends."""
    name = block.meta["name"]
    starts = [place for place, token in enumerate(inside) if token.type == "table_open"]
    if not starts:
        raise error_at(block, f"::: {name} needs a table of {columns} columns")
    if len(starts) > 1:
        raise error_at(inside[starts[1]], f"::: {name} takes one table only")
    ends = [place for place, token in enumerate(inside) if token.type == "table_close"]
    found = sum(token.type == "th_open" for token in inside)
    if found != columns:
        raise error_at(inside[starts[0]], f"the table has {found} columns, not {columns}")
    return starts[0], ends[0] + 1


def _rows(table: list[Token]) -> list[Row]:
    rows = []
    for token in table:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token)
    return rows


def _check_rows(table: Token, head: Row, rows: list[Row], lines: list[str]) -> None:
    if not all(cell.content for cell in head):
        raise error_at(table, "a column has no name")
    if not FEWEST_CARDS <= len(rows) <= MOST_CARDS:
        raise error_at(table, f"the table needs {FEWEST_CARDS} to {MOST_CARDS} cards")
    cards = set()
    for row in rows:
        if _cell_count(lines[row[0].map[0]]) > len(row):
            raise error_at(row[0], "the row has more cells than the table has columns")
        if not all(cell.content for cell in row):
            raise error_at(row[0], "a cell is empty")
        if row[0].content in cards:
            raise error_at(row[0], "the card is there twice")
        cards.add(row[0].content)


def _cell_count(line: str) -> int:
    """Return how many cells a row was written with; the parser drops those that are too many."""
    cells = escapedSplit(line.strip(" \t>"))
    return len(cells) - (cells[0] == "") - (len(cells) > 1 and cells[-1] == "")


def _tokens(block: Token, pieces: Pieces) -> Iterator[Token]:
    """Yield pieces as tokens. A text is read once, and where it comes again it is only shown."""
    used = set()
    for piece in pieces:
        if isinstance(piece, str):
            yield part_of(block, piece)
        elif id(piece) in used:
            yield Token("again", "", 0, meta={"of": piece})
        else:
            used.add(id(piece))
            yield piece


def write_again(
    renderer: Any, tokens: list[Token], index: int, options: Any, env: dict[str, Any]
) -> str:
    """Return the HTML of a text that was shown before; for the renderer."""
    return renderer.renderInline(tokens[index].meta["of"].children, options, env)


def _sort(head: Row, rows: Sequence[Row]) -> Pieces:
    """Lay out cards in the order given, each with the places to choose from in theirs."""
    texts = {place.content: place for _, place, _ in reversed(rows)}
    places = [texts[words] for words in sorted(texts, key=str.casefold)]
    if not 2 <= len(places) <= MOST_PLACES:
        raise error_at(rows[0][1], f"the cards need 2 to {MOST_PLACES} different places")
    pieces = _list_start(head[0])
    for number, (card, place, why) in enumerate(rows, start=1):
        _make_labels(card, place)
        pieces += ["<li>\n<fieldset>\n<legend>", card, '</legend>\n<div class="places">\n']
        for choice in places:
            radio = f'<input type="radio" name="{{id}}_{number}" autocomplete="off">'
            pieces += [f'<label class="place">{radio} <span>', choice, "</span></label>\n"]
        pieces += ["</div>\n</fieldset>\n", *_answer_start("Where we put it, and why")]
        why.meta["is_text"] = True
        pieces += _definitions((head[1], place), (head[2], why))
        pieces += ["</div></details>\n</li>\n"]
    return [*pieces, "</ul>\n", NOT_KEPT]


def _order(head: Row, rows: Sequence[Row]) -> Pieces:
    """Lay out cards mixed, each with a place to give it, and the right order below them."""
    numbers = "".join(f"<option>{number}</option>" for number in range(1, len(rows) + 1))
    choices = f'<option value="">Place</option>{numbers}</select>'
    pieces = _list_start(head[0])
    for number, (card, _) in enumerate(_mixed(rows), start=1):
        _make_labels(card)
        name = f"{{id}}_{number}-place"
        pieces += [f'<li class="to-place">\n<label for="{name}">', card, "</label>\n"]
        select = f'<select class="form-select" id="{name}" autocomplete="off">'
        pieces += [f"{select}{choices}\n</li>\n"]
    pieces += ["</ul>\n", NOT_KEPT, *_answer_start("Our order, and why"), '<ol class="in-order">\n']
    for card, meaning in rows:
        meaning.meta["is_text"] = True
        pieces += ["<li>\n<p>", card, "</p>\n", *_definitions((head[1], meaning)), "</li>\n"]
    return [*pieces, "</ol>\n</div></details>\n"]


def _make_labels(*texts: Token) -> None:
    """Mark what names a control; markdown.py refuses links in it, which would be pressed for it."""
    for text in texts:
        text.meta["is_label"] = True


def _mixed(rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows in an order that depends on their words, at most one of them in its place.

    Of the turns of an order by digest it is the first with the fewest in their place. All turns
    together have each row in its place once, so one of them has at most one there.
    """
    shuffled = sorted(rows, key=lambda row: sha256(row[0].content.encode()).digest())
    turns = [shuffled[start:] + shuffled[:start] for start in range(len(rows))]
    return min(turns, key=lambda turn: sum(a is b for a, b in zip(turn, rows, strict=True)))


def _list_start(label: Token) -> Pieces:
    start = '</p>\n<ul class="cards" aria-labelledby="{id}_cards">\n'
    return ['<p class="cards-label" id="{id}_cards">', label, start]


def _answer_start(summary: str) -> Pieces:
    return [f'<details class="our-answer"><summary>{summary}</summary>\n<div>\n']


def _definitions(*pairs: tuple[Token, Token]) -> Pieces:
    pieces: Pieces = ['<dl class="ours">\n']
    for term, definition in pairs:
        pieces += ["<dt>", term, "</dt>\n<dd>", definition, "</dd>\n"]
    return [*pieces, "</dl>\n"]


# The number of columns of an exercise's table, and what lays out its rows
_LAYOUTS = {"sort": (3, _sort), "order": (2, _order)}
