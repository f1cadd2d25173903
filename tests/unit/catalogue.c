/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/catalogue.h"

#include "batch/gallery.h"
#include "expect.h"

/* The checkout: its layouts, and its editions. */
static const char *checkout(struct desk *desk)
{
	return arena_printf(desk->arena, "%s/../..", g_test_get_dir(G_TEST_DIST));
}

static const struct catalogue *catalogue_with(struct desk *desk, struct wish wish)
{
	wish.data = checkout(desk);
	return catalogue_load(desk->arena, &wish, &desk->diag);
}

static void test_all(void)
{
	struct desk desk;
	const struct catalogue *catalogue;
	GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);

	desk_init(&desk);
	catalogue = catalogue_with(&desk, (struct wish){ 0 });
	expect_silence(&desk);
	g_assert_cmpuint(catalogue->n_pieces, ==, 4);
	g_assert_cmpuint(catalogue->n_jobs, ==, 17 * catalogue->n_editions);
	g_assert_cmpstr(catalogue->editions[0].tag, ==, "en");
	for (size_t i = 0; i < catalogue->n_jobs; i++) {
		const struct job *job = &catalogue->jobs[i];

		/* Each has a name of its own, and stands with its edition's. */
		g_assert_true(g_hash_table_add(names, (void *)job->name));
		g_assert_true(job->edition == catalogue->editions[i / 17].edition);
	}
	g_hash_table_unref(names);
	desk_release(&desk);
}

static void test_choice(void)
{
	static const struct {
		const char *words[4], *names[6];
	} rows[] = {
		{ { "card" }, { "card@us en", "card@eu en", "card@cr80 en" } },
		{ { "card@eu" }, { "card@eu en" } },
		/* In the catalogue's order, each once. */
		{ { "handout@a4", "card@eu", "card@us", "card@eu" },
		    { "card@us en", "card@eu en", "handout@a4 en" } },
		{ { "card@eu", "card" }, { "card@us en", "card@eu en", "card@cr80 en" } },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char *words[5] = { NULL }, *langs[] = { "en", NULL };
		struct desk desk;
		const struct catalogue *catalogue;
		size_t count = 0;

		memcpy(words, rows[i].words, sizeof(rows[i].words));
		desk_init(&desk);
		catalogue = catalogue_with(&desk, (struct wish){ .pieces = words, .langs = langs });
		expect_silence(&desk);
		for (; count < G_N_ELEMENTS(rows[i].names) && rows[i].names[count]; count++) {
			g_assert_cmpuint(count, <, catalogue->n_jobs);
			g_assert_cmpstr(catalogue->jobs[count].name, ==, rows[i].names[count]);
		}
		g_assert_cmpuint(catalogue->n_jobs, ==, count);
		desk_release(&desk);
	}
}

/* All that was mistyped is told at once. */
static void test_unknown(void)
{
	char *words[] = { "postr", "card@uss", "brochure@a1", NULL }, *langs[] = { "enn", NULL };
	struct desk desk;

	desk_init(&desk);
	catalogue_with(&desk, (struct wish){ .pieces = words, .langs = langs });
	expect_said(&desk, "there is no piece \"postr\"\n  help: did you mean \"poster\"?");
	expect_said(&desk, "there is no format \"uss\"\n  help: did you mean \"us\"?");
	expect_said(&desk, "there is no format \"a1\"");
	expect_said(&desk, "there is no edition \"enn\"\n  help: did you mean \"en\"?");
	g_assert_cmpuint(desk.diag.failures, ==, 4);
	g_assert_cmpint(diag_status(&desk.diag), ==, 2);
	desk_release(&desk);
}

static void write_text(const char *folder, const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_free(path);
}

/* A folder of content with the checkout's English as `en`, `es` (draft), `ar` (reviewed), and a
 * broken `fr`. */
static char *content_make(struct desk *desk)
{
	const char *english = arena_printf(desk->arena, "%s/content/en.yaml", checkout(desk));
	char *folder = folder_make(), *status = g_build_filename(folder, "status", NULL), *text;

	g_assert_true(g_file_get_contents(english, &text, NULL, NULL));
	write_text(folder, "en.yaml", text);
	write_text(folder, "es.yaml", text);
	write_text(folder, "ar.yaml", text);
	write_text(folder, "fr.yaml", "guide: 1\n");
	g_assert_cmpint(g_mkdir(status, 0777), ==, 0);
	write_text(status, "ar.yaml", "state: reviewed\nreviewer: A B\nreviewed: 2026-01-01\n");
	g_free(text);
	g_free(status);
	return folder;
}

