/* Makes fsync and fdatasync take LEADPACT_FSYNC_MS milliseconds longer, as on a slow network drive. Loaded with LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_first(void) {
  const char *wanted = getenv("LEADPACT_FSYNC_MS");
  long milliseconds = wanted ? atol(wanted) : 0;
  struct timespec pause = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  nanosleep(&pause, NULL);
}

int fsync(int file) {
  wait_first();
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file);
}

int fdatasync(int file) {
  wait_first();
  return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(file);
}
