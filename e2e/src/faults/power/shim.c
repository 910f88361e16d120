/*
 * Remembers what a power cut would take away. Preloaded into PostgreSQL, it keeps for every file
 * what its bytes were before each write, and forgets that when the file is synced. At the cut all
 * processes are killed and restore.ts puts the remembered bytes back.
 *
 * A file that was made, renamed or deleted stays so: a file system with a journal keeps the order of
 * these. Only regular files beside the data folder's own device are looked at, and never stdio.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(type, name, ...) \
  static type (*real_##name)(__VA_ARGS__); \
  if (!real_##name) real_##name = dlsym(RTLD_NEXT, #name)

/* As restore.ts reads it, in this machine's byte order; `kept` old bytes follow. */
struct record {
  uint64_t offset;
  uint64_t size_before;
  uint64_t kept;
};

static char folder[4096];
static dev_t device;
static int lock_fd = -1;
static pid_t lock_owner;

__attribute__((constructor)) static void begin(void) {
  struct stat here;
  const char *given = getenv("FAULT_UNDO_FOLDER");
  /* Copied: PostgreSQL writes the titles of its processes over what it was started with. */
  if (given) strncpy(folder, given, sizeof folder - 100);
  if (given && stat(".", &here) == 0) device = here.st_dev;
}

static int is_watched(int fd, struct stat *file) {
  return *folder && fd > 2 && fstat(fd, file) == 0 && S_ISREG(file->st_mode) &&
         file->st_dev == device;
}

/* One at a time, over all processes: what is remembered and what is synced must not cross. */
static void lock(void) {
  if (lock_owner != getpid()) {
    char path[4200];
    /* A child must not share the lock of its parent. */
    if (lock_fd >= 0) close(lock_fd);
    snprintf(path, sizeof path, "%s/lock", folder);
    lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    lock_owner = getpid();
  }
  while (flock(lock_fd, LOCK_EX) != 0 && errno == EINTR) {}
}

static void unlock(void) {
  int error = errno;
  flock(lock_fd, LOCK_UN);
  errno = error;
}

static void name_of(char *path, size_t size, ino_t inode) {
  snprintf(path, size, "%s/%llu", folder, (unsigned long long)inode);
}

static int is_disk_full(void) {
  char path[4200];
  snprintf(path, sizeof path, "%s/full", folder);
  return access(path, F_OK) == 0;
}

/* Fails loudly: a run whose memory has gaps would prove nothing. */
static void must(int is_good, const char *what) {
  if (is_good) return;
  fprintf(stderr, "power shim: %s: %s\n", what, strerror(errno));
  abort();
}

static void remember(int fd, const struct stat *file, off_t offset, size_t length) {
  REAL(ssize_t, write, int, const void *, size_t);
  off_t end = offset + (off_t)length;
  if (end > file->st_size) end = file->st_size;
  size_t kept = end > offset ? (size_t)(end - offset) : 0;
  struct record head = {(uint64_t)offset, (uint64_t)file->st_size, kept};
  char *all = malloc(sizeof head + kept);
  must(all != NULL, "memory");
  memcpy(all, &head, sizeof head);
  /* PostgreSQL opens some files for writing alone: those are read by their other name. */
  int reader = fd;
  if ((fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY) {
    char self[64];
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    reader = open(self, O_RDONLY | O_CLOEXEC);
    must(reader >= 0, "reading");
  }
  for (size_t done = 0; done < kept;) {
    ssize_t got = pread(reader, all + sizeof head + done, kept - done, offset + (off_t)done);
    must(got > 0, "old bytes");
    done += (size_t)got;
  }
  if (reader != fd) close(reader);
  char path[4200];
  name_of(path, sizeof path, file->st_ino);
  int journal = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  must(journal >= 0, path);
  must(real_write(journal, all, sizeof head + kept) == (ssize_t)(sizeof head + kept), "journal");
  close(journal);
  free(all);
}

static void forget(ino_t inode) {
  REAL(int, unlink, const char *);
  char path[4200];
  name_of(path, sizeof path, inode);
  int error = errno;
  real_unlink(path);
  errno = error;
}

static size_t length_of(const struct iovec *parts, int count) {
  size_t length = 0;
  for (int k = 0; k < count; k++) length += parts[k].iov_len;
  return length;
}

static off_t place_of(int fd, const struct stat *file) {
  return fcntl(fd, F_GETFL) & O_APPEND ? file->st_size : lseek(fd, 0, SEEK_CUR);
}

/* Everything that changes bytes: remembered and done under one lock. */
#define CHANGING(result, fd, offset, length, call) \
  struct stat file; \
  if (!is_watched(fd, &file)) return call; \
  if (is_disk_full()) { \
    errno = ENOSPC; \
    return -1; \
  } \
  lock(); \
  fstat(fd, &file); \
  remember(fd, &file, offset, length); \
  result done = call; \
  unlock(); \
  return done

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL(ssize_t, write, int, const void *, size_t);
  CHANGING(ssize_t, fd, place_of(fd, &file), length, real_write(fd, bytes, length));
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(ssize_t, writev, int, const struct iovec *, int);
  CHANGING(ssize_t, fd, place_of(fd, &file), length_of(parts, count), real_writev(fd, parts, count));
}