static void test_reviewed(void)
{
	char *langs[] = { "en", "es", "ar", NULL }, *words[] = { "card@us", NULL };
	struct desk desk;
	const struct catalogue *catalogue;
	char *folder;

	desk_init(&desk);
	folder = content_make(&desk);
	catalogue = catalogue_with(&desk,
	    (struct wish){ .content = folder, .pieces = words, .langs = langs, .reviewed = true });
	g_assert_cmpuint(desk.diag.errors, ==, 0);
	g_assert_cmpuint(catalogue->n_jobs, ==, 2);
	g_assert_cmpstr(catalogue->jobs[0].name, ==, "card@us en");
	g_assert_cmpstr(catalogue->jobs[1].name, ==, "card@us ar");
	for (size_t i = 0; i < catalogue->n_editions; i++)
		g_assert_true(catalogue->editions[i].left_out ==
		    (strcmp(catalogue->editions[i].tag, "es") == 0));
	folder_remove(folder);
	g_free(folder);
	desk_release(&desk);
}

/* What is broken matters to those who asked for it, and to nobody else. */
static void test_broken(void)
{
	char *spanish[] = { "es", NULL }, *words[] = { "card@us", NULL };
	struct desk desk;
	const struct catalogue *catalogue;
	char *folder;

	desk_init(&desk);
	folder = content_make(&desk);
	catalogue = catalogue_with(&desk,
	    (struct wish){ .content = folder, .pieces = words, .langs = spanish });
	expect_silence(&desk);
	g_assert_cmpuint(catalogue->n_jobs, ==, 1);
	catalogue = catalogue_with(&desk, (struct wish){ .content = folder, .pieces = words });
	g_assert_cmpuint(desk.diag.errors, >, 0);
	for (size_t i = 0; i < catalogue->n_editions; i++) {
		const struct catalogue_edition *row = &catalogue->editions[i];
		const bool broken = strcmp(row->tag, "fr") == 0;

		g_assert_true(broken == (row->edition == NULL));
		g_assert_true(broken == (row->errors > 0));
	}
	folder_remove(folder);
	g_free(folder);
	desk_release(&desk);
}

static char *gallery_text(struct desk *desk, const struct catalogue *catalogue, const char *out)
{
	char *path = g_build_filename(out, "index.html", NULL), *text;

	g_assert_true(gallery_write(catalogue, out, &desk->diag));
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_free(path);
	return text;
}

/* The gallery shows what is there and nothing else. */
static void test_gallery(void)
{
	struct desk desk;
	const struct catalogue *catalogue;
	char *out, *sub, *text;

	desk_init(&desk);
	catalogue = catalogue_with(&desk, (struct wish){ 0 });
	out = folder_make();
	text = gallery_text(&desk, catalogue, out);
	g_assert_null(strstr(text, "<figure>"));
	g_assert_null(strstr(text, "<section"));
	g_free(text);
	sub = g_build_filename(out, "screen", "en", NULL);
	g_assert_cmpint(g_mkdir_with_parents(sub, 0777), ==, 0);
	write_text(sub, "card-us.pdf", "%PDF");
	text = gallery_text(&desk, catalogue, out);
	g_assert_nonnull(strstr(text, "href=\"screen/en/card-us.pdf\""));
	g_assert_null(strstr(text, "press/en/card-us.pdf"));
	g_assert_null(strstr(text, "card-eu"));
	g_assert_null(strstr(text, "<img"));
	g_free(text);
	expect_silence(&desk);
	g_free(sub);
	folder_remove(out);
	g_free(out);
	desk_release(&desk);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/catalogue/all", test_all);
	g_test_add_func("/catalogue/choice", test_choice);
	g_test_add_func("/catalogue/unknown", test_unknown);
	g_test_add_func("/catalogue/reviewed", test_reviewed);
	g_test_add_func("/catalogue/broken", test_broken);
	g_test_add_func("/catalogue/gallery", test_gallery);
	return g_test_run();
}
