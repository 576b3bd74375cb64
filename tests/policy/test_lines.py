"""Where keys stand in a TOML file."""

import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from streams.policy.lines import Path, key_lines

SAMPLE = '''# a comment = 1
broker = "b" # [x]
timezone = 'U#C'
queue."a.b".call.answer_within_s = 1
[queue.'c d'.chat]
service_level = { formula = "x", target = { } }
[calendar . office]
hours = { sat-wed = ["08:00-12:30"# ]
  , "13:30-17:00" ], thu=[] }
closed = [
  "2027-03-21", # first ]
  2027-03-22 ,

  "1406-01-01",
]
words = """
[not.a.table]
key = 1 \\""" still ""it"""
raw = \'\'\'
x = 'y'\'\'\'\'
when = 2027-01-01 00:00:00 # a space in it
[[list]]
a = 1
[[list]]
b = [[1], [{c = 2}]]
[list.inner]
d = 1
[calendar.office.more]
'''


def test_every_key_table_and_entry_has_its_line() -> None:
    assert tomllib.loads(SAMPLE)
    lines = key_lines(SAMPLE)
    office = ("calendar", "office")
    assert {path: lines[path] for path in lines if path[0] in {"broker", "timezone"}} == {
        ("broker",): 2,
        ("timezone",): 3,
    }
    assert lines["queue", "a.b", "call", "answer_within_s"] == lines["queue", "a.b"] == lines["queue",] == 4
    assert lines["queue", "c d"] == lines["queue", "c d", "chat"] == 5
    assert lines["queue", "c d", "chat", "service_level", "target"] == 6
    assert lines[office] == 7
    assert lines[*office, "hours", "sat-wed", 0] == 8
    assert lines[*office, "hours", "sat-wed", 1] == lines[*office, "hours", "thu"] == 9
    assert [lines[*office, "closed", number] for number in range(3)] == [11, 12, 14]
    assert [lines[*office, key] for key in ("words", "raw", "when", "more")] == [16, 19, 21, 28]
    assert (lines["list", 0, "a"], lines["list", 1], lines["list", 1, "b", 1, 0, "c"]) == (23, 24, 25)
    assert lines["list", 1, "inner", "d"] == 27


def test_the_paths_are_those_that_the_parser_finds() -> None:
    assert set(key_lines(SAMPLE)) == set(paths(tomllib.loads(SAMPLE)))


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*path, number))


KEYS = st.text(st.sampled_from("ab-_1 .\"'#=\u067e\\"), max_size=4)
SCALARS = st.one_of(
    st.integers(-9, 9).map(str),
    st.sampled_from(["true", "2027-03-21", "1.5e3", "'#]}'", '"a\\"]"', '""', "''", '"""\n]"" # """', "'''\n[a]\n'''"]),
)
BLANKS = st.sampled_from(["", " ", "\n", " # ] }\n", "\t\n\n"])


@st.composite
def values(draw: st.DrawFn, depth: int = 2) -> str:
    if depth == 0 or draw(st.booleans()):
        return draw(SCALARS)
    if draw(st.booleans()):
        entries = [draw(BLANKS) + draw(values(depth - 1)) + draw(BLANKS) for _ in range(draw(st.integers(0, 3)))]
        return f"[{','.join(entries)}{draw(BLANKS)}]"
    keys = draw(st.lists(KEYS, unique=True, max_size=3))
    return "{" + ", ".join(f"{quoted(key)} = {draw(values(depth - 1))}" for key in keys) + "}"


def quoted(key: str) -> str:
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(st.lists(st.tuples(KEYS, values(), BLANKS), unique_by=lambda each: each[0], max_size=5))
def test_whatever_is_written_is_found_as_the_parser_finds_it(written: list[tuple[str, str, str]]) -> None:
    lines, text = {}, ""
    for key, value, blank in written:
        lines[key] = text.count("\n") + 1
        text += f"{quoted(key)} = {value} {blank}\n"
    document = tomllib.loads(text)
    found = key_lines(text)
    assert set(found) == set(paths(document))
    assert {path[0]: line for path, line in found.items() if len(path) == 1} == lines
