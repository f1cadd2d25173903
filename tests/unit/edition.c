/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/edition.h"

#include "expect.h"

static const char english[] = "guide:\n"
			      "  kicker: Preventing and responding to\n"
			      "  title: Child sex trafficking\n"
			      "  subtitle: A guide\n"
			      "  audiences:\n"
			      "    - Law Enforcement\n"
			      "    - Educators\n"
			      "  sections:\n"
			      "    problem:\n"
			      "      heading: The problem is big\n"
			      "      body: Through the use of digital technology by offenders.\n"
			      "      short: The problem is big\n"
			      "    harm:\n"
			      "      heading: Severe harm\n"
			      "      body: These crimes can have serious outcomes.\n"
			      "      short: The harm is severe\n"
			      "  report:\n"
			      "    heading: Report\n"
			      "    short: Report a concern\n"
			      "    why: For successful intervention.\n"
			      "    how: Contact {phone} or {site}.\n"
			      "  campaign: \"Campaign: an end\"\n"
			      "  status: A non-profit organization.\n"
			      "  thanks: Thank you.\n"
			      "  organization: Human Trafficking Front\n"
			      "  copyright: Copyright © 2022 | {org_site}\n"
			      "labels:\n"
			      "  language: English\n"
			      "  local_contact: Local contact\n"
			      "  qr: \"QR code to {site}\"\n"
			      "  page: \"{page} / {pages}\"\n"
			      "  draft: draft translation\n";

static char *changed(const char *from, const char *to)
{
	char **parts = g_strsplit(english, from, 2), *text;

	g_assert_nonnull(parts[1]);
	text = g_strjoinv(to, parts);
	g_strfreev(parts);
	return text;
}

struct bench {
	struct desk desk;
	char *folder;
	const struct typography *type;
	const struct edition *reference;
};

static void bench_init(struct bench *bench)
{
	char *path = data_path("layouts/type.yaml");

	desk_init(&bench->desk);
	bench->folder = folder_make();
	bench->type = type_load(bench->desk.arena, path, &bench->desk.diag);
	g_assert_nonnull(bench->type);
	folder_put(bench->folder, "en.yaml", english);
	bench->reference = edition_load(bench->desk.arena, bench->folder, "en", bench->type, NULL,
	    &bench->desk.diag);
	expect_silence(&bench->desk);
	g_assert_nonnull(bench->reference);
	g_free(path);
}

static void bench_release(struct bench *bench)
{
	folder_remove(bench->folder);
	g_free(bench->folder);
	desk_release(&bench->desk);
}

static const struct edition *load(struct bench *bench, const char *tag)
{
	return edition_load(bench->desk.arena, bench->folder, tag, bench->type,
	    strcmp(tag, "en") == 0 ? NULL : bench->reference, &bench->desk.diag);
}

static void test_reference(void)
{
	struct bench bench;
	const struct edition *en;

	bench_init(&bench);
	en = bench.reference;
	g_assert_cmpstr(en->tag, ==, "en");
	g_assert_cmpstr(en->language->name, ==, "English");
	g_assert_cmpint((int)en->status.state, ==, STATE_REFERENCE);
	g_assert_cmpuint(en->n_entries, ==, 25);
	g_assert_cmpuint(en->n_sections, ==, 2);
	g_assert_cmpstr(en->sections[1].text, ==, "harm");
	g_assert_cmpuint(en->sections[1].place.line, ==, 13);
	g_assert_cmpstr(en->entries[0].path, ==, "guide.kicker");
	g_assert_cmpstr(en->entries[4].path, ==, "guide.audiences.2");
	g_assert_cmpstr(en->entries[24].path, ==, "labels.draft");
	g_assert_cmpstr(edition_find(en, "guide.sections.harm.short")->text, ==,
	    "The harm is severe");
	g_assert_cmpuint(edition_find(en, "guide.campaign")->place.line, ==, 22);
	g_assert_cmpuint(edition_find(en, "guide.campaign")->place.column, ==, 13);
	g_assert_null(edition_find(en, "guide.sections.harm"));
	for (size_t i = 1; i < en->n_entries; i++)
		g_assert_cmpuint(en->entries[i].phrase.place.line, >,
		    en->entries[i - 1].phrase.place.line);
	bench_release(&bench);
}

/* Keys in another order within a map, folded texts, a byte order mark: the model is the English
 * one's shape. */
