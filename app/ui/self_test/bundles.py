"""A month on its way: from the practice office to a county in the same folder, and the county's answer back."""

from app.county.desk import CountyDesk, create_practice_county
from app.services.desk import Desk
from app.services.self_test.offices import CHEAP_KEYS, PASSWORD, Offices
from app.services.self_test.parts import NotSound

COUNTY_CODE, COUNTY_NAME = "430999000000", "青川县信访局"


def bundle_goes_up_and_the_answer_comes_down(offices: Offices) -> str:
    """Enrolled on both sides, exported, taken in by the reader's own process, answered, the answer taken in."""
    county = create_practice_county(
        county_folder(offices), COUNTY_NAME, COUNTY_CODE, PASSWORD, cost=CHEAP_KEYS
    )
    try:
        with offices.open() as desk:
            return _round_trip(desk, county, offices)
    finally:
        county.close()


def county_folder(offices: Offices) -> str:
    return str(offices.folder / "县局 数据")


def _round_trip(desk: Desk, county: CountyDesk, offices: Offices) -> str:
    desk.exchange.enrol_county(county.enrolment_file.read_bytes())
    county.enrol(desk.exchange.enrolment(), desk.exchange.status().check_number)
    closed = desk.month.current().previous().previous()
    written = desk.exchange.export(closed, offices.folder / "U盘")
    taken = county.take([written.path])
    if [row.state for row in taken] != ["accepted"]:
        raise NotSound("县局没有收下报送包：" + "；".join(row.sentence for row in taken))
    answers = county.ack(offices.folder / "U盘" / "回执")
    desk.exchange.take(answers[0])
    states = [row.state for row in desk.exchange.status().sent]
    if states != ["processed"]:
        raise NotSound(f"县局回执没有对上（{'、'.join(states)}）。")
    return f"{closed.name}，{written.counts.get('matters', 0)}件，县局收下并回执"
