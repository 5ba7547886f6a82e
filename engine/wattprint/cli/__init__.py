"""The command `wattprint`: the same door as the bridge, for a terminal.

Exit status 0, or 2 with one line on standard error that names the field, what was found and what is allowed.
"""

import errno
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol

from .. import __version__
from ..records import Refused
from ..wording import LANGUAGES, Wording
from . import accuracy, batch, catalogue, compare, estimate, explain, imports, predict, report, tally, zones
from .parser import Parser

STOPPED = 130
"""What a shell takes for "stopped by Ctrl-C"."""


class Command(Protocol):
    """What every command is: its arguments, and what it does with them."""

    def arguments(self, parser: ArgumentParser, wording: Wording) -> None:
        """Adds the arguments to the parser of the command."""
        ...

    def run(self, options: Namespace, wording: Wording) -> Iterable[str]:
        """The lines of the answer. Raises Refused for bad input, OSError for a file that will not do."""
        ...


COMMANDS: dict[str, Command] = {
    "estimate": estimate,
    "explain": explain,
    "compare": compare,
    "tally": tally,
    "report": report,
    "import": imports,
    "batch": batch,
    "predict": predict,
    "accuracy": accuracy,
    "models": catalogue.MODELS,
    "methods": catalogue.METHODS,
    "zones": zones,
    "sources": catalogue.SOURCES,
}


def main(arguments: list[str] | None = None) -> int:
    """Runs a command line; returns the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    wording = Wording(_language(given)).also(__package__, "cli")
    try:
        options = _parser(wording).parse_args(given)
        for line in COMMANDS[options.name_of_command].run(options, wording):
            print(line)
        sys.stdout.flush()
    except Refused as error:
        return _failed(wording.error(error), wording)
    except BrokenPipeError:  # the reader of a pipe had enough: not an error, and nothing more to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _failed(wording.error(Refused("system", str(error.filename or "-"), _why(error, wording), "")), wording)
    except KeyboardInterrupt:
        _failed(wording.say("stopped"), wording)
        return STOPPED
    return 0


def _failed(message: str, wording: Wording) -> int:
    print(wording.say("cli.error", message=message), file=sys.stderr)
    return 2


def _language(given: Sequence[str]) -> str:
    """The language that is asked for, before anything else is understood."""
    asked = [value for name, value in pairwise(given) if name == "--lang"]
    asked += [argument.removeprefix("--lang=") for argument in given if argument.startswith("--lang=")]
    return next((lang for lang in asked if lang in LANGUAGES), LANGUAGES[0])


def _why(error: OSError, wording: Wording) -> str:
    """What the system says, in the reader's words where we have some."""
    key = f"system.{errno.errorcode.get(error.errno or 0, '')}"
    return wording.say(key) if wording.says(key) else str(error.strerror or error)


def _parser(wording: Wording) -> Parser:
    parser = Parser(wording, prog="wattprint", description=wording.say("cli.about"))
    parser.add_argument(
        "--version", action="version", version=f"wattprint {__version__}", help=wording.say("help.version")
    )
    parser.add_lang(LANGUAGES[0])
    commands = parser.add_subparsers(
        dest="name_of_command", required=True, metavar="COMMAND", title=wording.say("help.commands")
    )
    for name, command in COMMANDS.items():
        says = wording.say(f"commands.{name}")
        made = commands.add_parser(name, wording=wording, help=says, description=says)
        made.add_lang()
        made.add_argument("--json", action="store_true", help=wording.say("help.json"))
        command.arguments(made, wording)
    return parser
