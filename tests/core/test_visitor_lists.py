import pytest

from app.core.visitor_lists import ListedPerson, in_words, read_list

ID = "11010519491231002X"


@pytest.mark.parametrize(
    ("line", "person"),
    [
        (f"张三\t{ID}\t13800000000", ListedPerson("张三", ID, "13800000000")),
        (f"1\t张三\t13800000000\t{ID.lower()}", ListedPerson("张三", ID, "13800000000")),
        ("张　三", ListedPerson("张三")),
        ("3、李四 13900000002", ListedPerson("李四", "", "13900000002")),
        ("李四\t138 0000 0000", ListedPerson("李四", "", "13800000000")),
        ("买买提·吐尔逊\t\t１３９０００００００１", ListedPerson("买买提·吐尔逊", "", "13900000001")),
        (f"王五 {ID} 13800000000", ListedPerson("王五", ID, "13800000000")),
        ("𬍛𠅤", ListedPerson("𬍛𠅤")),
    ],
)
def test_a_line_is_read_as_it_comes_from_a_table(line: str, person: ListedPerson) -> None:
    assert read_list(line).people == (person,)


def test_headings_and_empty_lines_are_passed_over_and_a_line_twice_is_one_person() -> None:
    found = read_list("序号\t姓名\t身份证号\n1\t张三\t\n\n2\t李四\t\n3\t张三\t\n")
    assert [person.name for person in found.people] == ["张三", "李四"]
    assert found.unread == ()


def test_two_of_one_name_with_numbers_of_their_own_stay_two() -> None:
    assert len(read_list(f"张三\t{ID}\n张三\t110105194912310039").people) == 2


def test_a_line_without_a_name_is_said_with_its_number() -> None:
    found = read_list(f"张三\t{ID}\n13800000000\n")
    assert in_words(found) == "名单1人，其中1人有证件号码；第2行没有认出姓名，请核对"
    assert in_words(read_list("")) == ""
