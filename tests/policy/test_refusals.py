"""A wrong policy is refused with file, line, key and reason."""

from pathlib import Path

import pytest

from streams.policy import PolicyError, load_policy

HEAD = '# first line\ntimezone = "Asia/Tehran"\n'
OFFICE = '[calendar.office]\nhours = { mon = ["08:00-12:00"] }\n'


def complaints(folder: Path, text: str) -> list[str]:
    file = folder / "p.toml"
    file.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(file)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[queue.q.call]\n\nanswer_s = '3'", "p.toml:5: queue.q.call.answer_s must be a number (it is '3')"),
        ("[queue.q.call]\nhold = 3", "p.toml:4: queue.q.call.hold is unknown (did you mean hold_s?)"),
        ("[queue.q.call]\nfirst_response_s = 3", "p.toml:4: queue.q.call.first_response_s is unknown"),
        ("[queue.q.chat]\nhold_s = 3", "p.toml:4: queue.q.chat.hold_s is unknown"),
        ("queue.q.ticket.apology_s = -1", "p.toml:3: queue.q.ticket.apology_s must be at least 0 (it is -1)"),
        ("[queue.q.call]\nimminent = 80", "p.toml:4: queue.q.call.imminent must be at most 1 (it is 80)"),
        (
            "[queue.q.call]\nimminent = 0.8\nimminent_s = 3",
            "p.toml:3: queue.q.call must have either imminent or imminent_s, not both",
        ),
        (
            "[queue.q.ticket.tier.gold]\nresolution_s = { urgent = 'x' }",
            "p.toml:4: queue.q.ticket.tier.gold.resolution_s.urgent must be a number (it is 'x')",
        ),
        ("[queue.q.ticket.tier.gold]\nresolve_s = 1", "p.toml:4: queue.q.ticket.tier.gold.resolve_s is unknown"),
        (
            OFFICE + '[queue.q.call]\ncalendar = "ofice"',
            "p.toml:6: queue.q.call.calendar names a calendar that is not there (it is 'ofice'; there are: office)",
        ),
        (
            '[queue.q.ticket]\ntier.gold.calendar = "x"',
            "p.toml:4: queue.q.ticket.tier.gold.calendar names a calendar that is not there (it is 'x'; ",
        ),
        ('[calendar.c]\ncountry = "IR"', "p.toml:3: calendar.c.hours is missing"),
        (
            OFFICE + 'country = "XX"',
            "p.toml:5: calendar.office.country is a country whose holidays are not known (it is 'XX')",
        ),
        (
            OFFICE + 'country = "US"\nsubdivision = "ZZ"',
            "p.toml:6: calendar.office.subdivision is no part of US with holidays of its own",
        ),
        (OFFICE + 'subdivision = "CA"', "p.toml:5: calendar.office.subdivision needs a country"),
        (OFFICE + 'timezone = "Asia/Teheran"', "p.toml:5: calendar.office.timezone must be a name of the IANA"),
        (
            OFFICE + 'closed = [\n"1405-12-29",\n"1405-12-30",\n]',
            "p.toml:7: calendar.office.closed[1] must be a date that is in the calendar (it is '1405-12-30')",
        ),
        (OFFICE + 'open = ["soon"]', "p.toml:5: calendar.office.open[0] must be a date, like"),
        (
            OFFICE + 'closed = ["1406-01-01"]\nopen = ["2027-03-20",\n "2027-03-21"]',
            "p.toml:7: calendar.office.open[1] is a day that closed has as well ('1406-01-01')",
        ),
        (
            OFFICE + '[calendar.office.special]\n"1406-01-01" = []\n2027-03-21 = []',
            "p.toml:7: calendar.office.special.2027-03-21 is a day that special has as well ('1406-01-01')",
        ),
        (
            OFFICE + '[calendar.office.special]\n"1406-01-01" = ["8-9"]',
            "p.toml:6: calendar.office.special.1406-01-01 must hold times like \"08:00-12:30\", not '8-9'",
        ),
        (OFFICE + 'special = { "1406/13/01" = [] }', 'p.toml:5: calendar.office.special."1406/13/01" must be a date'),
        (
            '[calendar.c.hours]\nsun = ["22:00-06:00"]\nmon = ["05:00-06:00"]',
            "p.toml:5: calendar.c.hours has stretches that overlap: 22:00-06:00 under sun, 05:00-06:00 under mon",
        ),
        ("[calendar.c.hours]\nsun = []\nmo = []", "p.toml:5: calendar.c.hours must name weekdays"),
        ('[calendar.c.hours]\nsun = []\nmon = ["8-9"]', "p.toml:5: calendar.c.hours must hold times like"),
        ("[calendar.c.hours]\nsat-sun = []\nmon = []\nsun = []", "p.toml:6: calendar.c.hours names sun twice"),
        ("[rule.r]\nbelow = 1\nabove = 2", "p.toml:3: rule.r must have either below or above, not both"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    found = complaints(tmp_path, text)
    assert len(found) == 1, found
    assert found[0].startswith(complaint), found[0]


def test_mistakes_of_several_tables_have_a_line_each(tmp_path: Path) -> None:
    found = complaints(tmp_path, "[queue.q.call]\nx = 1\n[queue.p.chat]\ny = 1\n[receiver.r]\n")
    assert [line.split()[0] for line in found] == ["p.toml:4:", "p.toml:6:", "p.toml:7:"]


def test_windows_line_ends_do_not_shift_lines(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_bytes(b"# one\r\n# two\r\n[queue.q.call]\r\nx = 1\r\n")
    with pytest.raises(PolicyError, match=r"p\.toml:4: queue\.q\.call\.x is unknown"):
        load_policy(tmp_path / "p.toml")
