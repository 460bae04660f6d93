"""`python -m geoapp.config.launcher`: the launcher's own words, called by ./makerloom."""

import argparse
import sys

from geoapp.config.launcher.configure import configure
from geoapp.config.launcher.prepare import prepare
from geoapp.config.launcher.project import HERE, Refusal, say
from geoapp.config.launcher.serve import serve, stop_all, supervise
from geoapp.config.launcher.status import status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="makerloom")
    words = parser.add_subparsers(dest="word", required=True)
    words.add_parser("configure").add_argument("port", type=int)
    words.add_parser("prepare")
    served = words.add_parser("serve")
    served.add_argument("port", type=int)
    served.add_argument("--detach", action="store_true")
    served.add_argument("--stop-cluster", action="store_true")
    words.add_parser("supervise").add_argument("port", type=int)
    words.add_parser("down")
    words.add_parser("status")
    return parser


def _run(words: argparse.Namespace) -> int:
    match words.word:
        case "configure":
            configure(HERE, port=words.port)
        case "prepare":
            prepare(HERE)
        case "serve":
            serve(
                HERE,
                port=words.port,
                detach=words.detach,
                stop_cluster=words.stop_cluster,
            )
        case "supervise":
            supervise(HERE, port=words.port, announce=False)
        case "down":
            stop_all(HERE)
        case "status":
            return status(HERE)
    return 0


def main() -> int:
    """Run one word; return the exit code, 1 with a sentence when refused."""
    try:
        return _run(_parser().parse_args())
    except Refusal as refusal:
        sys.stderr.write(f"makerloom: {refusal}\n")
    except KeyboardInterrupt:
        say("")
    return 1


if __name__ == "__main__":
    sys.exit(main())
