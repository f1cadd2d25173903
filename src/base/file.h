/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * file: reading whole files with a limit, writing them whole or not at all, finding handbill's own
 * folders.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/diag.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Reads a file of at most `limit` bytes; its size is known before the first byte is read. A
 * folder, a missing or a larger file is a failure in diag, and NULL. */
const struct source *file_load(struct arena *arena, const char *path, size_t limit,
    struct diag *diag);

/* The same bytes without the NUL or text rules, for fonts and profiles. */
GBytes *file_load_bytes(const char *path, size_t limit, struct diag *diag);

/* Copies what comes from a stream, at most `limit` bytes, into a file in memory that has no name;
 * `name` is the stream's in messages. -1 after a failure in diag. */
int file_spool(int stream, const char *name, size_t limit, struct diag *diag);

/* Makes the folders above, writes a temporary file beside `path`, syncs nothing, renames it into
 * place. On any failure (full disk, read-only, file size limit) the temporary is removed, diag
 * told, false. */
bool file_write(const char *path, GBytes *bytes, struct diag *diag);

/* Names of regular files in `folder` that end in `suffix`, sorted bytewise, NULL-terminated, in
 * the arena; an empty list where the folder is missing. */
char **file_list(struct arena *arena, const char *folder, const char *suffix);

/* Removes the files of a folder, but not the folder. */
void file_sweep(const char *folder);

/* Where layouts, content and fonts are: `option` (--data), else HANDBILL_DATA, else the folder
 * above the program's own up to three levels that holds layouts/formats.yaml, else
 * PREFIX/share/handbill. NULL with a failure in diag. */
const char *file_data(struct arena *arena, const char *option, struct diag *diag);

#endif
