// A disk that can lose power: loaded into the receiver with LD_PRELOAD, it notes everything that is written below
// POWERLOSS_WATCH and was not synced since, so that the test can take it back (tests/support/powerloss.rs).
//
// For each file, by its inode, the folder POWERLOSS_JOURNAL holds a second name (`<inode>.file`) and `<inode>.undo`: what
// stood where each write went, and what was written. A sync empties it. `names.undo` does the same for the folder: names
// made, renamed and removed last only once the folder is synced. Each note is made before the deed, so that a process
// that is killed in between leaves nothing that cannot be taken back. Real syncs are left out: here, the kernel lives on.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES 4096
#define FOLDER ((ino_t)-1)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static ino_t watched[FILES]; // by descriptor: the inode, FOLDER, or 0
static unsigned kept;        // numbers for names that were removed

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);
static int (*real_linkat)(int, const char *, int, const char *, int);

static void find_real(void) {
    if (real_linkat) return;
    real_open = dlsym(RTLD_NEXT, "open");
    real_close = dlsym(RTLD_NEXT, "close");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_linkat = dlsym(RTLD_NEXT, "linkat");
}

static void give_up(const char *what) {
    dprintf(2, "powerloss: %s: %s\n", what, strerror(errno));
    abort();
}

static const char *folder(void) {
    return getenv("POWERLOSS_WATCH");
}

// The name of a file directly in the folder, or NULL. SQLite's shared memory is memory, not disk.
static const char *name_of(const char *path) {
    const char *watch = folder();
    if (!watch || !path) return NULL;
    size_t length = strlen(watch);
    if (strncmp(path, watch, length) || path[length] != '/') return NULL;
    const char *name = path + length + 1;
    size_t end = strlen(name);
    if (!end || strchr(name, '/') || (end > 4 && !strcmp(name + end - 4, "-shm"))) return NULL;
    return name;
}

static int is_folder(const char *path) {
    const char *watch = folder();
    if (!watch || !path) return 0;
    size_t length = strlen(watch);
    return !strncmp(path, watch, length) && (!path[length] || !strcmp(path + length, "/"));
}

static void journal_path(char *to, const char *name) {
    snprintf(to, 4096, "%s/%s", getenv("POWERLOSS_JOURNAL"), name);
}

static int journal_open(const char *name, int flags) {
    char path[4096];
    journal_path(path, name);
    int fd = real_open(path, O_RDWR | O_CREAT | O_CLOEXEC | flags, 0600);
    if (fd < 0) give_up(path);
    return fd;
}

static void all(int fd, const void *bytes, size_t length) {
    const char *at = bytes;
    while (length) {
        ssize_t done = real_write(fd, at, length);
        if (done <= 0) give_up("the journal");
        at += done;
        length -= (size_t)done;
    }
}

// One line of `names.undo`: made, removed (kept under another name) or renamed.
static void note_name(const char *format, ...) {
    char line[4096];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    int fd = journal_open("names.undo", O_APPEND);
    all(fd, line, (size_t)length);
    real_close(fd);
}

// A second name, so that what a name stood for can come back.
static unsigned keep(const char *path) {
    char name[64], to[4096];
    snprintf(name, sizeof name, "kept.%d.%u", getpid(), ++kept);
    journal_path(to, name);
    if (real_linkat(AT_FDCWD, path, AT_FDCWD, to, 0)) give_up(to);
    return kept;
}

static void watch_file(int fd, const char *path) {
    struct stat info;
    if (fd >= FILES || fstat(fd, &info)) give_up(path);
    char name[64], to[4096];
    snprintf(name, sizeof name, "%lu.file", (unsigned long)info.st_ino);
    journal_path(to, name);
    if (real_linkat(AT_FDCWD, path, AT_FDCWD, to, 0) && errno != EEXIST) give_up(to);
    watched[fd] = info.st_ino;
}

static int opened(const char *path, int flags, mode_t mode) {
    find_real();
    const char *name = name_of(path);
    int top = is_folder(path);
    if (!name && !top) return real_open(path, flags, mode);
    pthread_mutex_lock(&lock);
    struct stat info;
    if (name && (flags & O_CREAT) && stat(path, &info)) note_name("made %s\n", name);
    int fd = real_open(path, flags, mode);
    int error = errno;
    if (fd >= 0 && top) watched[fd] = FOLDER;
    if (fd >= 0 && name && (flags & O_ACCMODE) != O_RDONLY) watch_file(fd, path);
    pthread_mutex_unlock(&lock);
    errno = error;
    return fd;
}

#define MODE(flags, mode)                                                                                              \
    mode_t mode = 0;                                                                                                   \
    if (flags & (O_CREAT | O_TMPFILE)) {                                                                               \
        va_list values;                                                                                                \
        va_start(values, flags);                                                                                       \
        mode = va_arg(values, mode_t);                                                                                 \
        va_end(values);                                                                                                \
    }

