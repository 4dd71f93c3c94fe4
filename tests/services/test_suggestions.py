from app.core.receptions import ReceptionDraft
from app.services.desk import Desk
from app.services.receptions import Visitor
from app.services.shipped import classification
from app.services.suggestions import Suggestions
from tests.conftest import TODAY

PETS = "反映邻居养狗扰民，夜里吠叫"


def _register(desk: Desk, title: str, category: str, purpose: str = "appeal") -> None:
    draft = ReceptionDraft("visit", TODAY, TODAY, title, purpose=purpose, category=category)
    desk.receptions.register(draft, [Visitor("张甲")])


def test_a_fresh_office_is_helped_by_the_names_of_the_classes(desk: Desk) -> None:
    code, path = desk.suggestions.suggest("反映征地补偿款未足额发放")[0]
    assert classification().path(code) == path == "国土资源／土地征收／安置补偿"


def test_what_the_clerk_has_classified_is_learned_while_the_desk_is_open(desk: Desk) -> None:
    assert desk.suggestions.suggest(PETS) == ()
    code = classification().resolve("国土资源", "土地征收")
    assert code
    _register(desk, PETS, code)
    assert desk.suggestions.suggest("邻居养狗扰民")[0][0] == code
    assert Suggestions(desk.register).suggest("邻居养狗扰民")[0][0] == code


def test_nothing_is_learned_from_a_sealed_matter(desk: Desk) -> None:
    _register(desk, PETS, classification().resolve("国土资源", "土地征收") or "", purpose="report")
    assert desk.suggestions.suggest("邻居养狗扰民") == ()


def test_a_class_the_tree_no_longer_has_is_not_offered(desk: Desk) -> None:
    _register(desk, PETS, "99")
    assert desk.suggestions.suggest("邻居养狗扰民") == ()


def test_the_newest_are_counted_once_however_often_it_is_asked(desk: Desk) -> None:
    _register(desk, PETS, classification().resolve("国土资源", "土地征收") or "")
    learner = Suggestions(desk.register)
    for _ in range(3):
        learner.suggest(PETS)
    assert learner._learned == 1
