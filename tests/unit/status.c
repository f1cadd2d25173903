/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/status.h"

#include "expect.h"
#include "read/date.h"

static bool load(struct desk *desk, const char *text, struct status *status)
{
	char *folder = folder_make(), *path = g_build_filename(folder, "es.yaml", NULL);
	bool ok;

	folder_put(folder, "es.yaml", text);
	ok = status_load(desk->arena, path, status, &desk->diag);
	folder_remove(folder);
	g_free(path);
	g_free(folder);
	return ok;
}

static void test_round_trip(void)
{
	struct desk desk;
	struct status status, again;
	char *folder = folder_make(), *path = g_build_filename(folder, "status/es.yaml", NULL),
	     *first, *second;

	desk_init(&desk);
	g_assert_true(status_load(desk.arena, path, &status, &desk.diag));
	g_assert_cmpint((int)status.state, ==, STATE_DRAFT);
	g_assert_cmpuint(g_hash_table_size(status.translated_from), ==, 0);
	g_assert_true(status_save(path, &status, &desk.diag));
	g_assert_true(status_load(desk.arena, path, &again, &desk.diag));
	g_assert_cmpint((int)again.state, ==, STATE_DRAFT);
	g_assert_null(again.date);

	status.state = STATE_REVIEWED;
	status.reviewer = "María \"Mari\" O'Neill \\ Ñandú: #1";
	status.reviewed = "2024-02-29";
	status.date = "2026-11-24";
	/* Read by another YAML reader without quotes this hash is a number. */
	g_hash_table_insert(status.translated_from, (void *)"guide.title",
	    (void *)"0000000001234567");
	g_hash_table_insert(status.translated_from, (void *)"guide.audiences.1",
	    (void *)"0123456789abcdef");
	g_assert_true(status_save(path, &status, &desk.diag));
	g_assert_true(g_file_get_contents(path, &first, NULL, NULL));
	g_assert_nonnull(strstr(first,
	    "translated_from:\n  guide.audiences.1: \"0123456789abcdef\"\n"
	    "  guide.title: \"0000000001234567\"\n"));
	g_assert_true(status_load(desk.arena, path, &again, &desk.diag));
	g_assert_cmpint((int)again.state, ==, STATE_REVIEWED);
	g_assert_cmpstr(again.reviewer, ==, status.reviewer);
	g_assert_cmpstr(again.reviewed, ==, status.reviewed);
	g_assert_cmpstr(again.date, ==, status.date);
	g_assert_cmpuint(g_hash_table_size(again.translated_from), ==, 2);
	g_assert_cmpstr(g_hash_table_lookup(again.translated_from, "guide.title"), ==,
	    "0000000001234567");
	g_assert_true(status_save(path, &again, &desk.diag));
	g_assert_true(g_file_get_contents(path, &second, NULL, NULL));
	g_assert_cmpstr(first, ==, second);
	expect_silence(&desk);
	g_free(first);
	g_free(second);
	g_free(path);
	folder_remove(folder);
	g_free(folder);
	desk_release(&desk);
}

static void test_bad(void)
{
	static const struct {
		const char *text, *said;
	} rows[] = {
		{ "state: finished\n", "es.yaml:1:8: error: unknown state \"finished\" [unknown]" },
		{ "state: reveiwed\n", "did you mean \"reviewed\"?" },
		{ "date: 2026-11-24\n", "es.yaml:1:1: error: \"state\" is missing" },
		{ "state: reviewed\nreviewed: 2026-11-24\n",
		    "on some day: \"reviewer\" is missing [unsigned]" },
		{ "state: reviewed\nreviewer: A B\n",
		    "es.yaml:1:8: error: an edition is reviewed by someone on some day: "
		    "\"reviewed\" is missing [unsigned]" },
		{ "state: draft\ndate: 2026-02-30\n",
		    "es.yaml:2:7: error: date: \"2026-02-30\" is not a day" },
		{ "state: draft\ntranslated_from:\n  guide.title: 12\n",
		    "es.yaml:3:16: error: guide.title: \"12\" is not 16 "
		    "hexadecimal digits [hash]" },
		{ "state: draft\ntranslated_from:\n  - a\n",
		    "this is a list, but a map is needed" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct desk desk;
		struct status status;

		desk_init(&desk);
		g_assert_false(load(&desk, rows[i].text, &status));
		expect_said(&desk, rows[i].said);
		desk_release(&desk);
	}
}

static void test_dates(void)
{
	static const char *const bad[] = { "2026-13-01", "2026-00-10", "2026-04-31", "2023-02-29",
		"1900-02-29", "26-01-01", "2026-1-01", "2026/01/01", "2026-01-01 ", "", "20260101",
		"٢٠٢٦-01-01", "0000-01-01", "2026-01-00" };
	long a, b;

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_test_message("%s", bad[i]);
		g_assert_false(date_parse(bad[i], &a));
	}
	g_assert_true(date_parse("2024-02-28", &a));
	g_assert_true(date_parse("2024-03-01", &b));
	g_assert_cmpint(b - a, ==, 2);
	g_setenv("SOURCE_DATE_EPOCH", "1709164800", TRUE);
	g_assert_cmpint(date_today() - a, ==, 1);
	g_unsetenv("SOURCE_DATE_EPOCH");
	g_assert_cmpint(date_today(), >, b);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/status/round-trip", test_round_trip);
	g_test_add_func("/status/bad", test_bad);
	g_test_add_func("/status/dates", test_dates);
	return g_test_run();
}