int open(const char *path, int flags, ...) {
    MODE(flags, mode)
    return opened(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE(flags, mode)
    return opened(path, flags, mode);
}

int close(int fd) {
    find_real();
    if (fd >= 0 && fd < FILES) watched[fd] = 0;
    return real_close(fd);
}

struct note {
    uint64_t offset, old_size;
    uint32_t old_length, new_length, is_truncation, pad;
};

// What stands from `offset` to `end` now, and what comes there.
static void note_change(int fd, off_t offset, off_t end, const void *new, size_t new_length, int is_truncation) {
    struct stat info;
    if (fstat(fd, &info)) give_up("a file");
    if (end > info.st_size) end = info.st_size;
    size_t old_length = end > offset ? (size_t)(end - offset) : 0;
    struct note note = {(uint64_t)offset, (uint64_t)info.st_size, (uint32_t)old_length, (uint32_t)new_length,
                        (uint32_t)is_truncation, 0};
    size_t length = sizeof note + old_length + new_length;
    char *bytes = malloc(length);
    if (!bytes) give_up("memory");
    memcpy(bytes, &note, sizeof note);
    // Opened anew, as the file may be open for writing alone.
    char name[64], path[4096];
    snprintf(name, sizeof name, "%lu.file", (unsigned long)watched[fd]);
    journal_path(path, name);
    int old = real_open(path, O_RDONLY | O_CLOEXEC);
    if (old < 0 || pread(old, bytes + sizeof note, old_length, offset) != (ssize_t)old_length) give_up(path);
    real_close(old);
    if (new_length) memcpy(bytes + sizeof note + old_length, new, new_length);
    snprintf(name, sizeof name, "%lu.undo", (unsigned long)watched[fd]);
    int journal = journal_open(name, O_APPEND);
    all(journal, bytes, length);
    real_close(journal);
    free(bytes);
}

static int is_watched(int fd) {
    return fd >= 0 && fd < FILES && watched[fd] && watched[fd] != FOLDER;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    find_real();
    if (!is_watched(fd)) return real_pwrite(fd, bytes, length, offset);
    pthread_mutex_lock(&lock);
    note_change(fd, offset, offset + (off_t)length, bytes, length, 0);
    ssize_t done = real_pwrite(fd, bytes, length, offset);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    return pwrite(fd, bytes, length, (off_t)offset);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    find_real();
    if (!is_watched(fd)) return real_write(fd, bytes, length);
    pthread_mutex_lock(&lock);
    off_t offset = lseek(fd, 0, SEEK_CUR);
    note_change(fd, offset, offset + (off_t)length, bytes, length, 0);
    ssize_t done = real_write(fd, bytes, length);
    pthread_mutex_unlock(&lock);
    return done;
}

int ftruncate(int fd, off_t size) {
    find_real();
    if (!is_watched(fd)) return real_ftruncate(fd, size);
    pthread_mutex_lock(&lock);
    note_change(fd, size, INT64_MAX, NULL, 0, 1);
    int done = real_ftruncate(fd, size);
    pthread_mutex_unlock(&lock);
    return done;
}

int ftruncate64(int fd, off64_t size) {
    return ftruncate(fd, (off_t)size);
}

static void forget(const char *name) {
    int fd = journal_open(name, 0);
    if (real_ftruncate(fd, 0)) give_up(name);
    real_close(fd);
}

int fsync(int fd) {
    find_real();
    if (fd < 0 || fd >= FILES || !watched[fd]) return real_fsync(fd);
    pthread_mutex_lock(&lock);
    char name[64] = "names.undo";
    if (watched[fd] != FOLDER) snprintf(name, sizeof name, "%lu.undo", (unsigned long)watched[fd]);
    usleep(2000); // A disk takes its time, in which the power may go.
    forget(name);
    pthread_mutex_unlock(&lock);
    return 0;
}

int fdatasync(int fd) {
    return fsync(fd);
}

int unlink(const char *path) {
    find_real();
    const char *name = name_of(path);
    if (!name || access(path, F_OK)) return real_unlink(path);
    pthread_mutex_lock(&lock);
    note_name("removed %s kept.%d.%u\n", name, getpid(), keep(path));
    int done = real_unlink(path);
    pthread_mutex_unlock(&lock);
    return done;
}

int rename(const char *from, const char *to) {
    find_real();
    const char *old = name_of(from), *new = name_of(to);
    if (!old || !new) return real_rename(from, to);
    pthread_mutex_lock(&lock);
    if (!access(to, F_OK)) note_name("removed %s kept.%d.%u\n", new, getpid(), keep(to));
    note_name("made %s\n", new);
    note_name("removed %s kept.%d.%u\n", old, getpid(), keep(from));
    int done = real_rename(from, to);
    pthread_mutex_unlock(&lock);
    return done;
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    find_real();
    const char *name = name_of(to);
    if (!name || !access(to, F_OK)) return real_linkat(from_folder, from, to_folder, to, flags);
    pthread_mutex_lock(&lock);
    note_name("made %s\n", name);
    int done = real_linkat(from_folder, from, to_folder, to, flags);
    pthread_mutex_unlock(&lock);
    return done;
}

int link(const char *from, const char *to) {
    return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}
