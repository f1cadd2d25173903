/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/batch.h"

#include "expect.h"

enum { MOST_EDITIONS = 6, MOST_JOBS = 40, MOST_WORKERS = 9 };

/* Jobs of so many editions; only whose they are matters to the plan. */
static size_t jobs_make(struct job *jobs, const size_t *lengths, size_t n_editions)
{
	static const struct edition editions[MOST_EDITIONS];
	size_t count = 0;

	for (size_t i = 0; i < n_editions; i++) {
		for (size_t j = 0; j < lengths[i]; j++)
			jobs[count++] = (struct job){ .edition = &editions[i] };
	}
	return count;
}

/* Every job once, in order; no empty chunk; none over two editions. */
static void expect_partition(const struct job *jobs, size_t n_jobs, const struct chunk *chunks,
    size_t count)
{
	size_t next = 0;

	for (size_t i = 0; i < count; i++) {
		g_assert_cmpuint(chunks[i].first, ==, next);
		g_assert_cmpuint(chunks[i].last, >, chunks[i].first);
		for (size_t j = chunks[i].first; j < chunks[i].last; j++)
			g_assert_true(jobs[j].edition == jobs[chunks[i].first].edition);
		next = chunks[i].last;
	}
	g_assert_cmpuint(next, ==, n_jobs);
}

/* An edition that is parted costs its fonts again: never into less than CHUNK_LEAST, never
 * where all workers are busy. */
static void expect_thrift(const struct job *jobs, const struct chunk *chunks, size_t count,
    size_t n_editions, unsigned workers)
{
	for (size_t i = 1; i < count; i++) {
		if (jobs[chunks[i].first].edition != jobs[chunks[i - 1].first].edition)
			continue;
		g_assert_cmpuint(chunks[i].last - chunks[i].first, >=, CHUNK_LEAST);
		g_assert_cmpuint(chunks[i - 1].last - chunks[i - 1].first, >=, CHUNK_LEAST);
	}
	if (n_editions % workers == 0)
		g_assert_cmpuint(count, ==, n_editions);
	g_assert_cmpuint(count, <=, MAX(n_editions + workers, 1));
}

static void test_plan(void)
{
	for (int trial = 0; trial < 2000; trial++) {
		const size_t n_editions = (size_t)g_test_rand_int_range(0, MOST_EDITIONS + 1);
		const unsigned workers = (unsigned)g_test_rand_int_range(1, MOST_WORKERS + 1);
		struct arena *arena = arena_new();
		struct job jobs[MOST_EDITIONS * MOST_JOBS];
		size_t lengths[MOST_EDITIONS], n_jobs, count;
		struct chunk *chunks;

		for (size_t i = 0; i < n_editions; i++)
			lengths[i] = (size_t)g_test_rand_int_range(1, MOST_JOBS + 1);
		n_jobs = jobs_make(jobs, lengths, n_editions);
		chunks = batch_plan(arena, jobs, n_jobs, workers, &count);
		expect_partition(jobs, n_jobs, chunks, count);
		expect_thrift(jobs, chunks, count, n_editions, workers);
		arena_free(arena);
	}
}

/* The usual: four editions on two cores stay whole; one edition is shared. */
static void test_usual(void)
{
	struct arena *arena = arena_new();
	struct job jobs[68];
	size_t count, n_jobs = jobs_make(jobs, (const size_t[]){ 17, 17, 17, 17 }, 4);

	batch_plan(arena, jobs, n_jobs, 2, &count);
	g_assert_cmpuint(count, ==, 4);
	batch_plan(arena, jobs, 17, 2, &count);
	g_assert_cmpuint(count, ==, 2);
	batch_plan(arena, jobs, 3, 2, &count);
	g_assert_cmpuint(count, ==, 1);
	arena_free(arena);
}

static void test_progress(void)
{
	struct progress progress;
	char *text = NULL;
	size_t length = 0;
	FILE *stream = tmpfile();

	/* A file is no terminal. */
	g_assert_nonnull(stream);
	progress_init(&progress, stream, 2, true);
	g_assert_cmpint(progress.kind, ==, PROGRESS_LINES);
	progress_done(&progress, "card@eu es");
	progress_done(&progress, "card@us es");
	progress_line(&progress, "card@us es", true);
	progress_line(&progress, "card@eu es", false);
	progress_clear(&progress);
	rewind(stream);
	g_assert_cmpint(getdelim(&text, &length, 0, stream), >, 0);
	g_assert_cmpstr(text, ==, "[1/2] card@us es\n[2/2] card@eu es: not printed\n");
	free(text);
	progress_init(&progress, stream, 2, false);
	g_assert_cmpint(progress.kind, ==, PROGRESS_NONE);
	fclose(stream);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/batch/plan", test_plan);
	g_test_add_func("/batch/usual", test_usual);
	g_test_add_func("/batch/progress", test_progress);
	return g_test_run();
}
