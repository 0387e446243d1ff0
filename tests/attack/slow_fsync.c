/* Makes the disk confirm slowly: each fsync takes SLOW_FSYNC_MS milliseconds more. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void wait_a_while(void) {
  const char *text = getenv("SLOW_FSYNC_MS");
  long ms = text ? atol(text) : 0;
  struct timespec time = {ms / 1000, (ms % 1000) * 1000000L};
  syscall(SYS_nanosleep, &time, 0);
}

int fsync(int fd) {
  wait_a_while();
  return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
  wait_a_while();
  return (int)syscall(SYS_fdatasync, fd);
}
