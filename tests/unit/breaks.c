/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/breaks.h"

#include "expect.h"

/* What may be written in a pattern: | a break, ~ a break inside a word, / a break that must be, <
 * and > a contact's isolate. */
struct pattern {
	const char *lang, *text;
};

static const struct pattern patterns[] = {
	/* Contacts: whole, and parted from what stands around them as their letters would be. */
	{ "en", "Call |<1-800-THE-LOST>, |or |write |to |<CyberTipline.org>." },
	{ "en", "(<1-800-843-5678>) |or |<a b>c?" },
	{ "ar", "اتصل |<1-800-THE-LOST> |الآن" },
	{ "zh-Hans", "请~拨|打|<1-800-THE-LOST>，|或|访~问|<CyberTipline.org>。" },
	{ "ko", "지금 |<1-800-THE-LOST>으로 |전화하세요." },
	/* The hyphen between letters. */
	{ "en", "long-lasting |harm |in |1990-2000 |— |e-mail" },
	{ "hi", "आमने-सामने |मिलना" },
	{ "de", "Online-Gewalt |und |-missbrauch" },
	/* No-break spaces, and what stands apart by a plain one. */
	{ "fr", "« Ce |n’est |pas |ta |faute ! » |dit-elle ; |oui ?" },
	{ "fr", "Alors : |« Non » |– |jamais |(du |tout)" },
	{ "de", "sagte: |»Nein!« |und |ging" },
	{ "sv", "sade |”nej” |och |gick" },
	{ "en",
	    "a\xc2\xa0"
	    "b |c\xe2\x80\xaf"
	    "d |e" },
	{ "es", "¿Qué |es? |¡Habla! |El |50 % |de |ellos" },
	{ "hi", "यह |ग़लती |नहीं । |है ॥ |और" },
	/* Words that are not parted, and some that are only found in a dictionary. */
	{ "ko", "당신의 |잘못이 |아닙니다" },
	{ "th", "ไม่ใช่|ความ|ผิด|ของ|คุณ |ซ้ำ ๆ |กัน" },
	{ "lo", "ເລື່ອງ|ນີ້" },
	{ "km", "មិនមែន|ជា|កំហុស" },
	{ "my", "မဟုတ်|ပါ။" },
	{ "am", "አዋቂ፡|ሰው |ጋር" },
	{ "bo", "ཁྱེད་|རང་|གིས" },
	/* Kinsoku, in its strict form. */
	{ "ja", "キャッ~チ，|「は~い」。" },
	{ "zh-Hans", "（老~师、|护~士）：|这|不~是|《书》" },
	/* What a translator typed. */
	{ "en", "hu\xc2\xad|mane |zero\xe2\x80\x8b|width |one/|two" },
	{ "en", "first\n/second" },
	{ "en", "" },
};

/* The pattern as words; marks[i] is what it says of byte i. */
static struct words *words_parse(struct arena *arena, const char *pattern, char **marks)
{
	struct words *words = ARENA_NEW(arena, struct words);
	GString *text = g_string_new(NULL);
	bool slash = strstr(pattern, "one/|two") != NULL;

	*marks = arena_alloc(arena, strlen(pattern) * 3 + 1);
	words->spans = ARENA_ARRAY(arena, struct span, 8);
	for (const char *at = pattern; *at; at++) {
		if (*at == '|' || *at == '~' || (*at == '/' && !slash)) {
			(*marks)[text->len] = *at;
		} else if (*at == '<') {
			words->spans[words->n_spans].start = text->len;
			g_string_append(text, "\xe2\x81\xa6");
		} else if (*at == '>') {
			g_string_append(text, "\xe2\x81\xa9");
			words->spans[words->n_spans++].end = text->len;
		} else {
			g_string_append_c(text, *at);
		}
	}
	words->text = arena_strndup(arena, text->str, text->len);
	words->length = text->len;
	words->path = "t.1";
	g_string_free(text, TRUE);
	return words;
}

static char *show(const struct words *words, const uint8_t *offsets)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < words->length; i++) {
		if (offsets[i] & OFFSET_MUST)
			g_string_append_c(text, '/');
		else if (offsets[i] & OFFSET_BREAK)
			g_string_append_c(text, offsets[i] & OFFSET_INNER ? '~' : '|');
		g_string_append_c(text, words->text[i]);
	}
	return g_string_free(text, FALSE);
}

static void test_patterns(void)
{
	struct desk desk;

	desk_init(&desk);
	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
		char *marks;
		const struct words *words = words_parse(desk.arena, patterns[i].text, &marks);
		uint8_t *offsets = ARENA_ARRAY(desk.arena, uint8_t, words->length + 1);
		bool fine = true;

		g_assert_true(breaks_find(words, patterns[i].lang, offsets, &desk.diag));
		for (size_t j = 0; j < words->length; j++) {
			char seen = !(offsets[j] & OFFSET_BREAK) ? 0
			    : offsets[j] & OFFSET_MUST		 ? '/'
			    : offsets[j] & OFFSET_INNER		 ? '~'
								 : '|';

			fine = fine && seen == marks[j];
		}
		g_assert_true(offsets[words->length] & OFFSET_BREAK);
		if (!fine) {
			char *shown = show(words, offsets);

			g_test_message("%s: wanted %s, found %s", patterns[i].lang,
			    patterns[i].text, shown);
			g_test_fail();
			g_free(shown);
		}
	}
	expect_silence(&desk);
	desk_release(&desk);
}

static void test_spaces(void)
{
	static const char text[] = "a b\xc2\xa0"
				   "c\xe3\x80\x80"
				   "d\te\xe2\x80\xaf"
				   "f";
	const struct words words = { .text = text, .length = sizeof(text) - 1, .path = "t.1" };
	uint8_t offsets[sizeof(text)] = { 0 };
	struct desk desk;

	desk_init(&desk);
	g_assert_true(breaks_find(&words, "en", offsets, &desk.diag));
	for (size_t i = 0; i < words.length; i++)
		g_assert_cmpint((offsets[i] & OFFSET_SPACE) != 0, ==,
		    text[i] == ' ' || text[i] == '\t' || (unsigned char)text[i] == 0xe3);
	desk_release(&desk);
}

/* A language that ICU does not know is broken by the rules of all. */
static void test_unknown_language(void)
{
	const struct words words = { .text = "one two", .length = 7, .path = "t.1" };
	uint8_t offsets[8] = { 0 };
	struct desk desk;

	desk_init(&desk);
	g_assert_true(breaks_find(&words, "hnj", offsets, &desk.diag));
	g_assert_true(offsets[4] & OFFSET_BREAK);
	expect_silence(&desk);
	desk_release(&desk);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/breaks/patterns", test_patterns);
	g_test_add_func("/breaks/spaces", test_spaces);
	g_test_add_func("/breaks/unknown language", test_unknown_language);
	return g_test_run();
}
