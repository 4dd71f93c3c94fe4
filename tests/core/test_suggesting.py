from app.core.classification import classification_from_tree
from app.core.suggesting import Experience

TREE = classification_from_tree(
    {
        "version": "1",
        "valid_from": "2026-01-01",
        "classes": [
            {
                "code": "01",
                "name": "国土资源",
                "children": [
                    {
                        "code": "0101",
                        "name": "土地征收",
                        "children": [
                            {"code": "010101", "name": "安置补偿", "children": []},
                            {"code": "010102", "name": "其他", "children": []},
                        ],
                    }
                ],
            },
            {
                "code": "02",
                "name": "城乡建设",
                "children": [{"code": "0201", "name": "路灯照明", "children": []}],
            },
        ],
    }
)


def test_the_names_of_the_classes_are_enough_to_begin_with() -> None:
    experience = Experience()
    experience.learn_names(TREE)
    assert experience.suggest("反映征地安置补偿款未发放")[0] == "010101"
    assert experience.suggest("反映路灯不亮")[0] == "0201"


def test_no_word_no_suggestion() -> None:
    experience = Experience()
    experience.learn_names(TREE)
    assert experience.suggest("反映邻居养狗扰民") == ()
    assert experience.suggest("") == ()
    assert "010102" not in experience.suggest("其他情况")


def test_what_the_office_has_done_outweighs_the_names() -> None:
    experience = Experience()
    experience.learn_names(TREE)
    for _ in range(5):
        experience.learn("反映养狗扰民，夜里吠叫", "0201")
    assert experience.suggest("邻居养狗扰民")[0] == "0201"


def test_three_at_most_and_only_classes_there_are() -> None:
    experience = Experience()
    experience.learn_names(TREE)
    found = experience.suggest("土地征收安置补偿，路灯照明，国土资源，城乡建设")
    assert len(found) == 3
    assert set(found) <= set(TREE.classes)
