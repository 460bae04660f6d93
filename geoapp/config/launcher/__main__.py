"""`python -m geoapp.config.launcher`: the commands, called by ./makerloom."""

import argparse
import os
import sys
from collections.abc import Callable

from geoapp.config.launcher.checks import bench, test
from geoapp.config.launcher.configure import configure
from geoapp.config.launcher.parts import selection
from geoapp.config.launcher.prepare import prepare
from geoapp.config.launcher.project import HERE, Refusal, print_line
from geoapp.config.launcher.replace import replace_processes
from geoapp.config.launcher.serve import (
    refuse_unless_free,
    serve,
    stop_all,
    supervise,
)
from geoapp.config.launcher.status import status

Words = argparse.Namespace

_VERBS: dict[str, Callable[[Words], int | None]] = {
    "configure": lambda words: configure(HERE, port=words.port),
    "check-port": lambda words: refuse_unless_free(HERE, port=words.port),
    "prepare": lambda _: prepare(HERE),
    "serve": lambda words: serve(
        HERE, port=words.port, detach=words.detach, stop_cluster=words.stop_cluster
    ),
    "supervise": lambda words: supervise(HERE, port=words.port, announce=False),
    "down": lambda _: stop_all(HERE),
    "reload": lambda _: replace_processes(HERE),
    "status": lambda _: status(HERE),
    "test": lambda words: test(
        HERE, selection(long=words.all, clients=words.clients, paths=words.paths)
    ),
    "bench": lambda words: bench(HERE, options=words.options),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="makerloom")
    verbs = parser.add_subparsers(dest="verb", required=True)
    words = {verb: verbs.add_parser(verb, prog=f"makerloom {verb}") for verb in _VERBS}
    for verb in ("configure", "check-port", "serve", "supervise"):
        words[verb].add_argument("port", type=int)
    words["serve"].add_argument("--detach", action="store_true")
    words["serve"].add_argument("--stop-cluster", action="store_true")
    level = words["test"].add_mutually_exclusive_group()
    level.add_argument("--all", nargs="?", const="", metavar="PARTS")
    level.add_argument("--clients", action="store_true")
    words["test"].add_argument("paths", nargs="*")
    words["bench"].add_argument("options", nargs="*")
    return parser


def main() -> int:
    """Run one command; return the exit code, 1 after a refusal and its message."""
    words = _parser().parse_args()
    try:
        return _VERBS[words.verb](words) or 0
    except Refusal as refusal:
        sys.stderr.write(f"makerloom: {refusal}\n")
    except BrokenPipeError:
        # Whoever read along has seen enough (`| head`), and nothing went wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print_line("")
    return 1


if __name__ == "__main__":
    sys.exit(main())
