/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/node.h"

#include "expect.h"

static struct node *parse(struct desk *desk, const char *text)
{
	return node_parse(desk->arena, source_of(desk, text, strlen(text)), &desk->diag);
}

static void test_tree(void)
{
	struct desk desk;
	const struct node *root, *node;

	desk_init(&desk);
	root = parse(&desk,
	    "\xEF\xBB\xBFguide:\r\n"
	    "  title: no   # YAML 1.1 would have a bool here\r\n"
	    "  list:\r\n"
	    "    - 'it''s'\r\n"
	    "    - 1:30\r\n"
	    "  empty:\r\n"
	    "字: \"a\\u00E9\"\r\n");
	expect_silence(&desk);
	g_assert_nonnull(root);
	g_assert_cmpint((int)root->kind, ==, NODE_MAP);
	g_assert_cmpuint(root->count, ==, 2);
	node = node_find(root, "guide");
	g_assert_cmpuint(node->key.place.line, ==, 1);
	g_assert_cmpuint(node->key.place.column, ==, 1);
	g_assert_cmpstr(node_find(node, "title")->text, ==, "no");
	g_assert_cmpuint(node_find(node, "title")->place.line, ==, 2);
	g_assert_cmpuint(node_find(node, "title")->place.column, ==, 10);
	g_assert_cmpstr(node_find(node, "empty")->text, ==, "");
	g_assert_null(node_find(node, "none"));
	node = node_find(node, "list");
	g_assert_cmpint((int)node->kind, ==, NODE_LIST);
	g_assert_cmpstr(node->children->text, ==, "it's");
	g_assert_cmpstr(node->children->next->text, ==, "1:30");
	g_assert_null(node->children->key.text);
	g_assert_cmpstr(node_path(desk.arena, node->children->next), ==, "guide.list.2");
	node = node_find(root, "字");
	g_assert_cmpstr(node_phrase(node).text, ==, "aé");
	g_assert_cmpuint(node->place.column, ==, 4);
	g_assert_false(root->flow);
	g_assert_true(parse(&desk, "a: [1]")->children->flow);
	desk_release(&desk);
}

/* Each with its place, its line and what to do. */
static const struct {
	const char *name, *text, *said, *help;
} bad[] = {
	{ "empty", "", "test.yaml: error: the file is empty [empty]", "" },
	{ "comments", "# nothing\n\n", "test.yaml: error: the file is empty [empty]", "" },
	{ "tab", "a:\n  b: 1\n\tc: 2\n",
	    "test.yaml:3:1: error: a tab before the text of this line [tab]", "indent with" },
	{ "tab-late", "a:\n \t b: 1\n", "test.yaml:2:2: error: a tab", "spaces" },
	{ "utf-8", "a: \xC3(\n",
	    "test.yaml:1:4: error: not UTF-8: byte 0xC3 cannot stand here [utf-8]", "UTF-8" },
	{ "latin-1", "a: 中\nb: Ni\xF1o\n", "test.yaml:2:6: error: not UTF-8: byte 0xF1", "UTF-8" },
	{ "utf-16",
	    "\xFF\xFE"
	    "a",
	    "test.yaml: error: the file is UTF-16, not UTF-8 [utf-8]", "UTF-8" },
	{ "bell", "a: x\x07",
	    "test.yaml:1:5: error: a control character (U+0007) [control-character]", "delete" },
	{ "delete", "a: x\x7F", "test.yaml:1:5: error: a control character (U+007F)", "delete" },
	{ "nonchar", "a: \xEF\xBF\xBF", "test.yaml:1:4: error: a control character (U+FFFF)",
	    "delete" },
	{ "bom-inside", "a: x\xEF\xBB\xBF", "test.yaml:1:5: error: a byte order mark (U+FEFF)",
	    "delete" },
	{ "cr", "a: 1\rb: 2\n", "test.yaml:1:5: error: an unusual line break (U+000D) [line-break]",
	    "Enter" },
	{ "ls", "a: 1\xE2\x80\xA8x\n", "test.yaml:1:5: error: an unusual line break (U+2028)",
	    "Enter" },
	{ "escaped-nul", "a: \"\\0\"\n", "test.yaml:1:4: error: a NUL character", "" },
	{ "alias", "a: 1\nb: *a\n",
	    "test.yaml:2:4: error: aliases (*a) are not understood here [alias]", "\"quotes\"" },
	{ "anchor", "a: &x 1\n",
	    "test.yaml:1:4: error: anchors (&x) are not understood here [anchor]", "\"quotes\"" },
	{ "tag", "a: !!str 1\n", "test.yaml:1:4: error: tags (!!str) are not understood",
	    "\"quotes\"" },
	{ "tag-list", "a: !x [1]\n",
	    "test.yaml:1:4: error: tags (!x) are not understood here [tag]", "\"quotes\"" },
	{ "documents", "a: 1\n---\nb: 2\n", "test.yaml:2:1: error: a second document begins here",
	    "\"---\"" },
	{ "duplicate", "a: 1\nb: 2\na: 3\n",
	    "test.yaml:3:1: error: \"a\" stands here twice [duplicate-key]", "keep one" },
	{ "colon", "a: b: c\n", "test.yaml:1:5: error: not valid YAML: mapping values",
	    "\"quotes\"" },
	{ "brace", "a: {phone} rings\n", "test.yaml:1:12: error: not valid YAML", "\"quotes\"" },
	{ "quote", "a: \"x\nb: 1\n", "not valid YAML: found unexpected end of stream",
	    "closing quote" },
	{ "indent", "a: 1\n b\nc\n", "could not find expected ':'", "colon" },
	{ "percent", "a: %x\n", "test.yaml:1:4: error: not valid YAML", "\"quotes\"" },
	{ "map-key", "{a: b}: c\n", "test.yaml:1:1: error: a key must be a text, not a map [key]",
	    "\"quotes\"" },
	{ "no-key", "\"\": c\n",
	    "test.yaml:1:1: error: a key is missing before the colon [empty-key]", "" },
};

