"""What nobody has looked at for a year is named, on any day one asks for."""

from datetime import date

from release.stale import Checked, checked, report, stale

OLD, NEW = Checked("factors", "pue-google", date(2025, 11, 29)), Checked("models", "gpt-4o", date(2025, 11, 30))


def test_a_year_is_a_year() -> None:
    assert stale([NEW, OLD], date(2026, 11, 30)) == [OLD]
    assert stale([NEW, OLD], date(2026, 12, 1)) == [OLD, NEW]
    assert stale([Checked("factors", "x", date(2027, 2, 27))], date(2028, 2, 29)) != []
    assert stale([Checked("factors", "x", date(2027, 2, 28))], date(2028, 2, 29)) == []


def test_everything_with_a_date_is_looked_at() -> None:
    found = checked()
    kinds = {each.kind for each in found}
    assert kinds == {"factors", "equivalents", "accelerators", "grids", "methods", "models", "tokens", "sources"}
    newest = max(each.day for each in found)
    far = stale(found, newest.replace(year=newest.year + 2))
    assert len(far) == len(found)
    assert {"google-2025/median-prompt", "lecture/phone-memory"} <= {each.id for each in far}


def test_the_report_names_them_and_what_to_do() -> None:
    said = report([OLD, NEW], date(2026, 12, 1))
    assert "factors, 1: pue-google (2025-11-29)" in said
    assert "models, 1: gpt-4o (2025-11-30)" in said
    assert "`checked`" in said
    assert "Nothing" in report([], date(2026, 12, 1))
