import csv
import json
import runpy
from pathlib import Path

import pytest

from app import paths
from app.core.classification import Classification, classification_from_tree

PUBLIC_LIST = Path(__file__).parents[3] / "shared" / "data" / "classification.csv"
TOP = (
    "农村农业 国土资源 城乡建设 劳动和社会保障 卫生计生 教育文体 民政 政法 经济管理 交通运输 商贸旅游 "
    "科技与信息产业 环境保护 党务政务 组织人事 纪检监察 其他"
)


@pytest.fixture(scope="module")
def tree() -> Classification:
    shipped = paths.resource("classification", "tree-2026.json").read_text(encoding="utf-8")
    return classification_from_tree(json.loads(shipped))


def test_the_seventeen_classes_stand_in_their_order(tree):
    assert [found.name for found in tree.children()] == TOP.split()
    assert [found.code for found in tree.children()] == [f"{n:02}" for n in range(1, 18)]


def test_a_code_leads_to_its_class_and_its_path(tree):
    code = tree.resolve("城乡建设", "安全生产", "事故处理")
    assert code == "030101"
    assert tree.find(code).name == "事故处理"
    assert tree.path(code) == "城乡建设／安全生产／事故处理"


def test_an_unknown_code_has_no_class_and_no_path(tree):
    assert tree.find("990101") is None
    assert tree.path("990101") == ""


@pytest.mark.parametrize(
    ("newer", "classic"), [("自然资源", "国土资源"), ("生态环境", "环境保护"), ("卫生健康", "卫生计生")]
)
def test_renamed_classes_are_found_by_both_names(tree, newer, classic):
    assert tree.resolve(newer) == tree.resolve(classic) is not None


def test_the_same_name_under_two_parents_stays_two_classes(tree):
    assert tree.resolve("城乡建设", "安全生产") == "0301"
    assert tree.resolve("经济管理", "安全生产") != "0301"


@pytest.mark.parametrize(
    "names", [("",), ("火星事务",), ("民政", "火星事务"), ("民政", "优抚", "火星事务"), ("", "优抚")]
)
def test_a_name_that_does_not_exist_is_never_guessed(tree, names):
    assert tree.resolve(*names) is None


def test_other_stands_last_among_its_siblings(tree):
    for found in tree.classes.values():
        names = [child.name for child in tree.children(found.code)]
        assert "其他" not in names[:-1]


def test_every_class_of_the_public_list_resolves(tree):
    if not PUBLIC_LIST.exists():
        pytest.skip("the public list lies beside the project")
    with PUBLIC_LIST.open(encoding="utf-8-sig", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    assert len(rows) == 517
    assert len({tree.resolve(*row) for row in rows} - {None}) == 517
    assert all(tree.path(tree.resolve(*row)) == "／".join(row) for row in rows)


def test_the_shipped_tree_is_what_its_script_writes():
    script = Path(__file__).parents[2] / "installer" / "data" / "build_classification.py"
    shipped = paths.resource("classification", "tree-2026.json").read_text(encoding="utf-8")
    assert runpy.run_path(str(script))["build"]() == shipped
