"""The parent of one Java process, that lets it live no longer than the process that asked for it.

Run as a plain file by a bare interpreter: `python -I -S guard.py PARENT_PID LOG_FILE COMMAND...`.
Watching the parent's pid is chosen over PR_SET_PDEATHSIG on the Java process itself, which follows the
*thread* that started it, and over a pipe, which any forked child of the parent would keep open.

Prints the Java pid once it runs. SIGTERM and SIGINT are passed on as SIGTERM, SIGUSR1 as SIGKILL.
Exits with Java's own return code, 128 + signal when that ended it.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys

LOOK_EVERY_S = 0.25
PR_SET_PDEATHSIG = 1


def die_with(guard: int) -> None:
    """On Linux the kernel ends the child should even this guard be killed; elsewhere nothing does."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != guard:  # it was killed before the kernel knew
        os._exit(128 + signal.SIGKILL)


def spawn(log_file: str, command: list[str]) -> int:
    """Start Java with its output appended to the log; this process has one thread, so fork is safe."""
    guard = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    die_with(guard)
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    try:
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted
    except OSError as error:
        os.write(2, f"{command[0]}: {error.strerror}\n".encode())
        os._exit(127)


def ended(pid: int) -> int | None:
    """The return code of the child if it has ended."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        return None
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def main(parent: int, log_file: str, command: list[str]) -> int:
    """Start, watch, pass signals on, and end with the child."""
    wake, waker = os.pipe()
    os.set_blocking(waker, False)
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGCHLD):
        signal.signal(number, lambda *_: None)
    pid = spawn(log_file, command)
    os.write(1, f"{pid}\n".encode())
    while True:
        select.select([wake], [], [], LOOK_EVERY_S)
        try:
            heard = os.read(wake, 64)
        except BlockingIOError:
            heard = b""
        code = ended(pid)
        if code is not None:
            return code
        if signal.SIGUSR1 in heard or os.getppid() != parent:
            os.kill(pid, signal.SIGKILL)
        elif signal.SIGTERM in heard or signal.SIGINT in heard:
            os.kill(pid, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
