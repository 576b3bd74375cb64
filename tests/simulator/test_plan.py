import doctest
import textwrap
from pathlib import Path

import pytest

from streams.simulator import PLANS, PlanError, load_plan, parse_plan

DOCUMENT = Path(__file__).parents[2] / "docs" / "simulator.md"

GOOD = """
name = "one"
[shape.day]
weekday = [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]
weekend = [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]
[[queue]]
name = "billing"
per_hour = 10
shape = "day"
talk = { mean_s = 60 }
[shift.early]
starts = "06:00"
lasts_h = 8
[[agents]]
count = 2
team = "t"
queues = ["billing"]
shift = "early"
"""


@pytest.mark.parametrize("name", PLANS)
def test_every_shipped_plan_loads_by_its_name(name: str) -> None:
    assert load_plan(name).name == name


def test_a_plan_of_ones_own_loads_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(GOOD)

    assert load_plan(file).queue[0].name == "billing"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "one"', 'name = "one"\ntimezone = "Mars/Olympus"', "timezone: 'Mars/Olympus' is no time zone"),
        ("per_hour = 10", "per_hours = 10", "unknown field `per_hours`"),
        ("per_hour = 10", "per_hour = -1", r">= 0.*queue\[0\]\.per_hour"),
        ('shape = "day"', 'shape = "dya"', r"queue billing: shape: there is no 'dya' \(there are: day\)"),
        ('queues = ["billing"]', 'queues = ["bills"]', "agents of team t: queues: there is no 'bills'"),
        ('shift = "early"', 'shift = "late"', "agents of team t: shift: there is no 'late'"),
        ('"06:00"', '"6 am"', "regex"),
        ("weekday = [1,", "weekday = [", "length >= 24"),
        ("weekday = [" + "1," * 23 + "1]", "weekday = [" + "0," * 23 + "0]", "a day without any arrivals"),
        ("talk = {", "transfer = { share = 1, to = { nobody = 1 } }\ntalk = {", "transfer.to: there is no 'nobody'"),
        ("talk = {", "transfer = { share = 1, to = {} }\ntalk = {", "transfer.to names no queue"),
        ("talk = {", 'overflow_to = "billing"\ntimeout_s = 5\ntalk = {', "overflows into itself"),
        ("talk = {", 'overflow_to = "other"\ntalk = {', "overflow_to: there is no 'other'"),
        ("[[agents]]", '[[outage]]\nname = "o"\nlasts_s = 5\n[[agents]]', "outage o: give either `at` or `after_s`"),
        (
            "[[agents]]",
            '[[queue]]\nname="billing"\nper_hour=1\ntalk={mean_s=1}\n[[agents]]',
            "two queues of calls have the same name",
        ),
        (
            "[[agents]]",
            '[[chat]]\nname="c"\nper_hour=1\npersonas={shy=1}\n[[agents]]',
            r"chat c: personas: there is no 'shy' \(there are: abusive, angry",
        ),
        (
            "[[agents]]",
            '[[chat]]\nname="c"\nper_hour=1\ntransfer={share=1,to={billing=1}}\n[[agents]]',
            r"chat c: transfer.to: there is no 'billing' \(there are: c\)",
        ),
        ("[[agents]]", '[[ticket]]\nname="t"\nper_hour=1\nasks=0.9\nholds=0.1\n[[agents]]', "ticket t: asks and holds"),
        ("count = 2", "count = 2\ncapacity = 3", "agents of team t: capacity: calls are taken one by one"),
        ("count = 2", 'count = 2\nchannel = "chat"', "agents of team t: queues: there is no 'billing'"),
        (
            "[[agents]]",
            '[[visitor]]\nname="v"\nqueue="billing"\npersona="angry"\nat=["12:00"]\n[[agents]]',
            r"visitor v: queue: there is no 'billing' \(there are: none\)",
        ),
        ("[[agents]]", "[[agents", "mine.toml: "),
    ],
)
def test_a_wrong_plan_is_refused_with_its_reason(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(PlanError, match=message):
        parse_plan(GOOD.replace(old, new), where="mine.toml")


def test_a_missing_file_is_told_with_the_plans_there_are() -> None:
    with pytest.raises(PlanError, match=r"nowhere\.toml.*default, bench"):
        load_plan("nowhere.toml")


def test_the_plan_in_the_documentation_is_a_good_one() -> None:
    text = DOCUMENT.read_text("utf-8")
    plan = textwrap.dedent(text[text.index('    name = "small"') : text.index("## How its people behave")])

    parsed = parse_plan(plan, where="docs")
    assert parsed.outage[0].drops_calls
    assert parsed.chat and parsed.ticket and parsed.survey and parsed.visitor and parsed.telling.lag  # noqa: PT018  each


def test_the_figures_in_the_documentation_are_right() -> None:
    failed, tried = doctest.testfile(str(DOCUMENT), module_relative=False)

    assert (failed, tried) == (0, 4)
