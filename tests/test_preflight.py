"""What the console says of a system that lacks libraries, and that this system lacks none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from qh_console import preflight

BARE_DEBIAN = """\
Qt/lib/libQt6Gui.so.6:
\tlinux-vdso.so.1 (0x00007ffc4c1f2000)
\tlibGL.so.1 => not found
\tlibEGL.so.1 => not found
\tlibQt6Core.so.6 => /opt/Qt/lib/libQt6Core.so.6 (0x00007f0d5b000000)
\tlibglib-2.0.so.0 => not found
\tlibgthread-2.0.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f0d5a800000)
\t/lib64/ld-linux-x86-64.so.2 (0x00007f0d5c400000)
Qt/lib/libQt6Widgets.so.6:
\tlibGL.so.1 => not found
\tlibstrange.so.7 => not found
"""
"""`ldd` of two files, as a bare system prints it."""


def test_each_missing_library_is_named_once() -> None:
    assert preflight.missing_sonames(BARE_DEBIAN) == (
        "libEGL.so.1",
        "libGL.so.1",
        "libglib-2.0.so.0",
        "libgthread-2.0.so.0",
        "libstrange.so.7",
    )


@pytest.mark.parametrize("output", ["", "\tnot a dynamic executable\n", "\tlibc.so.6 => /lib/libc.so.6 (0x0)\n"])
def test_nothing_is_missing_when_ldd_finds_all(output: str) -> None:
    assert preflight.missing_sonames(output) == ()


def test_two_libraries_of_one_package_ask_for_it_once_and_the_unknown_is_told_apart() -> None:
    packages, unknown = preflight.packages_for(preflight.missing_sonames(BARE_DEBIAN))
    assert packages == ("libegl1", "libgl1", "libglib2.0-0")
    assert unknown == ("libstrange.so.7",)


@pytest.mark.parametrize(
    ("as_root", "has_lists", "command"),
    [
        (False, True, "sudo apt-get install -y --no-install-recommends libegl1 libgl1"),
        (True, True, "apt-get install -y --no-install-recommends libegl1 libgl1"),
        (True, False, "apt-get update && apt-get install -y --no-install-recommends libegl1 libgl1"),
        (False, False, "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1"),
    ],
)
def test_the_command_runs_as_it_stands(as_root: bool, has_lists: bool, command: str) -> None:
    assert preflight.install_command(("libegl1", "libgl1"), as_root=as_root, has_lists=has_lists) == command


def test_the_message_names_libraries_command_and_what_it_does_not_know() -> None:
    text = preflight.library_trouble(("libEGL.so.1", "libstrange.so.7"), "sudo apt-get install -y libegl1")
    assert text.splitlines() == [
        "缺少 2 个系统库：libEGL.so.1、libstrange.so.7",
        "请运行：",
        "  sudo apt-get install -y libegl1",
        "未收录的系统库 libstrange.so.7：请用 apt-file search libstrange.so.7 查它属于哪个软件包。",
    ]


def test_without_a_known_package_no_empty_command_is_offered() -> None:
    assert "请运行" not in preflight.library_trouble(("libstrange.so.7",), "")


@pytest.mark.parametrize(
    ("environment", "platform"),
    [
        ({}, "offscreen"),
        ({"DISPLAY": ""}, "offscreen"),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen:fontconfig"}, "offscreen"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland;xcb"}, "wayland"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "vnc"}, "offscreen"),
    ],
)
def test_the_platform_is_the_one_qt_will_load(environment: dict[str, str], platform: str) -> None:
    assert preflight.platform_of(environment) == platform


@pytest.mark.parametrize("platform", ["offscreen", "xcb", "wayland"])
def test_every_file_that_is_looked_at_exists(platform: str) -> None:
    files = preflight.qt_files(Path(PySide6.__file__).parent / "Qt", platform)
    assert [file for file in files if not file.exists()] == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ldd and Debian packages")
@pytest.mark.parametrize("platform", ["offscreen", "xcb", "wayland"])
def test_a_package_is_known_for_whatever_this_system_lacks(platform: str) -> None:
    output = preflight.read_ldd(preflight.qt_files(Path(PySide6.__file__).parent / "Qt", platform))
    assert "libQt6Core.so.6 =>" in output
    assert preflight.packages_for(preflight.missing_sonames(output))[1] == ()


@pytest.mark.parametrize(("version", "is_fine"), [((3, 10), False), ((3, 11), True), ((3, 12), True), ((4, 0), True)])
def test_a_python_too_old_is_refused_by_version(version: tuple[int, int], is_fine: bool) -> None:
    text = preflight.python_trouble(version)
    assert (text == "") is is_fine
    assert is_fine or ("3.10" in text and "3.11" in text)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="make and a C locale")
@pytest.mark.parametrize("argument", ["--before-install", "--command-only"])
def test_it_runs_as_a_file_on_a_python_with_nothing_installed(argument: str) -> None:
    """`-S -E`: no site-packages, as before the first installation; the C locale as on a bare server."""
    run = subprocess.run(
        [sys.executable, "-S", "-E", str(preflight.__file__), argument],
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
    )
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="make and a C locale")
def test_without_qt_it_says_what_to_install_and_fails() -> None:
    run = subprocess.run(
        [sys.executable, "-S", "-E", str(preflight.__file__)],
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
    )
    assert run.returncode == 1
    assert "make install" in run.stderr.decode("utf-8")