#define WRITES_AT(name) \
  ssize_t name(int fd, const void *bytes, size_t length, off_t offset) { \
    REAL(ssize_t, name, int, const void *, size_t, off_t); \
    CHANGING(ssize_t, fd, offset, length, real_##name(fd, bytes, length, offset)); \
  }
WRITES_AT(pwrite)
WRITES_AT(pwrite64)

#define WRITES_PARTS_AT(name) \
  ssize_t name(int fd, const struct iovec *parts, int count, off_t offset) { \
    REAL(ssize_t, name, int, const struct iovec *, int, off_t); \
    CHANGING(ssize_t, fd, offset, length_of(parts, count), real_##name(fd, parts, count, offset)); \
  }
WRITES_PARTS_AT(pwritev)
WRITES_PARTS_AT(pwritev64)

/* What is cut off, or added in zeros, is remembered from the shorter end on. */
static size_t beyond(const struct stat *file, off_t size) {
  return file->st_size > size ? (size_t)(file->st_size - size) : 0;
}

#define CUTS(name) \
  int name(int fd, off_t size) { \
    REAL(int, name, int, off_t); \
    CHANGING(int, fd, size, beyond(&file, size), real_##name(fd, size)); \
  }
CUTS(ftruncate)
CUTS(ftruncate64)

/* These answer with the error itself; a file only grows by them. */
#define GROWS(name) \
  int name(int fd, off_t offset, off_t length) { \
    REAL(int, name, int, off_t, off_t); \
    struct stat file; \
    if (!is_watched(fd, &file)) return real_##name(fd, offset, length); \
    if (is_disk_full()) return ENOSPC; \
    lock(); \
    fstat(fd, &file); \
    remember(fd, &file, file.st_size, 0); \
    int done = real_##name(fd, offset, length); \
    unlock(); \
    return done; \
  }
GROWS(posix_fallocate)
GROWS(posix_fallocate64)

/* From here on it is safe. The disk itself is not asked: the run would only take longer. */
#define SYNCS(name) \
  int name(int fd) { \
    REAL(int, name, int); \
    struct stat file; \
    if (!is_watched(fd, &file)) return real_##name(fd); \
    lock(); \
    forget(file.st_ino); \
    unlock(); \
    return 0; \
  }
SYNCS(fsync)
SYNCS(fdatasync)

/* A number that is free may be given to another file, whose past this is not. */
int unlink(const char *path) {
  REAL(int, unlink, const char *);
  struct stat file;
  int is_last = *folder && lstat(path, &file) == 0 && S_ISREG(file.st_mode) &&
                file.st_dev == device && file.st_nlink == 1;
  if (!is_last) return real_unlink(path);
  lock();
  int done = real_unlink(path);
  if (done == 0) forget(file.st_ino);
  unlock();
  return done;
}

#define RENAMES(name) \
  int name(const char *from, const char *to) { \
    REAL(int, name, const char *, const char *); \
    struct stat old; \
    int replaces = *folder && lstat(to, &old) == 0 && S_ISREG(old.st_mode) && \
                   old.st_dev == device && old.st_nlink == 1; \
    if (!replaces) return real_##name(from, to); \
    lock(); \
    int done = real_##name(from, to); \
    if (done == 0) forget(old.st_ino); \
    unlock(); \
    return done; \
  }
RENAMES(rename)

/* Opening can empty a file. */
static void before_emptying(const char *path, int flags) {
  struct stat file;
  if (!*folder || !(flags & O_TRUNC) || stat(path, &file) != 0) return;
  if (!S_ISREG(file.st_mode) || file.st_dev != device || file.st_size == 0) return;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  lock();
  remember(fd, &file, 0, (size_t)file.st_size);
  unlock();
  close(fd);
}

#define OPENS(name) \
  int name(const char *path, int flags, ...) { \
    REAL(int, name, const char *, int, ...); \
    mode_t mode = 0; \
    if (flags & (O_CREAT | __O_TMPFILE)) { \
      va_list rest; \
      va_start(rest, flags); \
      mode = va_arg(rest, mode_t); \
      va_end(rest); \
    } \
    before_emptying(path, flags); \
    return real_##name(path, flags, mode); \
  }
OPENS(open)
OPENS(open64)
