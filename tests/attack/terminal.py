"""The program in a terminal of its own: started, typed into, read, killed."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import threading
import time


class Session:
    def __init__(self, binary, arguments, home, size=(24, 80), environment=None):
        self.master, slave = pty.openpty()
        self.resize(size, slave)
        env = dict(os.environ, LEADPACT_HOME=home, TMPDIR=home, TERM="xterm-256color")
        env.update(environment or {})
        self.process = subprocess.Popen(
            [binary, *arguments], stdin=slave, stdout=slave, stderr=slave, env=env,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)
        self.output = b""
        self.over = False
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while not self.over:
            ready, _, _ = select.select([self.master], [], [], 0.05)
            if ready:
                try:
                    piece = os.read(self.master, 65536)
                except OSError:
                    return
                if not piece:
                    return
                self.output = (self.output + piece)[-400_000:]

    def shows(self, words, patience=20):
        until = time.monotonic() + patience
        while words.encode() not in self.output:
            if time.monotonic() > until or self.process.poll() is not None:
                return False
            time.sleep(0.01)
        return True

    def types(self, keys, pause=0.0):
        data = keys if isinstance(keys, bytes) else keys.encode()
        try:
            os.write(self.master, data)
        except OSError:
            pass
        if pause:
            time.sleep(pause)

    def pours(self, data, patience=30):
        """Writes all of it as fast as it is taken; the seconds that took, None where it was not taken."""
        began, done = time.monotonic(), 0
        os.set_blocking(self.master, False)
        while done < len(data):
            if time.monotonic() - began > patience:
                return None
            try:
                done += os.write(self.master, data[done:done + 4096])
            except BlockingIOError:
                time.sleep(0.001)
            except OSError:
                return None
        os.set_blocking(self.master, True)
        return time.monotonic() - began

    def resize(self, size, where=None):
        where = self.master if where is None else where
        fcntl.ioctl(where, termios.TIOCSWINSZ, struct.pack("HHHH", size[0], size[1], 0, 0))

    def memory(self):
        """The most it has held, in megabytes."""
        try:
            with open(f"/proc/{self.process.pid}/status") as status:
                for line in status:
                    if line.startswith("VmHWM"):
                        return int(line.split()[1]) / 1024
        except OSError:
            pass
        return 0.0

    def ends(self, patience=20):
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            return None

    def close(self):
        self.over = True
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        time.sleep(0.06)
        os.close(self.master)


def new_workshop(binary, home, people=True):
    """A new workshop with people to answer; its path."""
    subprocess.run([binary, "new", "Acme"], env=dict(os.environ, LEADPACT_HOME=home), check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    path = os.path.join(home, "acme.workshop.yaml")
    if people:
        keys = "e" + "<down>" * 7 + "Ana<down><down>Carla<c-n><wait:2>"
        subprocess.run([binary, "open", path, "--keys", keys, "--print", "80x24"],
                       env=dict(os.environ, LEADPACT_HOME=home), stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=True)
    return path
