"""Steps and remarks as they are read from the Markdown of the manual."""

from app.ui.manual.eyes import plain
from app.ui.manual.script import Deed, pictures, walks

TEXT = """# 一页
关键词：x

## 怎么做
<!-- stage practice today -->

1. 按 Alt+1。
   <!-- press Alt+1 -->
   ![今日](pictures/today.png)

2. 点「打印」，
   再看「结果」。
   <!-- ~click 打印 -->

不是步骤。

## 另一段
1. 没有写在哪里演。
"""


def test_a_list_goes_on_over_a_blank_line_and_knows_its_stage():
    first, second = walks("x", TEXT)
    assert first.stage == ("practice", "today")
    assert [step.number for step in first.steps] == [1, 2]
    assert (first.heading, second.heading) == ("怎么做", "另一段")
    assert second.stage == ()


def test_deeds_stand_in_the_order_of_the_text_and_the_words_are_free_of_them():
    one, two = walks("x", TEXT)[0].steps
    assert one.deeds == (Deed("press", "Alt+1"), Deed("picture", "today"))
    assert one.words == "按 Alt+1。"
    assert two.deeds == (Deed("click", "打印", silent=True),)
    assert two.names == ("打印", "结果")


def test_pictures_are_found_anywhere_on_a_page():
    assert pictures(TEXT) == ("today",)


def test_a_word_is_compared_as_it_is_read():
    assert plain("更多…") == "更多"
    assert plain("文件(&F)") == "文件"
    assert plain("2 来访") == plain("来访")
    assert plain("诉求（选填）") == plain("议定事项（必填）").replace("议定事项", "诉求")
    assert plain("12位") == "12位"
