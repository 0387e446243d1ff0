"""The program in a pseudo-terminal: what it is sent, what it shows, how much memory it took, how it ends."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unicodedata

# Longer than any machine needs; reaching it is a failure, not a measurement.
PATIENCE = 30.0
# Whoever sees nothing happen presses again after so long.
AGAIN = 3.0


class Stuck(Exception):
    """The program does not show or do what was waited for."""


class Screen:
    """What stands on the screen: as much of a terminal as the program's own output needs."""

    SEQUENCE = re.compile(r"\x1b\[([0-9;?]*)([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78cM]")

    def __init__(self, columns, rows):
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.rest = ""
        self.resize(columns, rows)

    def resize(self, columns, rows):
        self.columns, self.rows = max(columns, 1), max(rows, 1)
        self.cells = [[" "] * self.columns for _ in range(self.rows)]
        self.row = self.column = 0

    def feed(self, data):
        text = self.rest + self.decoder.decode(data)
        self.rest = ""
        at = 0
        while at < len(text):
            character = text[at]
            if character == "\x1b":
                found = self.SEQUENCE.match(text, at)
                if found is None:
                    if len(text) - at < 64:
                        self.rest = text[at:]
                        return
                    at += 1
                    continue
                if found.group(2):
                    self._obey(found.group(1), found.group(2))
                at = found.end()
                continue
            at += 1
            if character == "\r":
                self.column = 0
            elif character == "\n":
                self.row = min(self.row + 1, self.rows - 1)
            elif character >= " ":
                self._write(character)

    def _write(self, character):
        if unicodedata.combining(character):
            return
        if self.row < self.rows and self.column < self.columns:
            self.cells[self.row][self.column] = character
        self.column += 2 if unicodedata.east_asian_width(character) in "WF" else 1

    def _obey(self, parameters, final):
        numbers = [int(number) if number.isdigit() else 0 for number in parameters.split(";")]
        first = max(numbers[0], 1)
        if final == "H":
            self.row = first - 1
            self.column = max(numbers[1], 1) - 1 if len(numbers) > 1 else 0
        elif final == "A":
            self.row = max(self.row - first, 0)
        elif final == "B":
            self.row = min(self.row + first, self.rows - 1)
        elif final == "C":
            self.column += first
        elif final == "D":
            self.column = max(self.column - first, 0)
        elif final == "G":
            self.column = first - 1
        elif final == "J" and numbers[0] == 2:
            self.cells = [[" "] * self.columns for _ in range(self.rows)]
        elif final == "K" and self.row < self.rows:
            self.cells[self.row][self.column :] = [" "] * max(self.columns - self.column, 0)

    def text(self):
        return "\n".join("".join(row).rstrip() for row in self.cells)


class Session:
    """The program with these arguments, in a terminal of this size."""

    def __init__(self, arguments, home, size=(80, 24), environment=()):
        self.screen = Screen(*size)
        # The end of what was written, for a panic's words, and of what was sent.
        self.tail = self.sent = b""
        self.status = None
        self.most_memory = 0
        self.master, slave = pty.openpty()
        self._set_size(*size)
        everything = {
            **os.environ,
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "VISUAL": "true",
            "HOME": home,
            "TMPDIR": home,
            "LEADPACT_HOME": home,
            **dict(environment),
        }

        def take_terminal():
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            arguments, stdin=slave, stdout=slave, stderr=slave, cwd=home, env=everything, preexec_fn=take_terminal
        )
        os.close(slave)
        os.set_blocking(self.master, False)

    def _set_size(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns, rows):
        """Another size of the window; the kernel tells the program."""
        self._set_size(columns, rows)
        self.screen.resize(columns, rows)

    def pump(self, seconds):
        """Reads what the program writes for so long; false once it has closed the terminal."""
        until = time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self.master], [], [], max(until - time.monotonic(), 0))
            if not ready:
                return True
            if not self._read():
                return False
            if time.monotonic() >= until:
                return True

    def _read(self):
        try:
            data = os.read(self.master, 65536)
        except BlockingIOError:
            return True
        except OSError:
            return False
        if not data:
            return False
        self.tail = (self.tail + data)[-20000:]
        self.screen.feed(data)
        return True

    def send(self, data, patience=PATIENCE):
        """Writes all of this to the keyboard and reads the screen meanwhile."""
        until = time.monotonic() + patience
        self.sent = (self.sent + data)[-500:]
        while data:
            if time.monotonic() > until:
                raise Stuck(f"{len(data)} bytes are not read from the keyboard")
            readable, writable, _ = select.select([self.master], [self.master], [], 1)
            if readable and not self._read():
                return
            if writable:
                try:
                    data = data[os.write(self.master, data) :]
                except BlockingIOError:
                    pass
                except OSError:
                    return

    def type(self, text):
        self.send(text.encode())

    def wait_for(self, words, patience=PATIENCE):
        """Reads until the screen shows these words."""
        until = time.monotonic() + patience
        while words not in self.screen.text():
            if not self.pump(0.02) or time.monotonic() > until:
                if words in self.screen.text():
                    return
                raise Stuck(f"no {words!r} on the screen:\n{self.screen.text()}")

    def measure(self):
        """The most memory it has had so far, in kilobytes."""
        try:
            with open(f"/proc/{self.process.pid}/status", encoding="ascii", errors="replace") as status:
                for line in status:
                    if line.startswith("VmHWM:"):
                        self.most_memory = max(self.most_memory, int(line.split()[1]))
        except OSError:
            pass
        return self.most_memory

    def kill(self):
        """As `kill -9` does it."""
        self.measure()
        self.process.send_signal(signal.SIGKILL)
        self.status = self.process.wait()
        os.close(self.master)

    def leave(self, presses=1):
        """Presses Ctrl-C, so often at most, until it ends; gives the exit status, and how often it was pressed."""
        self.measure()
        for pressed in range(1, presses + 1):
            last = pressed == presses
            try:
                self.type("\x03")
                return self.end(PATIENCE if last else AGAIN), pressed
            except Stuck:
                if last:
                    self.kill()
                    raise

    def end(self, patience=PATIENCE):
        """Waits for the end; gives the exit status."""
        until = time.monotonic() + patience
        while self.process.poll() is None:
            if time.monotonic() > until:
                raise Stuck(f"it does not end after {self.sent!r}:\n{self.screen.text()}")
            if not self.pump(0.02):
                time.sleep(0.005)
        self.pump(0)
        self.status = self.process.returncode
        os.close(self.master)
        return self.status

    def panicked(self):
        return b"panicked at" in self.tail
