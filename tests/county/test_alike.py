import pytest

from app.errors import NotFound, ValidationError


def person(make, seed, name="张甲", **changes):
    return {"id": make.same_id(seed), "revision": 1, "sealed": 0, "name": name} | changes


def attendance(make, seed, reception, who):
    return {
        "id": make.same_id(seed), "revision": 1, "sealed": 0,
        "reception_id": make.same_id(reception), "person_id": make.same_id(who),
    }  # fmt: skip


@pytest.fixture
def other(county, make):
    office = make.township(county, "999999103000", "黄土乡信访工作办公室")
    county.enrol(office.enrolment, office.digits)
    return office


@pytest.fixture
def send(county, make, paths):
    def do(office, tag, title="反映青山水库泄洪淹没农田的问题", **about):
        tables = {
            "matters": [make.matter(f"m{tag}", title=title)],
            "receptions": [make.reception(f"r{tag}", about=f"m{tag}")],
            "people": [person(make, f"p{tag}", **about)],
            "reception_people": [attendance(make, f"a{tag}", f"r{tag}", f"p{tag}")],
        }
        (taken,) = county.take([office.export(paths(), tables)])
        assert taken.state == "accepted"

    return do


ID = {"id_number": "999999199001010010"}


def test_the_same_papers_in_two_townships_are_a_reason_to_look(county, township, other, send, content):
    send(township, 1, **ID, address="青山村三组")
    send(other, 2, title="水库泄洪淹没农田要求补偿", **ID)
    before = content()
    person, matter = county.alike()
    assert (person.kind, person.reason) == ("person", "证件号码相同")
    assert person.one.text == "张甲　证件尾号0010　青山村三组"
    assert (person.one.township_name, person.other.township_name) == (
        "青山镇信访工作办公室",
        "黄土乡信访工作办公室",
    )
    assert (matter.kind, matter.reason) == ("matter", "同一人反映，事由相近")
    assert content() == before


def test_name_and_telephone_together_are_a_reason_a_name_alone_is_none(county, township, other, send):
    send(township, 1, phone="00012345678")
    send(other, 2, phone="00012345678", title="咨询养老保险怎么办")
    assert [(one.kind, one.reason) for one in county.alike()] == [("person", "姓名和电话相同")]
    send(other, 3, title="另一件")
    assert len(county.alike()) == 1


def test_other_words_of_the_same_person_are_another_matter(county, township, other, send):
    send(township, 1, **ID)
    send(other, 2, title="咨询养老保险缴费年限怎么计算", **ID)
    assert [one.kind for one in county.alike()] == ["person"]


def test_within_one_township_the_township_looks_itself(county, township, other, send):
    send(township, 1, **ID)
    send(township, 2, **ID)
    assert county.alike() == ()


def test_what_is_sealed_is_never_held_beside_anything(county, township, other, make, paths, send):
    send(township, 1, **ID)
    county.take([other.export(paths(), {"people": [person(make, "sealed", **ID) | {"sealed": 1}]})])
    assert county.alike() == ()


def test_a_decision_is_a_link_and_changes_no_record(county, township, other, send, content, make):
    send(township, 1, **ID)
    send(other, 2, **ID)
    before = content()
    person, matter = county.alike()
    link = county.decide_alike("matter", (matter.other.id, matter.one.id), "same", "已与两镇电话核对")
    assert (link.verdict, link.reason, link.one.township) == ("same", "已与两镇电话核对", township.code)
    assert [one.kind for one in county.alike()] == ["person"]
    county.decide_alike("person", (person.one.id, person.other.id), "different", "证件号码录入有误")
    assert county.alike() == ()
    assert {(one.kind, one.verdict) for one in county.linked()} == {
        ("matter", "same"),
        ("person", "different"),
    }
    assert content() == before


def test_a_decision_needs_its_ground_and_two_townships(county, township, other, send, make):
    send(township, 1, **ID)
    send(other, 2, **ID)
    ids = (make.same_id("p1"), make.same_id("p2"))
    with pytest.raises(ValidationError, match="依据"):
        county.decide_alike("person", ids, "same", " ")
    with pytest.raises(ValidationError, match="同一个乡镇"):
        county.decide_alike("person", (ids[0], ids[0]), "same", "一样")
    with pytest.raises(ValidationError):
        county.decide_alike("village", ids, "same", "一样")
    with pytest.raises(NotFound):
        county.decide_alike("person", (ids[0], "x"), "same", "一样")
    assert county.linked() == ()
