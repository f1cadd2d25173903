/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/schema.h"

#include "expect.h"

struct target {
	struct phrase phrase;
	const char *text;
	double number;
	int integer;
	bool flag;
	struct length length;
	int choice;
	const struct node *node;
	double numbers[4];
};

static const char *const choices[] = { "start", "end", NULL };

static const struct field fields[] = {
	{ "phrase", FIELD_PHRASE, FIELD_REQUIRED, offsetof(struct target, phrase), 0, 0, NULL, NULL,
	    "a phrase" },
	{ "text", FIELD_TEXT, FIELD_OPTIONAL, offsetof(struct target, text), 0, 0, NULL, "usual",
	    "a text" },
	{ "number", FIELD_NUMBER, FIELD_OPTIONAL, offsetof(struct target, number), -1, 2, NULL,
	    "1.5", "a number" },
	{ "integer", FIELD_INTEGER, FIELD_OPTIONAL, offsetof(struct target, integer), 0, 0, NULL,
	    NULL, "whole" },
	{ "flag", FIELD_BOOL, FIELD_OPTIONAL, offsetof(struct target, flag), 0, 0, NULL, "yes",
	    "a flag" },
	{ "length", FIELD_LENGTH, FIELD_OPTIONAL, offsetof(struct target, length), 0, 0, NULL,
	    "2 mm", "a length" },
	{ "choice", FIELD_CHOICE, FIELD_OPTIONAL, offsetof(struct target, choice), 0, 0, choices,
	    "end", "a side" },
	{ "node", FIELD_NODE, FIELD_OPTIONAL, offsetof(struct target, node), 0, 0, NULL, NULL,
	    "a node" },
	{ "numbers", FIELD_NUMBERS, FIELD_OPTIONAL, offsetof(struct target, numbers), 0, 4, NULL,
	    NULL, "four" },
	{ 0 },
};

static bool fill(struct desk *desk, const char *text, struct target *target)
{
	const struct node *root =
	    node_parse(desk->arena, source_of(desk, text, strlen(text)), &desk->diag);

	*target = (struct target){ 0 };
	g_assert_nonnull(root);
	return schema_fill(root, fields, target, &desk->diag);
}

static void test_all(void)
{
	struct desk desk;
	struct target target;

	desk_init(&desk);
	g_assert_true(fill(&desk,
	    "phrase: a\ntext: b\nnumber: -0.25\ninteger: 42\nflag: no\nlength: 1/8 in\n"
	    "choice: start\nnode: {x: 1}\nnumbers: [0, 20, 90, 100]\n",
	    &target));
	expect_silence(&desk);
	g_assert_cmpstr(target.phrase.text, ==, "a");
	g_assert_cmpuint(target.phrase.place.column, ==, 9);
	g_assert_cmpstr(target.text, ==, "b");
	g_assert_cmpfloat(target.number, ==, -0.25);
	g_assert_cmpint(target.integer, ==, 42);
	g_assert_false(target.flag);
	g_assert_cmpfloat(length_points(target.length, 0, 0, 0), ==, 9);
	g_assert_cmpint(target.choice, ==, 0);
	g_assert_cmpint((int)target.node->kind, ==, NODE_MAP);
	g_assert_true(target.node->used);
	g_assert_cmpfloat(target.numbers[2], ==, 90);
	desk_release(&desk);
}

static void test_fallback(void)
{
	struct desk desk;
	struct target target;

	desk_init(&desk);
	g_assert_true(fill(&desk, "phrase: a\n", &target));
	expect_silence(&desk);
	g_assert_cmpstr(target.text, ==, "usual");
	g_assert_cmpfloat(target.number, ==, 1.5);
	g_assert_cmpint(target.integer, ==, 0);
	g_assert_true(target.flag);
	g_assert_cmpint((int)target.length.unit, ==, UNIT_MM);
	g_assert_cmpint(target.choice, ==, 1);
	g_assert_null(target.node);
	desk_release(&desk);
}

