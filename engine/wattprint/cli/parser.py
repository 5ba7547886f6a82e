"""argparse in the reader's language; every error is one line that says what is allowed."""

import argparse
import re
from typing import Any, NoReturn

from ..records import Refused
from ..wording import LANGUAGES, Wording

CHOICE = re.compile(
    r"argument (?P<field>.+?): invalid choice: '?(?P<found>.+?)'?(?:, maybe .+?)? \(.*choose from (?P<allowed>.+)\)"
)
MISTAKES = {
    "required": re.compile(r"the following arguments are required: (.+)"),
    "unknown": re.compile(r"unrecognized arguments: (.+)"),
    "value": re.compile(r"argument (.+?): expected .+"),
}
"""What argparse says of the mistakes that people make; of another it is repeated as it is."""


class _Help(argparse.HelpFormatter):
    """argparse's help, with the words of a language."""

    wording: Wording

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, f"{self.wording.say('help.usage')} " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        said = self.wording.say("help.section", heading=heading or "")
        super().start_section(said.removesuffix(":"))  # argparse adds one


class Parser(argparse.ArgumentParser):
    """The arguments of the command, or of one of its commands."""

    def __init__(self, wording: Wording, **given: Any) -> None:
        shape: Any = type("Help", (_Help,), {"wording": wording})
        super().__init__(add_help=False, formatter_class=shape, allow_abbrev=False, **given)
        self.wording = wording
        self._positionals.title = wording.say("help.positionals")
        self._optionals.title = wording.say("help.options")
        self.add_argument("-h", "--help", action="help", help=wording.say("help.help"))

    def add_lang(self, default: str = argparse.SUPPRESS) -> None:
        """--lang; without a default where it may have been given before."""
        self.add_argument("--lang", default=default, choices=LANGUAGES, help=self.wording.say("help.lang"))

    def error(self, message: str) -> NoReturn:
        """Raises Refused."""
        if found := CHOICE.fullmatch(message):
            raise Refused("key", found["field"], found["found"], found["allowed"].replace("'", ""))
        said = next(
            (self.wording.say(f"mistakes.{key}", what=found[1])
             for key, pattern in MISTAKES.items() if (found := pattern.fullmatch(message))),
            message,
        )  # fmt: skip
        raise Refused("argument", self.prog, said, "see --help")
