"""How a process ends when going on would lose or double something."""

import logging
import os
import sys

import structlog

log = structlog.get_logger(__name__)

EXIT_FATAL = 70


def die(error: BaseException) -> None:
    """End at once with a non-zero exit code; whoever supervises the process starts it again.

    Nothing is cleaned up on purpose: what was committed stands, the rest is done again from the ledger.
    """
    log.critical("the worker ends itself: what was not committed is done again after a restart", exc_info=error)
    logging.shutdown()
    sys.stderr.flush()
    os._exit(EXIT_FATAL)
