from datetime import date

from app.exchange.header import Period

NOVEMBER = Period("2026-11", date(2026, 11, 1), date(2026, 11, 30), "2026年11月")


def test_the_county_sees_who_sent_who_is_missing_and_what_was_refused(
    county, township, make, paths, tmp_path
):
    silent = make.township(county, "999999103000", "黄土乡信访工作办公室")
    county.enrol(silent.enrolment, silent.digits)
    wrong = make.matter("wrong", registered_on="2026-13-01")
    county.take(
        [township.export(paths(), {"matters": [make.matter(), wrong], "figures": make.figures(matters=1)})]
    )
    first, second = county.status()
    assert (first.level, first.last_period, first.last_sequence, first.received, first.refused) == (
        1,
        "2026-10",
        1,
        1,
        1,
    )
    assert (first.verified, first.missing) == (True, ())
    assert [(total.figure, total.difference) for total in first.differences] == [("matters", -1)]
    assert (second.level, second.last_period, second.received, second.missing) == (0, "", 0, ("2026-10",))
    county.ack(tmp_path / "回执")
    assert county.status()[0].level == 2


def test_one_period_can_be_looked_at_alone(county, township, make, paths):
    county.take([township.export(paths()), township.export(paths(), period=NOVEMBER)])
    (october,), (november,), (december,) = (county.status(f"2026-{month}") for month in (10, 11, 12))
    assert (october.received, november.received, december.received) == (1, 1, 0)
    assert (october.missing, december.missing) == ((), ("2026-12",))
    assert december.last_period == "2026-11"