static void test_translation(void)
{
	struct bench bench;
	const struct edition *ar;
	char *text =
	    changed("  kicker: Preventing and responding to\n  title: Child sex trafficking\n",
		"  title: >\n    الاتجار\n    بالأطفال\n  kicker: |-\n    الوقاية\n");
	char *marked = g_strconcat("\xEF\xBB\xBF", text, NULL);

	bench_init(&bench);
	folder_put(bench.folder, "ar.yaml", marked);
	folder_put(bench.folder, "status/ar.yaml",
	    "state: reviewed\nreviewer: A B\nreviewed: 2026-11-24\n");
	ar = load(&bench, "ar");
	expect_silence(&bench.desk);
	g_assert_nonnull(ar);
	g_assert_true(ar->language->script->rtl);
	g_assert_cmpint((int)ar->status.state, ==, STATE_REVIEWED);
	g_assert_cmpuint(ar->n_entries, ==, bench.reference->n_entries);
	for (size_t i = 0; i < ar->n_entries; i++)
		g_assert_cmpstr(ar->entries[i].path, ==, bench.reference->entries[i].path);
	g_assert_cmpstr(edition_find(ar, "guide.title")->text, ==, "الاتجار بالأطفال");
	g_assert_cmpstr(edition_find(ar, "guide.kicker")->text, ==, "الوقاية");
	folder_put(bench.folder, "es-MX.yaml", english);
	ar = load(&bench, "es-MX");
	g_assert_cmpstr(ar->language->tag, ==, "es");
	g_assert_cmpint((int)ar->status.state, ==, STATE_DRAFT);
	g_free(marked);
	g_free(text);
	bench_release(&bench);
}

/* What is wrong in both, the reference and a translation, and what is said. */
static const struct {
	const char *from, *to, *said;
} wrong[] = {
	{ "  title:", "  titel:", "es.yaml:3:3: error: unknown key \"titel\" [unknown]" },
	{ "  title:", "  titel:", "  help: did you mean \"title\"?" },
	{ "  thanks: Thank you.\n", "",
	    "es.yaml:1:1: error: guide: \"thanks\" is missing [missing]" },
	{ "thanks: Thank you.", "thanks:", "es.yaml:24:10: error: guide.thanks: empty [empty]" },
	{ "thanks: Thank you.", "thanks: [Thank you.]",
	    "es.yaml:24:11: error: a list written in brackets [flow]" },
	{ "thanks: Thank you.", "thanks:\n    - Thanks",
	    "guide.thanks: this is a list, but a text is needed" },
	{ "    - Educators", "    -", "error: guide.audiences.2: empty [empty]" },
	{ "      body: These", "      bodies: These", "unknown key \"bodies\"" },
	{ "      body: These", "      bodies: These", "guide.sections.harm: \"body\" is missing" },
	{ "labels:", "label:", "did you mean \"labels\"?" },
	{ "{phone}", "{phnoe}", "es.yaml:21:18: error: unknown placeholder \"phnoe\" [unknown]" },
	{ "{phone}", "{phnoe}", "did you mean \"phone\"?" },
	{ "{phone}", "{page}", "guide.report.how: {page} may stand in labels only [placeholder]" },
	{ "{phone}", "{phone",
	    "es.yaml:21:18: error: guide.report.how: a brace that belongs to no placeholder" },
	{ "{phone}", "phone}", "a brace that belongs to no placeholder" },
	{ "{phone}", "{}", "a brace that belongs to no placeholder" },
	{ "{pages}", "{pagse}", "es.yaml:31:19: error: unknown placeholder \"pagse\"" },
	{ "A guide", "A 😀 guide",
	    "es.yaml:4:15: error: guide.subtitle: U+1F600 is an emoji (😀) [character]" },
	{ "A guide", "A ❤\uFE0F guide", "guide.subtitle: U+FE0F is part of an emoji" },
	{ "A guide", "中文 \uE123 guide",
	    "es.yaml:4:16: error: guide.subtitle: U+E123 is a private-use character" },
	{ "A guide", "A \U0010FFFD guide", "U+10FFFD is a private-use character" },
	{ "A guide", "A \uFFFC guide", "U+FFFC is where a picture was pasted" },
	{ "A guide", "A \uFFFD guide", "U+FFFD is where a character was lost" },
	{ "A guide", "\"A \\a guide\"",
	    "es.yaml:4:13: error: guide.subtitle: U+0007 is a control character" },
	{ "A guide", "\"A \\x85 guide\"", "guide.subtitle: U+0085 is a control character" },
	{ "A guide", "\"A \\n guide\"", "guide.subtitle: U+000A is a line break inside a text" },
	{ "A guide", "Una gui\u0301a",
	    "es.yaml:4:19: error: guide.subtitle: U+0069 U+0301 is not the usual form" },
	{ "A guide", "Una gui\u0301a", "  help: type it again as U+00ED" },
	{ "A guide", "\u212B", "U+212B is not the usual form (NFC) of this letter [not-nfc]" },
	{ "A guide", "\u0915\u0958", "U+0958 is not the usual form" },
	{ "A guide", "A \u2066\u2069 guide",
	    "es.yaml:4:15: error: guide.subtitle: U+2066 is a bidi control around" },
	{ "A guide", "A \u2067 \u2069 guide", "U+2067 is a bidi control around nothing" },
	{ "A guide", "A \u2066 guide", "U+2066 is a bidi control that nothing closes" },
	{ "A guide", "A guide \u2069", "U+2069 is a bidi control that closes nothing" },
	{ "A guide", "\u202AA guide\u2069",
	    "U+2069 is a bidi control that does not close what is open" },
	{ "A guide", "\u202EA guide\u202C", "U+202E is a bidi control that forces a direction" },
	{ "A guide", "\u200B\u2060",
	    "es.yaml:4:13: error: guide.subtitle: nothing here can be seen [empty]" },
	{ "A guide", "Call 1-800-843-5678 now",
	    "es.yaml:4:18: error: guide.subtitle: \"1-800-843-5678\" looks like a telephone number" },
	{ "A guide", "Call 1-800-THE-LOST", "\"1-800-THE-LOST\" looks like a telephone number" },
	{ "A guide", "+49 (800) 123 456 now", "\"49 (800) 123 456\" looks like a telephone" },
	{ "A guide", "١-٨٠٠-٨٤٣-٥٦٧٨", "\"١-٨٠٠-٨٤٣-٥٦٧٨\" looks like a telephone number" },
	{ "A guide", "1‑800‑843‑5678", "looks like a telephone number [contact]" },
};

