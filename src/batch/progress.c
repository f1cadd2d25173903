/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/progress.h"

#include <glib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/diag.h"

enum { BAR_WIDTH = 24, USUAL_COLUMNS = 80 };

void progress_init(struct progress *progress, FILE *stream, size_t total, bool lines)
{
	const char *terminal = g_getenv("TERM");
	const bool moves = isatty(fileno(stream)) && terminal && strcmp(terminal, "dumb") != 0;

	*progress = (struct progress){ .stream = stream, .total = total };
	if (moves)
		progress->kind = PROGRESS_BAR;
	else
		progress->kind = lines ? PROGRESS_LINES : PROGRESS_NONE;
}

static size_t columns(FILE *stream)
{
	struct winsize size;

	if (ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return USUAL_COLUMNS;
	return size.ws_col;
}

void progress_done(struct progress *progress, const char *name)
{
	char bar[BAR_WIDTH + 1] = { 0 }, *line, *shown;
	size_t full;

	progress->done++;
	if (progress->kind != PROGRESS_BAR)
		return;
	full = BAR_WIDTH * progress->done / MAX(progress->total, 1);
	for (size_t i = 0; i < BAR_WIDTH; i++)
		bar[i] = i < full ? '#' : '.';
	shown = diag_shown(name);
	line = g_strdup_printf("[%s] %zu/%zu  %s", bar, progress->done, progress->total, shown);
	/* A line that wraps could not be taken back. */
	fprintf(progress->stream, "\r%.*s\033[K", (int)columns(progress->stream) - 1, line);
	fflush(progress->stream);
	progress->drawn = true;
	g_free(line);
	g_free(shown);
}

void progress_line(struct progress *progress, const char *name, bool ok)
{
	char *shown;

	progress->lines++;
	if (progress->kind != PROGRESS_LINES)
		return;
	shown = diag_shown(name);
	fprintf(progress->stream, "[%zu/%zu] %s%s\n", progress->lines, progress->total, shown,
	    ok ? "" : ": not printed");
	g_free(shown);
}

void progress_clear(struct progress *progress)
{
	if (progress->drawn)
		fputs("\r\033[K", progress->stream);
	fflush(progress->stream);
	progress->drawn = false;
}
