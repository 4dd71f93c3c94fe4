"""数据安全: copies onto sticks, rehearsals, and who can open the register."""

import pytest

from app.db.engine.keys import LEAST
from app.errors import WrongPassword
from app.services.keys import Keys
from app.services.opening import open_desk
from app.ui.settings.keys_part import KeysPart
from app.ui.settings.safety_section import SafetySection
from tests.conftest import PASSWORD

NEW = "换过的新密码一二"


@pytest.fixture
def printed():
    return []


@pytest.fixture
def keys(qtbot, desk, context, printed):
    made = KeysPart(Keys(desk.register, cost=LEAST), context, printed.append)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def section(qtbot, desk, context, keys):
    made = SafetySection(desk.safety, context, keys)
    qtbot.addWidget(made)
    return made


def fill(form, **texts):
    for name, text in texts.items():
        form.edits[name].setText(text)
    form.submit_button.click()


def answer(form):
    for place, edit in zip(form._code.asked, form._code.edits, strict=True):
        edit.setText(form._code.groups[place - 1])


def test_a_stick_that_is_plugged_in_becomes_ours_once_and_is_known_afterwards(
    section, desk, prompts, tmp_path, monkeypatch
):
    root = tmp_path / "U盘"
    root.mkdir()
    monkeypatch.setattr("app.ui.settings.safety_section.plugged_in", lambda: (root,))
    section.backup_elsewhere()
    assert "用作备份U盘吗" in prompts.asked[0]
    assert "可以拔出" in section._notice.sentence()
    monkeypatch.setattr("app.services.safety.plugged_in", lambda: (root,))
    desk.offices.add("unit", "供水站")
    section.backup_elsewhere()
    assert len(prompts.asked) == 1
    assert len(list(root.glob("*/*/*/main.db"))) == 2
    assert "最近一次备份到U盘：今天" in section.standing.text()


def test_a_rehearsal_by_hand_says_how_it_went(section):
    section.rehearse()
    assert "还没有可以演练的备份" in section._notice.sentence()
    section.backup_here()
    section.rehearse()
    assert "恢复演练成功" in section._notice.sentence()
    assert "上次恢复演练：今天成功" in section.standing.text()


def test_the_way_back_is_one_button(section, context, monkeypatch):
    asked = []
    monkeypatch.setattr(
        section, "_context", context.__class__(**{**vars(context), "restore": lambda: asked.append(1)})
    )
    section.restore_button.click()
    assert asked == [1]


def test_the_password_is_changed_where_the_old_one_is_known(keys, desk):
    keys.open_form("password")
    fill(keys.form, old="错的密码", new=NEW, again=NEW)
    assert "密码不对" in keys.form.fields["old"].problem()
    fill(keys.form, old=PASSWORD, new=NEW, again=NEW + "三")
    assert "不一样" in keys.form.fields["again"].problem()
    fill(keys.form, old=PASSWORD, new="短", again="短")
    assert "至少8位" in keys.form.fields["new"].problem()
    fill(keys.form, old=PASSWORD, new=NEW, again=NEW)
    assert keys.form is None
    assert "密码已修改" in keys.notice.sentence()
    desk.unlock(NEW)
    with pytest.raises(WrongPassword):
        desk.unlock(PASSWORD)


def test_a_recovery_code_counts_only_when_it_is_on_paper(keys, desk, printed):
    assert "还没有" in keys.who.text()
    keys.open_form("code")
    fill(keys.form, old=PASSWORD)
    assert not desk.keys.has_recovery_code()
    keys.form._code.print_button.click()
    assert printed == [keys.form._code.secret]
    answer(keys.form)
    fill(keys.form, old=PASSWORD)
    assert desk.keys.has_recovery_code()
    assert "恢复码：编号" in keys.who.text()


def test_a_second_official_is_set_and_taken_away(keys, desk):
    keys.open_form("official")
    fill(keys.form, old=PASSWORD, name="周乙", new=NEW, again=NEW)
    assert "第二负责人：周乙" in keys.who.text()
    desk.unlock(NEW)
    keys.open_form("official")
    keys.form.edits["old"].setText(PASSWORD)
    keys.form._row.itemAt(1).widget().click()
    assert "周乙" not in keys.who.text()


def test_a_new_data_key_from_the_window(keys, desk):
    folder = desk.register.folder
    keys.open_form("rekey")
    answer(keys.form)
    fill(keys.form, old=PASSWORD)
    assert "已更换数据密钥" in keys.notice.sentence()
    assert len(desk.safety.copies()) == 1
    desk.close()
    open_desk(folder, PASSWORD).close()


def test_a_second_disk_is_chosen_told_missed_and_let_go(section, desk, prompts, tmp_path, monkeypatch):
    disk = tmp_path / "第二块硬盘"
    disk.mkdir()
    monkeypatch.setattr("app.services.second_disk.on_another_disk", lambda root, register: root.exists())
    prompts.path = disk
    assert section.forget_button.isHidden()
    section.disk_button.click()
    assert "以后每天自动备份到那里" in section._notice.sentence()
    assert f"每天备份到第二块硬盘：{disk}，最近一次：今天" in section.standing.text()
    assert section.disk_button.isHidden()
    disk.rename(tmp_path / "拆走了")
    section.refresh()
    assert "找不到了，每天的备份没有做" in section.standing.text()
    assert not section.disk_button.isHidden()
    section.forget_button.click()
    assert "第二块硬盘" not in section.standing.text()
    assert desk.safety.second_disk() is None
