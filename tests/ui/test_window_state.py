"""What this screen remembers."""

from app.ui.window_state import FILE_NAME, SCALE, WindowState


def test_what_cannot_be_read_becomes_the_default(tmp_path):
    (tmp_path / FILE_NAME).write_text('[look]\nscale=nonsense\ndark="5"\n', encoding="utf-8")
    state = WindowState(tmp_path)
    assert state.scale() == 100
    assert state.read("look/dark", False) is False


def test_a_size_that_is_not_offered_is_not_used(tmp_path):
    state = WindowState(tmp_path)
    state.write(SCALE, 3000)
    assert state.scale() == 100


def test_a_chinese_printer_name_comes_back_as_it_was(tmp_path):
    WindowState(tmp_path).write("print/printer", "柜台 打印机")
    assert WindowState(tmp_path).read("print/printer", "") == "柜台 打印机"