/* One file, all that is wrong in it. */
static void test_all_errors(void)
{
	struct desk desk;
	struct target target;

	desk_init(&desk);
	g_assert_false(fill(&desk,
	    "text:\nnumber: 3\ninteger: 1.5\nflag: true\nlength: 3\nchoice: strat\n"
	    "numbers: [1, 2]\nlenght: 2 mm\n",
	    &target));
	expect_said(&desk, "test.yaml:1:6: error: text: empty [empty]\n    1 | text:\n");
	expect_said(&desk, "test.yaml:2:9: error: number: 3 is not between -1 and 2 [range]");
	expect_said(&desk, "test.yaml:3:10: error: integer: 1.5 is not a whole number [number]");
	expect_said(&desk, "test.yaml:4:7: error: flag: \"true\" is neither yes nor no [bool]");
	expect_said(&desk, "test.yaml:5:9: error: length: \"3\" is not a length");
	expect_said(&desk, "test.yaml:6:9: error: unknown choice \"strat\" [unknown]");
	expect_said(&desk, "  help: did you mean \"start\"?");
	expect_said(&desk, "test.yaml:7:10: error: numbers: 4 numbers are needed, not 2 [count]");
	expect_said(&desk, "test.yaml:8:1: error: unknown key \"lenght\" [unknown]");
	expect_said(&desk, "  help: did you mean \"length\"?");
	expect_said(&desk, "test.yaml:1:1: error: \"phrase\" is missing [missing]");
	expect_said(&desk, "  help: a phrase");
	g_assert_cmpuint(desk.diag.errors, ==, 9);
	desk_release(&desk);
}

static void test_values(void)
{
	static const char *const bad[] = {
		"number: one",
		"number: 0x1",
		"number: 1e0",
		"number: inf",
		"number: 1.",
		"number: ٣",
		"number: [1]",
		"number: {a: 1}",
		"integer: 9999999999",
		"integer: ''",
		"flag: Yes",
		"choice: {a: b}",
		"numbers: 1",
		"numbers: [1, 2, 3, 101]",
		"numbers: [1, 2, 3, -1]",
		"numbers: [1, 2, 3, [4]]",
		"text: [a]",
		"text: '  '",
		"length: 1 m",
		"phrase: a",
		"zzz: 1",
		"number: 123456789012345678901234567890",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct desk desk;
		struct target target;
		/* The key "phrase" itself a second time is node's error. */
		char *text = g_strdup_printf("%s\n%s\n",
		    strstr(bad[i], "phrase") ? "text: b" : "phrase: a", bad[i]);

		desk_init(&desk);
		g_test_message("%s", bad[i]);
		g_assert_cmpint(fill(&desk, text, &target), ==, strstr(bad[i], "phrase") != NULL);
		g_assert_cmpuint(desk.diag.errors, ==, strstr(bad[i], "phrase") ? 0 : 1);
		g_free(text);
		desk_release(&desk);
	}
}

/* Inside, the place of what is missing is the key of the map that lacks it. */
static void test_inner(void)
{
	struct desk desk;
	struct target target = { 0 };
	static const char text[] = "a:\n  b:\n    - text: x\n    - phrase: []\n";
	const struct node *root, *list;

	desk_init(&desk);
	root = node_parse(desk.arena, source_of(&desk, text, strlen(text)), &desk.diag);
	list = root->children->children;
	g_assert_false(schema_fill(list->children, fields, &target, &desk.diag));
	expect_said(&desk, "test.yaml:3:7: error: a.b.1: \"phrase\" is missing [missing]");
	g_assert_false(schema_fill(list->children->next, fields, &target, &desk.diag));
	expect_said(&desk,
	    "test.yaml:4:15: error: a.b.2.phrase: this is a list, but a text is needed [kind]");
	g_assert_false(schema_fill(list, fields, &target, &desk.diag));
	expect_said(&desk, "test.yaml:3:5: error: a.b: this is a list, but a map is needed [kind]");
	g_assert_false(schema_expect(root, NODE_LIST, "the file", &desk.diag));
	expect_said(&desk,
	    "test.yaml:1:1: error: the file: this is a map, but a list is needed [kind]");
	desk_release(&desk);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/schema/all", test_all);
	g_test_add_func("/schema/fallback", test_fallback);
	g_test_add_func("/schema/all-errors", test_all_errors);
	g_test_add_func("/schema/values", test_values);
	g_test_add_func("/schema/inner", test_inner);
	return g_test_run();
}
