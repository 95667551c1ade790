"""What kind of figure it is, and fact or norm."""

import pytest

from gouji.extract.quantities import find_quantities
from gouji.extract.scope.kinds import kind_of, mode_of
from gouji.schemas.figure import Kind, Mode


@pytest.mark.parametrize(
    ("text", "label", "inherited", "kind"),
    [
        ("35名", "行政编制", None, "quota"),
        ("35名", "实有人员", None, "headcount"),
        ("35人", "在校学生", None, "count"),
        ("35名", "", None, "headcount"),
        ("35名", "", "quota", "quota"),
        ("35人", "女性", "count", "count"),
        ("35个", "空编", None, "quota"),
        ("35个", "内设机构", None, "unit_count"),
        ("35个", "问题", None, "count"),
        ("35个", "撤销", "unit_count", "unit_count"),
        ("35家", "", None, "unit_count"),
        ("35万元", "编制", "quota", "money"),
        ("35%", "机构", None, "percentage"),
        ("35条", "人员信息", "headcount", "count"),
    ],
)
def test_kind_of(text: str, label: str, inherited: Kind | None, kind: Kind) -> None:
    [quantity] = find_quantities(text)
    assert kind_of(quantity, label, inherited) == kind


@pytest.mark.parametrize(
    ("clause", "kind", "bound", "planned", "mode"),
    [
        ("共培训", "count", "exact", False, "actual"),
        ("力争全年培训", "count", "exact", False, "norm"),
        ("年度任务为", "count", "exact", False, "norm"),
        ("举办培训班", "count", "exact", True, "norm"),
        ("由上年的", "count", "exact", True, "actual"),
        ("应当在", "duration", "at_most", False, "norm"),
        ("均在", "duration", "at_most", False, "actual"),
        ("满分", "score", "exact", False, "norm"),
        ("自评", "score", "exact", True, "actual"),
        ("扣", "score", "exact", False, "actual"),
        ("应培训人数，实际培训", "count", "exact", False, "actual"),
    ],
)
def test_mode_of(clause: str, kind: Kind, bound: str, planned: bool, mode: Mode) -> None:
    assert mode_of(clause, clause.rpartition("，")[2], kind, bound, planned) == mode
