"""Trying files first: the preview tells exactly what taking them will tell, and nothing is written."""

import random

import pytest


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "U盘"
    made.mkdir()
    return made


@pytest.fixture
def full_of_cases(county, township, make, folder):
    """A stick with everything on it: good, twice, refused, held, of a stranger, broken."""
    other = make.township(county, "999999103000", "黄土乡信访工作办公室")
    county.enrol(other.enrolment, other.digits)
    stranger = make.township(county, "999999109000", "白水镇信访工作办公室")
    first = township.export(
        folder / "a.xfb", {"matters": [make.matter(), make.matter("wrong", registered_on="2026-13-01")]}
    )
    (folder / "b.xfb").write_bytes(first.read_bytes())
    township.acknowledged = len(township.chain)
    township.export(folder / "missing.xfb", {"matters": [make.matter(revision=2, base_revision=1)]}).unlink()
    township.acknowledged = len(township.chain)
    township.export(folder / "c.xfb", {"matters": [make.matter(revision=3, base_revision=2)]})
    other.export(folder / "d.xfb", {"matters": [make.matter("d")], "figures": make.figures(matters=9)})
    stranger.export(folder / "e.xfb")
    (folder / "f.xfb").write_bytes(first.read_bytes()[:-50])
    (folder / "readme.txt").write_text("not a bundle")
    return folder


def test_a_preview_is_what_will_happen(county, full_of_cases, content):
    before = content()
    foreseen = county.preview([full_of_cases])
    assert [one.state for one in foreseen] == [
        "accepted", "duplicate", "held", "accepted", "refused", "refused",
    ]  # fmt: skip
    assert foreseen[0].counts == {"accepted": 1, "rejected": 1}
    assert [total.figure for total in foreseen[3].differences] == ["matters"]
    assert content() == before
    assert not list(county.folder.rglob("*.xfb"))
    assert county.take([full_of_cases]) == foreseen


def test_a_preview_follows_what_waits_for_a_missing_bundle(county, township, make, folder, content):
    county.take([township.export(folder / "1.xfb", {"matters": [make.matter()]})])
    for number in (2, 3):
        township.acknowledged = len(township.chain)
        row = make.matter(revision=number, base_revision=number - 1)
        township.export(folder / f"{9 - number}.xfb", {"matters": [row]})
    before = content()
    states = [(one.file, one.state) for one in county.preview([folder])]
    assert states == [("1.xfb", "duplicate"), ("6.xfb", "held"), ("7.xfb", "accepted"), ("6.xfb", "accepted")]
    assert content() == before
    assert [(one.file, one.state) for one in county.take([folder])] == states


def test_what_was_asked_twice_is_answered_the_same(county, full_of_cases):
    assert county.preview([full_of_cases]) == county.preview([full_of_cases])


def test_taking_can_be_stopped_between_two_files(county, township, make, folder):
    files = [township.export(folder / f"{n}.xfb", {"matters": [make.matter(f"m{n}")]}) for n in range(3)]

    def stop(done, total):
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        county.take(files, progress=stop)
    assert county.store.value("SELECT count(*) FROM records") == 2
    assert [one.state for one in county.take(files)] == ["duplicate", "duplicate", "accepted"]


def test_a_folder_is_searched_to_its_depth(county, township, make, folder):
    names = ["二/甲.xfb", "乙.xfb", "三/四/丙.xfb"]
    for name in random.Random(1).sample(names, 3):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        township.export(path, {"matters": [make.matter(name)]})
    assert {one.file for one in county.take([folder])} == {"甲.xfb", "乙.xfb", "丙.xfb"}


def test_our_own_answers_on_the_stick_are_not_taken_for_a_strangers(county, township, make, folder):
    county.take([township.export(folder / "1.xfb", {"matters": [make.matter()]})])
    county.ack(folder)
    states = {one.state: one.sentence for one in county.take([folder])}
    assert "不是发给本单位的" in states["refused"]
    assert set(states) == {"refused", "duplicate"}


def test_what_is_read_ahead_means_what_it_means_when_its_turn_comes(county, township, make, paths):
    """Files of two townships in turn, one of them twice and one broken: as if each had come alone."""
    other = make.township(county, "999999103000", "黄土乡信访工作办公室")
    county.enrol(other.enrolment, other.digits)
    ours = [township.export(paths(), {"matters": [make.matter(f"a{n}")]}) for n in range(2)]
    theirs = [other.export(paths(), {"matters": [make.matter(f"b{n}")]}) for n in range(2)]
    broken = paths()
    broken.write_bytes(b"nothing")
    order = [ours[0], theirs[0], ours[0], broken, ours[1], theirs[1], theirs[0]]
    states = [one.state for one in county.take(order)]
    assert states == ["accepted", "accepted", "duplicate", "refused", "accepted", "accepted", "duplicate"]
    assert county.store.value("SELECT count(*) FROM records") == 4


def test_what_was_read_ahead_is_not_taken_when_it_is_stopped(county, township, make, paths):
    other = make.township(county, "999999103000", "黄土乡信访工作办公室")
    county.enrol(other.enrolment, other.digits)
    files = [office.export(paths(), {"matters": [make.matter(office.code)]}) for office in (township, other)]

    def stop(done, _total):
        if done:
            raise StopIteration

    with pytest.raises(StopIteration):
        county.take(files, progress=stop)
    assert county.store.rows("SELECT township FROM records") == [(township.code,)]
    assert [one.state for one in county.take(files)] == ["duplicate", "accepted"]
