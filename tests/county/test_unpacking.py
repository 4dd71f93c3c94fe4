import json

import pytest

from app.errors import BundleError


def test_a_bundle_is_laid_out_for_other_peoples_tools(county, township, make, paths, tmp_path):
    path = township.export(paths(), {"matters": [make.matter()]})
    files = county.unpack(path, tmp_path / "打开")
    names = {str(file.relative_to(tmp_path / "打开").as_posix()) for file in files}
    assert {"bagit.txt", "data/datapackage.json", "data/matters.csv", "header.json"} <= names
    assert json.loads((tmp_path / "打开" / "header.json").read_text("utf-8"))["from"]["code"] == township.code
    assert "补偿款" in (tmp_path / "打开" / "data" / "matters.csv").read_text("utf-8")


def test_nothing_is_unpacked_over_other_files(county, township, paths, tmp_path):
    path = township.export(paths())
    (tmp_path / "打开").mkdir()
    (tmp_path / "打开" / "笔记.txt").write_text("笔记", "utf-8")
    with pytest.raises(BundleError, match="不是空文件夹"):
        county.unpack(path, tmp_path / "打开")
    assert [file.name for file in (tmp_path / "打开").iterdir()] == ["笔记.txt"]
