"""Click's commands and options with help in the chosen language, and click's own sentences in the catalogue."""

from __future__ import annotations

import gettext
import importlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import click

from pipeline.i18n import DEFAULT_LANGUAGE, DOMAIN, LOCALE_DIR, Message, msg

LANGUAGES = ("nb", "en")

CLICKS_OWN = (
    msg("Usage:"),
    msg("Options"),
    msg("Commands"),
    msg("Missing command."),
    msg("Error: {message}"),
    msg("Try '{command} {option}' for help."),
    msg("Invalid value: {message}"),
    msg("Invalid value for {param_hint}: {message}"),
    msg("Missing argument"),
    msg("Missing option"),
    msg("No such option {name!r}."),
    msg("No such command {name!r}."),
    msg("{name} {filename!r} does not exist."),
    msg("{name} {filename!r} is a file."),
    msg("directory"),
    msg("default: {default}"),
    msg("%(prog)s, version %(version)s"),
    msg("Show this message and exit."),
)
"""What click says itself: listed here so that the catalogues have it."""


def choose_language(arguments: Sequence[str]) -> str:
    """The language that `--lang` or KULL_LANG asks for, before click reads the rest: also its own sentences follow it."""
    asked = [value for option, value in pairwise(arguments) if option == "--lang"]
    asked += [option.removeprefix("--lang=") for option in arguments if option.startswith("--lang=")]
    language = next(iter(asked), os.environ.get("KULL_LANG", DEFAULT_LANGUAGE))
    language = language if language in LANGUAGES else DEFAULT_LANGUAGE
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, LOCALE_DIR)
    gettext.textdomain(DOMAIN)
    return language


def _in_chosen_language(message: Message) -> str:
    return message.in_language(os.environ.get("LANGUAGE", DEFAULT_LANGUAGE))


class Option(click.Option):
    """An option whose help is the `Message` in `words`."""

    def __init__(self, declarations: Sequence[str], *, words: Message, **settings: Any) -> None:
        """As click's own, but for `words`."""
        super().__init__(declarations, **settings)
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help, for the list of options."""
        self.help = _in_chosen_language(self.words)
        return super().get_help_record(ctx)


def option(*declarations: str, words: Message, **settings: Any) -> Callable[[Any], Any]:
    """`click.option` with its help as a `Message`."""
    return click.option(*declarations, cls=Option, words=words, **settings)


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that is imported when it is called: its module and what the list of commands says of it."""

    module: str
    words: Message


class Commands(click.Group):
    """A group that imports a command only when it is called, and lists the commands in the order of the work."""

    def __init__(self, *, entries: Mapping[str, Entry], words: Message, **settings: Any) -> None:
        """As click's own, but for `entries` (name → where it is) and `words` (what the program is for)."""
        super().__init__(**settings)
        self.entries = entries
        self.words = words

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the work."""
        del ctx
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called `cmd_name`, imported."""
        del ctx
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(importlib.import_module(entry.module), cmd_name)
        command.help = _in_chosen_language(entry.words)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any of them."""
        del ctx
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl([(name, _in_chosen_language(entry.words)) for name, entry in self.entries.items()])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the program is for."""
        self.help = _in_chosen_language(self.words)
        super().format_help_text(ctx, formatter)