static void test_wrong(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		struct bench bench;
		char *text = changed(wrong[i].from, wrong[i].to);

		g_test_message("%s", wrong[i].to);
		bench_init(&bench);
		folder_put(bench.folder, "es.yaml", text);
		g_assert_null(load(&bench, "es"));
		expect_said(&bench.desk, wrong[i].said);
		folder_put(bench.folder, "en.yaml", text);
		g_assert_null(load(&bench, "en"));
		g_free(text);
		bench_release(&bench);
	}
}

/* What a translation may do. */
static void test_allowed(void)
{
	static const char *const rows[] = {
		"una guía, «así» — ñ",
		"\u2067עברית\u2069",
		"\u202B1\u202C",
		"می\u200Cآیند",
		"a\u200Bb",
		"a\u00ADb",
		"\u200Eltr",
		"Ấ ọ́",
		"क़",
		"©®™ § • №",
		"한국어",
		"{site} ",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bench bench;
		char *text = changed("{site}.", rows[i]), *whole;

		/* The last row keeps the placeholder; the others stand elsewhere. */
		if (!strstr(rows[i], "{site}")) {
			g_free(text);
			text = changed("A guide", rows[i]);
		}
		whole = g_strdup(text);
		g_test_message("%s", rows[i]);
		bench_init(&bench);
		folder_put(bench.folder, "es.yaml", whole);
		g_assert_nonnull(load(&bench, "es"));
		expect_silence(&bench.desk);
		g_free(whole);
		g_free(text);
		bench_release(&bench);
	}
}

