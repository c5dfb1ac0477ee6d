"""A course small enough to read, in the canonical form of its files."""

FILES = {
    "course.yaml": """\
slug: small
title: A small course
summary: Two modules, for tests.
pass_mark: 0.8
modules: [01-begin, 02-go-on]
""",
    "sources.yaml": """\
sources:
- id: state
  title: Trauma Bonding in Human Trafficking
  publisher: U.S. Department of State
  url: https://www.state.gov/
  license_note: We restate each point in our own words.
  sections:
  - Introduction
  - Looking Ahead
""",
    "statements.yaml": """\
statements:
- id: S1
  source: state
  section: Introduction
  paragraph: ¶1
  kind: finding
  strength: '"may"'
  certainty: may
  use: know
  audience: [all]
  statement: Something may be so.
- id: S2
  source: state
  section: Introduction
  paragraph: ¶2
  kind: finding
  strength: flat
  certainty: firm
  use: apply
  audience: [caseworker, supervisor]
  statement: Something else is so.
- id: S3
  source: state
  section: Looking Ahead
  paragraph: ¶9
  kind: gap
  strength: flat
  certainty: unknown
  use: know
  audience: [all]
  statement: Something is not known.
""",
    "glossary.yaml": """\
terms:
- term: Agency
  definition: A person's power to decide about their own life.
  statements: [S1, S2]
- term: Case
  definition: A short story about invented people.
  link: false
  also:
  - case moment
""",
    "figures/m1-two-ways.svg": """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 60" role="img">
<title>Two ways</title>
<text x="10" y="30" font-size="15" fill="currentColor">Two ways</text>
</svg>
""",
    "01-begin/module.yaml": """\
title: Begin
summary: You can begin.
note: Names loss. Nothing is shown.
objectives:
- id: m1-o1
  text: Begin well.
  bloom: apply
quiz:
  slug: check
  title: Check your footing
  minutes: 5
  intro: Two questions.
  items: [m1-first-1, m1-second-1]
""",
    "01-begin/1-1-the-first-hour.md": """\
---
title: The first hour
minutes: 9
note: Names loss. Nothing is shown.
summary: |
  Something may be so. [S1]

  Something else is so. [S2]
---
Two sentences open the lesson. This is one. [S2]

## What the source says

Something may be so. [S1]

::: figure m1-two-ways.svg Two ways
Two ways, in words.
:::
""",
    "01-begin/1-2-the-second-hour.md": """\
---
title: 'The second hour: what then?'
minutes: 5
lint_ok:
  L54: It is a name.
---
Nothing is known of it. [S3]
""",
    "shingles/state.txt": "2b4f5e1a9c3d\n7a0c11d2e3f4\n",
    "01-begin/handout.md": """\
## Keep in mind

- Something else is so. [S2]
""",
    "01-begin/items.yaml": """\
items:
- id: m1-first-1
  type: single_best
  case: true
  stem: |
    Ana asks for a bed and a phone. What do you do first?
  options:
  - text: Ask which comes first
    correct: true
    feedback: It leaves the order to her [S2].
  - text: Give her the phone
    feedback: 'Kind, and it decides for her: the order is hers [S2].'
  - text: Wait until tomorrow
    feedback: It leaves her alone with it.
  statements: [S1, S2]
  objective: m1-o1
  bloom: apply
  area: service-delivery
  note: Names a bed.
- id: m1-second-1
  type: multiple_response
  case: false
  stem: |
    Choose all that fit: what is a choice?
  options:
  - text: A say in the order
    correct: true
    feedback: It is hers.
  - text: A list of rules
    feedback: It tells, and does not ask.
  statements: [S3]
  objective: m1-o1
  bloom: understand
  area: foundations
  lint_ok:
    L54: It is a name.
""",
    "02-go-on/module.yaml": """\
title: Go on
summary: You can go on.
objectives:
- id: m2-o1
  text: Go on well.
  bloom: create
""",
    "02-go-on/2-1-the-third-hour.md": """\
---
title: The third hour
minutes: 7
---
Something may be so. [S1]
""",
}


def write_course(folder, **changes):
    """Write the files into a folder called small below `folder`; return it.

    `changes` maps a path to (old, new), by which its text is altered, or to None to leave it out.
    """
    root = folder / "small"
    for path, text in FILES.items():
        if changes.get(path, "") is None:
            continue
        old, new = changes.get(path, ("", ""))
        assert old in text
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


def change(root, path, old, new):
    """Alter a text that is there."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
