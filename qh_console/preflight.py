"""Says, before the console starts, which system libraries are missing and the one command that installs them."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)

# What the console loads of Qt, whatever the display.
_ALWAYS = (
    *(f"lib/libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "Svg", "SvgWidgets", "Network", "OpenGLWidgets")),
    *(f"lib/libQt6{name}.so.6" for name in ("Pdf", "PdfWidgets", "PrintSupport", "Test")),
    "plugins/platforms/libqoffscreen.so",
    "plugins/imageformats/libqjpeg.so",
    "plugins/imageformats/libqsvg.so",
    "plugins/iconengines/libqsvgicon.so",
)
_ON_A_SCREEN = (
    "plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
    "plugins/printsupport/libcupsprintersupport.so",
)
_FOR_PLATFORM = {
    "offscreen": (),
    "xcb": ("plugins/platforms/libqxcb.so", "plugins/xcbglintegrations/libqxcb-glx-integration.so", *_ON_A_SCREEN),
    "wayland": ("plugins/platforms/libqwayland.so", "plugins/wayland-shell-integration/libxdg-shell.so", *_ON_A_SCREEN),
}

# Debian 12 and the systems built on it (UOS, Kylin); checked against a bare installation.
_PACKAGE_OF = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libXau.so.6": "libxau6",
    "libXdmcp.so.6": "libxdmcp6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libpng16.so.16": "libpng16-16",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}


def missing_sonames(ldd_output: str) -> tuple[str, ...]:
    """The libraries that `ldd` could not find, each once, in order of name."""
    lines = (line.split("=>") for line in ldd_output.splitlines())
    return tuple(sorted({parts[0].strip() for parts in lines if len(parts) == 2 and parts[1].strip() == "not found"}))


def packages_for(sonames: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(Debian packages that carry these libraries, libraries of which we know no package)."""
    packages = {_PACKAGE_OF[soname] for soname in sonames if soname in _PACKAGE_OF}
    return tuple(sorted(packages)), tuple(soname for soname in sonames if soname not in _PACKAGE_OF)


def install_command(packages: tuple[str, ...], *, as_root: bool, has_lists: bool) -> str:
    """One line for a terminal; a system that never fetched its package lists needs them first."""
    sudo = "" if as_root else "sudo "
    refresh = "" if has_lists else f"{sudo}apt-get update && "
    return f"{refresh}{sudo}apt-get install -y --no-install-recommends {' '.join(packages)}"


def platform_of(environment: dict[str, str]) -> str:
    """The Qt platform that will be loaded: the one asked for, else the display's, else none."""
    asked = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if asked:
        return asked if asked in _FOR_PLATFORM else "offscreen"
    if environment.get("DISPLAY"):
        return "xcb"
    return "wayland" if environment.get("WAYLAND_DISPLAY") else "offscreen"


def qt_files(qt_folder: Path, platform: str) -> tuple[Path, ...]:
    return tuple(qt_folder / name for name in (*_ALWAYS, *_FOR_PLATFORM[platform]))


def read_ldd(files: tuple[Path, ...]) -> str:
    """What `ldd` says of these files, in English whatever the locale."""
    run = subprocess.run(
        ["ldd", *map(str, files)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "LC_ALL": "C"},
    )
    return run.stdout


def python_trouble(version: tuple[int, int]) -> str:
    """Why this Python is too old, or an empty string."""
    if version >= OLDEST_PYTHON:
        return ""
    found, wanted = (".".join(map(str, one)) for one in (version, OLDEST_PYTHON))
    return f"Python 版本太低：现在是 {found}，需要 {wanted} 或更高；可用 make PYTHON=python{wanted} 指定另一个。"


def library_trouble(sonames: tuple[str, ...], command: str) -> str:
    """What is missing and what to type."""
    _, unknown = packages_for(sonames)
    lines = [f"缺少 {len(sonames)} 个系统库：{'、'.join(sonames)}"]
    lines += ["请运行：", f"  {command}"] if command else []
    lines += [f"未收录的系统库 {soname}：请用 apt-file search {soname} 查它属于哪个软件包。" for soname in unknown]
    return "\n".join(lines)


def _qt_folder() -> Path | None:
    found = importlib.util.find_spec("PySide6")
    return Path(found.origin).parent / "Qt" if found is not None and found.origin else None


def _command(packages: tuple[str, ...]) -> str:
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    has_lists = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    return install_command(packages, as_root=as_root, has_lists=has_lists) if packages else ""


def _before_install() -> tuple[str, str]:
    """(what is wrong with the Python that will make the virtual environment, the command that mends it)."""
    if importlib.util.find_spec("ensurepip") is not None:
        return "", ""
    command = _command(("python3-venv",))
    return f"缺少 Python 的 venv 模块。请运行：\n  {command}", command


def _after_install() -> tuple[str, str]:
    """(what Qt misses on this system, the command that mends it)."""
    if not sys.platform.startswith("linux"):
        return "", ""
    qt_folder = _qt_folder()
    if qt_folder is None:
        return "界面库 PySide6 没有装好：请运行 make install。", ""
    sonames = missing_sonames(read_ldd(qt_files(qt_folder, platform_of(dict(os.environ)))))
    command = _command(packages_for(sonames)[0])
    return (library_trouble(sonames, command) if sonames else ""), command


def main(arguments: list[str]) -> int:
    """`--before-install` looks at Python alone; `--command-only` prints nothing but the command to run, if any."""
    trouble = python_trouble(sys.version_info[:2])
    command = ""
    if not trouble:
        trouble, command = _before_install() if "--before-install" in arguments else _after_install()
    if "--command-only" in arguments:
        print(command)
        return 0
    # Bytes, since a terminal in the C locale refuses Chinese.
    sys.stderr.buffer.write(f"{trouble}\n".encode() if trouble else b"")
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