/* Against the English. */
static void test_keys(void)
{
	static const struct {
		const char *from, *to, *said;
	} rows[] = {
		{ "    - Educators\n", "",
		    "es.yaml:5:3: error: guide.audiences: the English has 2 items, this list 1" },
		{ "    harm:", "    harms:",
		    "es.yaml:8:3: error: guide.sections: \"harm\" is missing [missing]" },
		{ "    harm:", "    harms:", "en.yaml:13:5: note: the English section" },
		{ "    harm:", "    harms:",
		    "es.yaml:13:5: error: unknown section \"harms\" [unknown]" },
		{ "{phone} or ", "",
		    "es.yaml:21:10: error: guide.report.how: {phone} is missing [placeholder]" },
		{ "{phone} or ", "", "en.yaml:21:10: note: the English has it here" },
		{ "{phone} or ", "{site} or {phone} or ",
		    "es.yaml:21:18: error: guide.report.how: {site} stands here more often than in "
		    "the English (2 and 1 times) [placeholder]" },
		{ "A guide", "A guide by {org_site}",
		    "{org_site} stands here more often than in the English (1 and 0 times)" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct bench bench;
		char *text = changed(rows[i].from, rows[i].to);

		bench_init(&bench);
		folder_put(bench.folder, "es.yaml", text);
		g_assert_null(load(&bench, "es"));
		expect_said(&bench.desk, rows[i].said);
		/* The same file is a sound reference. */
		folder_put(bench.folder, "en.yaml", text);
		g_assert_nonnull(load(&bench, "en"));
		g_free(text);
		bench_release(&bench);
	}
}

static void test_order(void)
{
	struct bench bench;
	static const char problem[] =
	    "    problem:\n      heading: The problem is big\n"
	    "      body: Through the use of digital technology by offenders.\n"
	    "      short: The problem is big\n";
	char *without = changed(problem, ""), **parts = g_strsplit(without, "  report:\n", 2);
	char *text = g_strconcat(parts[0], problem, "  report:\n", parts[1], NULL);

	bench_init(&bench);
	folder_put(bench.folder, "es.yaml", text);
	g_assert_null(load(&bench, "es"));
	expect_said(&bench.desk,
	    "es.yaml:9:5: error: guide.sections: \"harm\" stands where the English has "
	    "\"problem\" [order]");
	g_assert_cmpuint(bench.desk.diag.errors, ==, 1);
	g_free(text);
	g_strfreev(parts);
	g_free(without);
	bench_release(&bench);
}

/* The English alone has limits of length. */
static void test_limits(void)
{
	struct bench bench;
	char *text = changed("short: The harm is severe",
	    "short: The harm is severe, long-lasting and it cannot be undone by any");
	char *report = changed("short: Report a concern", "short: Report a concern, please!");

	bench_init(&bench);
	folder_put(bench.folder, "es.yaml", text);
	g_assert_nonnull(load(&bench, "es"));
	expect_silence(&bench.desk);
	folder_put(bench.folder, "en.yaml", text);
	g_assert_null(load(&bench, "en"));
	expect_said(&bench.desk,
	    "en.yaml:16:14: error: guide.sections.harm.short: "
	    "63 characters; 60 at most [too-long]");
	expect_said(&bench.desk, "  help: shorten it by 3 characters");
	folder_put(bench.folder, "en.yaml", report);
	g_assert_null(load(&bench, "en"));
	expect_said(&bench.desk,
	    "en.yaml:19:12: error: guide.report.short: 25 characters; 24 at most [too-long]");
	g_free(report);
	g_free(text);
	bench_release(&bench);
}

static void test_tags(void)
{
	struct bench bench;

	bench_init(&bench);
	folder_put(bench.folder, "zh-Hnas.yaml", english);
	folder_put(bench.folder, "ar.yaml", english);
	g_assert_null(load(&bench, "zh-Hnas"));
	expect_said(&bench.desk,
	    "zh-Hnas.yaml: error: unknown language \"zh-Hnas\" [unknown]\n"
	    "  help: did you mean \"zh-Hans\"?");
	g_assert_null(load(&bench, "zh-Hna"));
	expect_said(&bench.desk,
	    "failure: there is no edition \"zh-Hna\"\n  help: did you mean \"zh-Hnas\"?");
	g_assert_null(load(&bench, "../en"));
	g_assert_cmpuint(bench.desk.diag.failures, ==, 2);
	g_assert_cmpstr(edition_list(bench.desk.arena, bench.folder)[0], ==, "en");
	g_assert_cmpstr(edition_list(bench.desk.arena, bench.folder)[1], ==, "ar");
	g_assert_cmpstr(edition_list(bench.desk.arena, bench.folder)[2], ==, "zh-Hnas");
	g_assert_null(edition_list(bench.desk.arena, bench.folder)[3]);
	folder_put(bench.folder, "status/ar.yaml", "state: reference\n");
	g_assert_null(load(&bench, "ar"));
	expect_said(&bench.desk,
	    "status/ar.yaml: error: only the English is the reference [state]");
	bench_release(&bench);
}

static void test_hash(void)
{
	struct desk desk;

	desk_init(&desk);
	/* SHA-256 of the empty text and of "abc", as FIPS 180 has them. */
	g_assert_cmpstr(edition_hash(desk.arena, ""), ==, "e3b0c44298fc1c14");
	g_assert_cmpstr(edition_hash(desk.arena, "abc"), ==, "ba7816bf8f01cfea");
	g_assert_cmpstr(edition_hash(desk.arena, "i\u0301"), ==,
	    edition_hash(desk.arena, "\u00ED"));
	desk_release(&desk);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/edition/reference", test_reference);
	g_test_add_func("/edition/translation", test_translation);
	g_test_add_func("/edition/wrong", test_wrong);
	g_test_add_func("/edition/allowed", test_allowed);
	g_test_add_func("/edition/keys", test_keys);
	g_test_add_func("/edition/order", test_order);
	g_test_add_func("/edition/limits", test_limits);
	g_test_add_func("/edition/tags", test_tags);
	g_test_add_func("/edition/hash", test_hash);
	return g_test_run();
}
