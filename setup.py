"""Packs resources/ and db/ into the wheel, inside the package; everything else is said in pyproject.toml."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["qh_console", "qh_console.*"]), "qh_console.resources", "qh_console.db"],
    package_dir={"qh_console.resources": "resources", "qh_console.db": "db"},
    package_data={"qh_console.resources": ["**/*"], "qh_console.db": ["**/*"]},
    exclude_package_data={"": ["__pycache__/*", "*.pyc"]},
    include_package_data=False,
)