static void test_bad(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct desk desk;

		desk_init(&desk);
		g_test_message("%s", bad[i].name);
		g_assert_null(parse(&desk, bad[i].text));
		expect_said(&desk, bad[i].said);
		expect_said(&desk, bad[i].help);
		g_assert_cmpuint(desk.diag.errors, >=, 1);
		g_assert_cmpuint(desk.diag.failures, ==, 0);
		desk_release(&desk);
	}
}

static void test_nul(void)
{
	static const char text[] = "a: 1\nb\0: 2\n";
	struct desk desk;

	desk_init(&desk);
	g_assert_null(node_parse(desk.arena, source_of(&desk, text, sizeof(text) - 1), &desk.diag));
	expect_said(&desk,
	    "test.yaml:2:2: error: a NUL byte [control-character]\n    2 | b\xEF\xBF\xBD: 2\n"
	    "      |  ^\n");
	desk_release(&desk);
}

/* Several at once; of very many the first ten and a count. */
static void test_all_errors(void)
{
	struct desk desk;
	char *many = g_strnfill(50, '\x01');

	desk_init(&desk);
	g_assert_null(parse(&desk, "a: 1\na: 2\nb: &x 1\nb: 3\nc: !y 2\n"));
	g_assert_cmpuint(desk.diag.errors, ==, 4);
	g_assert_null(parse(&desk, many));
	g_assert_cmpuint(desk.diag.errors, ==, 14);
	expect_said(&desk, "and 40 more like these");
	g_free(many);
	desk_release(&desk);
}

static char *nested(int depth)
{
	GString *text = g_string_new(NULL);

	for (int i = 0; i < depth; i++)
		g_string_append_c(text, '[');
	for (int i = 0; i < depth; i++)
		g_string_append_c(text, ']');
	return g_string_free(text, FALSE);
}

static void test_nesting(void)
{
	struct desk desk;
	char *most = nested(NODE_DEPTH_LIMIT), *more = nested(NODE_DEPTH_LIMIT + 1),
	     *absurd = nested(100000);

	desk_init(&desk);
	g_assert_nonnull(parse(&desk, most));
	expect_silence(&desk);
	g_assert_null(parse(&desk, more));
	expect_said(&desk, "test.yaml:1:65: error: nested more than 64 deep [nesting]");
	g_assert_null(parse(&desk, absurd));
	g_assert_cmpuint(desk.diag.errors, ==, 2);
	g_free(most);
	g_free(more);
	g_free(absurd);
	desk_release(&desk);
}

