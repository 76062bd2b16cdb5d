"""One table of every action: what it is called, its key, its picture, its room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from qh_console.ui.theme import Look


@dataclass(frozen=True)
class ActionSpec:
    """`room` is empty for what works everywhere; `in_palette` False for what only makes sense by its key."""

    key: str
    text: str
    shortcut: str = ""
    icon: str = ""
    room: str = ""
    in_palette: bool = True


ROOMS: tuple[ActionSpec, ...] = (
    ActionSpec("room.watch", "值守", "F1", "watch"),
    ActionSpec("room.outlook", "研判", "F2", "outlook"),
    ActionSpec("room.alert", "预警", "F3", "alert"),
    ActionSpec("room.response", "响应", "F4", "response"),
    ActionSpec("room.papers", "文书", "F5", "papers"),
    ActionSpec("room.registers", "台账", "F6", "registers"),
    ActionSpec("room.assessment", "评估", "F7", "assessment"),
    ActionSpec("room.logbook", "日志", "F8", "logbook"),
)

ACTIONS: tuple[ActionSpec, ...] = (
    *ROOMS,
    ActionSpec("window.palette", "查找功能", "Ctrl+K", "search", in_palette=False),
    ActionSpec("window.wall", "大屏显示", "F11", "wall"),
    ActionSpec("window.mode", "深浅色切换", "Ctrl+Shift+D", "moon"),
    ActionSpec("window.larger", "字号放大", "Ctrl+Shift+=", "zoom-in"),
    ActionSpec("window.smaller", "字号缩小", "Ctrl+Shift+-", "zoom-out"),
    ActionSpec("window.log_in", "登录、换班", "Ctrl+L", "person"),
    ActionSpec("window.acknowledge", "应答最前一条提醒", "Ctrl+Shift+A", "bell"),
    ActionSpec("watch.export_plot", "过程线存成图片", "", "export", "watch"),
    ActionSpec("watch.import_data", "导入监测或预报数据", "Ctrl+I", "import", "watch"),
    ActionSpec("watch.consult", "按监测实况发起会商", "Ctrl+M", "people", "watch"),
    ActionSpec("outlook.consult", "发起会商", "Ctrl+M", "people", "outlook"),
    ActionSpec("outlook.record", "记入会商", "Ctrl+Return", "stamp", "outlook"),
    ActionSpec("outlook.find_cause", "判定成因", "Ctrl+D", "dust", "outlook"),
    ActionSpec("alert.propose", "提出预警建议", "Ctrl+N", "plus", "alert"),
    ActionSpec("alert.issue", "发布预警、办理当前一步", "Ctrl+Return", "stamp", "alert"),
    ActionSpec("alert.correct", "更正文书", "Ctrl+G", "pen", "alert"),
    ActionSpec("alert.withdraw", "撤回文书", "Ctrl+Shift+G", "undo", "alert"),
    ActionSpec("alert.words", "改正文、恢复模板", "Ctrl+Shift+E", "pen", "alert"),
    ActionSpec("alert.health_hint", "健康提示：按会商出文并存档", "Ctrl+Shift+H", "people", "alert"),
    ActionSpec("alert.send", "发送通知", "Ctrl+T", "send", "alert"),
    ActionSpec("alert.print", "打印所示文书", "Ctrl+P", "print", "alert"),
    ActionSpec("alert.find", "在所示文书中查找", "Ctrl+F", "search", "alert"),
    ActionSpec("response.called", "电话落实：已通话", "Ctrl+T", "phone", "response"),
    ActionSpec("response.mark_done", "标记完成", "Ctrl+D", "check", "response"),
    ActionSpec("response.print_sheets", "打印全部任务单", "", "print", "response"),
    ActionSpec("papers.print", "打印文书", "Ctrl+P", "print", "papers"),
    ActionSpec("papers.export", "导出文书", "Ctrl+E", "export", "papers"),
    ActionSpec("papers.find", "在所示文书中查找", "Ctrl+F", "search", "papers"),
    ActionSpec("papers.sending", "发送通知", "Ctrl+T", "send", "papers"),
    ActionSpec("registers.contacts", "联系人", "Ctrl+1", "people", "registers"),
    ActionSpec("registers.filings", "市州预警备案", "Ctrl+2", "stamp", "registers"),
    ActionSpec("registers.numbers", "发文字号", "Ctrl+3", "registers", "registers"),
    ActionSpec("registers.emissions", "应急减排清单", "Ctrl+4", "dust", "registers"),
    ActionSpec("registers.roster", "值班表", "Ctrl+5", "clock", "registers"),
    ActionSpec("registers.file_city", "登记市州来件", "Ctrl+N", "plus", "registers"),
    ActionSpec("assessment.submit", "提交评估", "Ctrl+Return", "stamp", "assessment"),
    ActionSpec("assessment.print", "打印评估报告", "Ctrl+P", "print", "assessment"),
    ActionSpec("assessment.find", "在报告中查找", "Ctrl+F", "search", "assessment"),
    ActionSpec("logbook.verify", "校验记录", "", "check-circle", "logbook"),
    ActionSpec("logbook.hand_over", "交接班", "Ctrl+J", "hand-over", "logbook"),
    ActionSpec("logbook.export_bundle", "导出记录给另一席位", "", "export", "logbook"),
    ActionSpec("logbook.import_bundle", "合并另一席位的记录", "", "import", "logbook"),
)


class Actions(Mapping[str, QAction]):
    """Every action of the window by its key; an act of a room works only while its room is open."""

    def __init__(self, look: Look, owner: QWidget, specs: tuple[ActionSpec, ...] = ACTIONS) -> None:
        self._look = look
        self._specs = {spec.key: spec for spec in specs}
        self._actions = {spec.key: _make(spec, owner) for spec in specs}
        owner.addActions(list(self._actions.values()))
        look.changed.connect(self._draw_icons)
        self._draw_icons()
        self.enter_room("")

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def __len__(self) -> int:
        return len(self._actions)

    def spec(self, key: str) -> ActionSpec:
        return self._specs[key]

    def enter_room(self, room: str) -> None:
        """Keys of other rooms rest, so that one key may mean the like thing in several rooms."""
        for key, spec in self._specs.items():
            is_here = not spec.room or spec.room == room
            self._actions[key].setShortcut(QKeySequence(spec.shortcut) if is_here else QKeySequence())

    def allow(self, key: str, why_not: str = "") -> None:
        """Grey an action with the reason as its tool-tip; an empty reason allows it."""
        action, spec = self._actions[key], self._specs[key]
        action.setEnabled(not why_not)
        usual = f"{spec.text}（{spec.shortcut}）" if spec.shortcut else spec.text
        action.setToolTip(why_not or usual)

    def why_not(self, key: str) -> str:
        action = self._actions[key]
        return "" if action.isEnabled() else action.toolTip()

    def _draw_icons(self) -> None:
        for key, spec in self._specs.items():
            if spec.icon:
                self._actions[key].setIcon(self._look.icon(spec.icon))


def _make(spec: ActionSpec, owner: QWidget) -> QAction:
    action = QAction(spec.text, owner)
    action.setObjectName(spec.key)
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setToolTip(f"{spec.text}（{spec.shortcut}）" if spec.shortcut else spec.text)
    return action
