/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mutations: preflight on what chance makes of the small PDFs in tests/fuzz/seeds. It must end, and
 * say something, whatever it is given. The same mutations each time; FUZZ=N makes N of each seed.
 */
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "preflight/preflight.h"

enum { EACH = 60, CHANGES = 6 };

/* Chance that does not change from machine to machine. */
struct chance {
	guint64 state;
};

static unsigned chance_below(struct chance *chance, size_t limit)
{
	chance->state = chance->state * 6364136223846793005u + 1442695040888963407u;
	return limit ? (unsigned)((chance->state >> 33) % limit) : 0;
}

/* What breaks readers: extreme numbers, references to anything, brackets, operators. */
static const char *const words[] = {
	"-1",
	"0",
	"1e30",
	"-2147483648",
	"4294967295",
	"99999999999999999999",
	"0.0000000001",
	"/",
	"[",
	"]",
	"<<",
	">>",
	"(",
	")",
	"<",
	"stream\n",
	"endstream\n",
	"endobj\n",
	"null",
	"true",
	"1 0 R",
	"2 0 R",
	"6 0 R",
	"9 0 R",
	"30 0 R",
	"/Kids",
	"/Parent",
	"/Length",
	"/Filter",
	"/Type",
	"/Font",
	"/Resources",
	"/DeviceN",
	"/Separation",
	"/Indexed",
	"/ICCBased",
	"/Pattern",
	"/SMask",
	" q ",
	" Q ",
	" BT ",
	" ET ",
	" Do ",
	" sh ",
	" scn ",
	" cm ",
	" BI ",
	" ID ",
	" EI ",
	" BDC ",
	" EMC ",
	" re W n ",
	" TJ ",
	" gs ",
	" d1 ",
	"\377",
	"%",
};

static void mutate(GString *text, struct chance *chance)
{
	size_t at = chance_below(chance, text->len), length = chance_below(chance, 40);
	const char *word = words[chance_below(chance, G_N_ELEMENTS(words))];

	switch (chance_below(chance, 6)) {
	case 0:
		text->str[at] = (char)chance_below(chance, 256);
		break;
	case 1:
		g_string_insert(text, (gssize)at, word);
		break;
	case 2:
		g_string_erase(text, (gssize)at, (gssize)MIN(length, text->len - at));
		break;
	case 3: {
		g_autofree char *piece = g_strndup(text->str + at, MIN(length, text->len - at));
		g_string_insert(text, (gssize)chance_below(chance, text->len), piece);
		break;
	}
	case 4:
		memcpy(text->str + at, word, MIN(strlen(word), text->len - at));
		break;
	default:
		/* A number in place of a number. */
		while (at < text->len && !g_ascii_isdigit(text->str[at]))
			at++;
		length = 0;
		while (at + length < text->len && g_ascii_isdigit(text->str[at + length]))
			length++;
		g_string_erase(text, (gssize)at, (gssize)length);
		g_string_insert(text, (gssize)at, words[chance_below(chance, 7)]);
		break;
	}
}

static void inspect(const char *text, size_t length, enum profile_id profile)
{
	struct preflight preflight = { .arena = arena_new(),
		.profile = profile,
		.name = "a mutation" };
	GBytes *bytes = g_bytes_new_static(text, length);
	struct diag diag;
	const struct findings *findings;

	diag_init(&diag, DIAG_TEXT);
	findings = preflight_bytes(&preflight, bytes, &diag);
	g_assert_true(findings || diag.failures > 0);
	diag_release(&diag);
	g_bytes_unref(bytes);
	arena_free(preflight.arena);
}

static void test_seed(gconstpointer data)
{
	const char *path = data, *each = g_getenv("FUZZ");
	const char *last = g_getenv("FUZZ_LAST");
	unsigned count = each ? (unsigned)strtoul(each, NULL, 10) : EACH;
	g_autofree char *seed = NULL;
	gsize length;

	g_assert_true(g_file_get_contents(path, &seed, &length, NULL));
	for (unsigned i = 0; i < PREFLIGHT_PROFILES; i++)
		inspect(seed, length, (enum profile_id)i);
	for (unsigned i = 0; i < count; i++) {
		struct chance chance = { .state = i * 977u + length };
		GString *text = g_string_new_len(seed, (gssize)length);
		unsigned changes = 1 + chance_below(&chance, CHANGES);

		for (unsigned j = 0; j < changes; j++)
			mutate(text, &chance);
		/* What broke it lies there afterwards. */
		if (last)
			g_assert_true(
			    g_file_set_contents(last, text->str, (gssize)text->len, NULL));
		inspect(text->str, text->len, i % 2 ? PREFLIGHT_UA : PREFLIGHT_SHEETFED);
		g_string_free(text, TRUE);
	}
}

/* What would run away is stopped, and is a failure. */
static void limit(void)
{
	struct rlimit cpu = { 600, 600 };
	struct rlimit memory = { (rlim_t)3 << 30, (rlim_t)3 << 30 };

	setrlimit(RLIMIT_CPU, &cpu);
#ifndef __SANITIZE_ADDRESS__
	setrlimit(RLIMIT_AS, &memory);
#else
	(void)memory;
#endif
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	const char *folder;
	GDir *dir;
	const char *name;
	int status;

	g_test_init(&argc, &argv, NULL);
	limit();
	folder = arena_printf(arena, "%s/../fuzz/seeds", g_test_get_dir(G_TEST_DIST));
	dir = g_dir_open(folder, 0, NULL);
	g_assert_nonnull(dir);
	while ((name = g_dir_read_name(dir)))
		g_test_add_data_func(arena_printf(arena, "/mutations/%s", name),
		    arena_printf(arena, "%s/%s", folder, name), test_seed);
	g_dir_close(dir);
	status = g_test_run();
	arena_free(arena);
	return status;
}