static void test_size(void)
{
	struct desk desk;
	char *folder = folder_make(), *path = g_build_filename(folder, "big.yaml", NULL);
	char *text = g_strnfill(NODE_FILE_LIMIT + 1, 'x');

	desk_init(&desk);
	g_assert_true(g_file_set_contents(path, text, NODE_FILE_LIMIT + 1, NULL));
	g_assert_null(node_load(desk.arena, path, &desk.diag));
	expect_said(&desk, "big.yaml: failure: has 4194305 bytes; at most 4194304 are read");
	g_assert_true(g_file_set_contents(path, text, NODE_FILE_LIMIT, NULL));
	g_assert_nonnull(node_load(desk.arena, path, &desk.diag));
	g_assert_cmpuint(desk_findings(&desk), ==, 1);
	g_free(text);
	g_free(path);
	folder_remove(folder);
	g_free(folder);
	desk_release(&desk);
}

static size_t check_tree(const struct node *node)
{
	size_t count = 0, sum = 1;

	g_assert_true((node->kind == NODE_TEXT) == (node->text != NULL));
	g_assert_cmpuint(node->place.line, >=, 1);
	for (const struct node *child = node->children; child; child = child->next) {
		g_assert_true(child->parent == node);
		g_assert_true((node->kind == NODE_MAP) == (child->key.text != NULL));
		count++;
		sum += check_tree(child);
	}
	g_assert_cmpuint(count, ==, node->count);
	return sum;
}

/* Whatever the bytes: a sound tree in silence, or findings and no tree. */
static void fuzz_one(const char *text, size_t length, size_t *trees)
{
	struct desk desk;
	const struct node *root;

	desk_init(&desk);
	root = node_parse(desk.arena, source_of(&desk, text, length), &desk.diag);
	if (root) {
		expect_silence(&desk);
		*trees += check_tree(root);
	} else {
		g_assert_cmpuint(desk.diag.errors, >, 0);
		g_assert_true(
		    g_utf8_validate(desk.diag.out->str, (gssize)desk.diag.out->len, NULL));
	}
	desk_release(&desk);
}

static void test_fuzz(void)
{
	static const char seed[] =
	    "guide:\n  title: \"No {site}\"\n  list:\n    - a\n    - 'b'\n  map: {a: [1, 2]}\n"
	    "  text: >\n    one\n    two\n  中文: x # y\n";
	static const char alphabet[] = ":-?[]{}#&*!|>'\"%@`, \n\n  \t\\ab0\xC3\xA9\xE4\xB8\xAD\xFF";
	GRand *rand = g_rand_new_with_seed(4);
	size_t trees = 0;

	for (int i = 0; i < 4000; i++) {
		char text[sizeof(seed) + 64];
		size_t length = sizeof(seed) - 1;

		memcpy(text, seed, sizeof(seed));
		if (i % 2) {
			length = (size_t)g_rand_int_range(rand, 0, 64);
			for (size_t j = 0; j < length; j++)
				text[j] =
				    alphabet[g_rand_int_range(rand, 0, (gint32)sizeof(alphabet))];
		} else {
			for (int j = g_rand_int_range(rand, 1, 5); j > 0; j--)
				text[g_rand_int_range(rand, 0, (gint32)length)] =
				    alphabet[g_rand_int_range(rand, 0, (gint32)sizeof(alphabet))];
			length = (size_t)g_rand_int_range(rand, 0, (gint32)length + 1);
		}
		fuzz_one(text, length, &trees);
	}
	/* The loop reaches both sides. */
	g_assert_cmpuint(trees, >, 500);
	g_rand_free(rand);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/node/tree", test_tree);
	g_test_add_func("/node/bad", test_bad);
	g_test_add_func("/node/nul", test_nul);
	g_test_add_func("/node/all-errors", test_all_errors);
	g_test_add_func("/node/nesting", test_nesting);
	g_test_add_func("/node/size", test_size);
	g_test_add_func("/node/fuzz", test_fuzz);
	return g_test_run();
}
