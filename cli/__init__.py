"""The `gouji` command; modules that take long to load are loaded by the command that needs them."""

from gouji.cli.app import main

__all__ = ["main"]
