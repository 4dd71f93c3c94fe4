"""关于: an update is asked about before anything is done; diagnostics are read before they are saved."""

import zipfile

import pytest

from app.services import updates
from app.services.handing_over import HandOver
from app.services.opening import open_desk
from app.ui.settings import update_part
from app.ui.settings.about_section import AboutSection
from app.ui.settings.diagnostics_part import ABOUT
from app.ui.widgets.plain import PlainLabel
from tests.conftest import PASSWORD
from tests.exchange.update_packages import STRANGER, TRUSTED, make_update
from tests.services.test_backups import letter


@pytest.fixture
def installed(monkeypatch):
    """The program as its .deb installs it, with a publisher it believes."""
    monkeypatch.setattr(updates, "platform_now", lambda: "linux-amd64")
    monkeypatch.setattr(updates, "installed_as", lambda: "deb")
    monkeypatch.setattr(updates, "trusted_keys", lambda _folder: TRUSTED)


@pytest.fixture
def stick(tmp_path, monkeypatch):
    root = tmp_path / "U盘"
    root.mkdir()
    monkeypatch.setattr(update_part, "plugged_in", lambda: (root,))
    return root


@pytest.fixture
def section(qtbot, desk, context):
    held = []  # qtbot alone does not keep it alive

    def make():
        held.append(AboutSection(desk, context))
        qtbot.addWidget(held[-1])
        return held[-1]

    yield make
    held.clear()


def test_without_a_publishers_key_the_button_is_off_and_says_why(section):
    part = section().update_part
    assert not part.look_button.isEnabled()
    assert "本版本未带发布者公钥" in part.standing.text()


def test_an_update_is_asked_about_copied_and_handed_over(section, desk, installed, stick, prompts):
    make_update(stick, "0.1.0")
    make_update(stick, "0.2.0")
    part = section().update_part
    part.look_button.click()
    assert prompts.asked == ["现在从0.1.0升级到0.2.0吗？"]
    assert "可以安装0.2.0了" in part.notice.sentence()
    assert "apt-get install" in part.command.text()
    assert len(desk.safety.copies()) == 1


def test_a_clerk_who_says_no_has_changed_nothing(section, desk, installed, stick, prompts):
    make_update(stick)
    prompts.confirms = False
    section().update_part.look_button.click()
    assert not (desk.register.folder / "updates").exists()
    assert desk.safety.copies() == ()


def test_a_stick_without_a_fitting_package_says_why(section, installed, stick, prompts):
    part = section().update_part
    make_update(stick, "0.1.0")
    part.look_button.click()
    assert "与本机相同" in part.notice.sentence()
    make_update(stick, "0.9.0", key=STRANGER)
    (stick / "petition-desk-0.1.0-linux-amd64.xfu").unlink()
    part.look_button.click()
    assert "签名不对" in part.notice.sentence()
    assert prompts.asked == []


def test_without_a_stick_a_folder_is_asked_for(section, installed, stick, prompts, tmp_path):
    part = section().update_part
    prompts.path = tmp_path / "空"
    prompts.path.mkdir()
    part.look_button.click()
    assert "没有找到升级包" in part.notice.sentence()
    make_update(prompts.path)
    part.look_button.click()
    assert prompts.asked[-1] == "现在从0.1.0升级到0.2.0吗？"


def test_the_installer_begins_only_when_the_window_is_closed(
    section, installed, stick, monkeypatch, tmp_path
):
    started = []
    monkeypatch.setattr(HandOver, "starter", lambda self: ("true",))
    monkeypatch.setattr(HandOver, "start", lambda self: started.append(self.installer.name))
    make_update(stick)
    made = section()
    made.update_part.look_button.click()
    made.show()
    monkeypatch.setattr(made, "close", lambda: False)
    made.update_part.start_button.click()
    assert started == []
    monkeypatch.undo()
    monkeypatch.setattr(HandOver, "start", lambda self: started.append(self.installer.name))
    made.update_part.start_button.click()
    assert started == ["petition-desk_0.2.0_amd64.deb"]
    assert not made.isVisible()


def test_after_an_update_the_way_back_is_named(section, desk, installed, stick, monkeypatch, clock):
    from app.core.versions import read_version

    make_update(stick, "0.1.0")
    make_update(stick)
    part = section().update_part
    part.look_button.click()
    monkeypatch.setattr(updates, "version_now", lambda: read_version("0.2.0"))
    part.refresh()
    assert "可以退回0.1.0" in part.standing.text()
    assert not list((desk.register.folder / "updates").glob("*.deb"))
    folder = desk.register.folder
    desk.close()
    with open_desk(folder, PASSWORD, clock=clock) as again:
        assert "升级或退回程序" in [line.what for line in again.access_log.lines()]


def test_diagnostics_are_shown_first_and_saved_as_shown(section, desk, prompts, tmp_path):
    letter(desk)
    part = section().diagnostics
    assert part.text.isHidden()
    assert part.save_button.isHidden()
    part.show_button.click()
    assert part.text.isReadOnly()
    assert "表 matters　1至9" in part.text.toPlainText()
    assert "张甲" not in part.text.toPlainText()
    prompts.path = tmp_path / "诊断.zip"
    part.save_button.click()
    with zipfile.ZipFile(prompts.path) as packed:
        assert packed.read("diagnostics.txt").decode("utf-8") == part.text.toPlainText()
    assert "已保存" in part.notice.sentence()


def test_a_place_that_takes_no_file_is_one_sentence(section, prompts, tmp_path):
    part = section().diagnostics
    part.show_button.click()
    prompts.path = tmp_path / "诊断.zip" / "x.zip"
    (tmp_path / "诊断.zip").write_bytes(b"")
    part.save_button.click()
    assert len(prompts.errors) == 1


def test_one_more_part_goes_below_the_others(section):
    made = section()
    made.add_part(PlainLabel("许可"))
    shown = [made.layout().itemAt(at).widget() for at in range(made.layout().count())]
    assert [type(one).__name__ for one in shown] == [
        "Card", "UpdatePart", "DiagnosticsPart", "PlainLabel", "NoneType",
    ]  # fmt: skip
    assert ABOUT
