/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * preflight: the small parts that its rules stand on. The rules themselves have their cases in
 * tests/preflight.
 */
#include "preflight/preflight.h"

#include <string.h>

#include "preflight/latin.h"
#include "preflight/measure.h"
#include "preflight/packet.h"
#include "preflight/space.h"

static struct packet *packet_of(struct arena *arena, const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	return packet_parse(arena, bytes);
}

/* Whatever the prefix, as an element, an attribute or an item of a list. */
static void test_packet(void)
{
	struct arena *arena = arena_new();
	const struct packet *packet = packet_of(arena,
	    "<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF "
	    "xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
	    "<r:Description r:about='' xmlns:a='urn:a' a:one='1'><a:two> 2 </a:two>"
	    "<a:three><r:Alt><r:li xml:lang='es'>tres</r:li></r:Alt></a:three>"
	    "<a:four r:parseType='Resource'><a:five>5</a:five></a:four></r:Description></r:RDF>"
	    "</x:xmpmeta>");

	g_assert_null(packet->broken);
	g_assert_false(packet->wrapped);
	g_assert_cmpstr(packet_value(packet, "urn:a", "one"), ==, "1");
	g_assert_cmpstr(packet_value(packet, "urn:a", "two"), ==, "2");
	g_assert_cmpstr(packet_value(packet, "urn:a", "three"), ==, "tres");
	g_assert_cmpstr(packet_find(packet, "urn:a", "three")->language, ==, "es");
	g_assert_null(packet_find(packet, "urn:a", "five"));
	g_assert_null(packet_find(packet, "urn:b", "one"));
	g_assert_nonnull(packet_of(arena, "<a><b></a>")->broken);
	g_assert_nonnull(packet_of(arena, "")->broken);
	arena_free(arena);
}

/* A profile of ours, and the same with something broken in it. */
static void test_icc(void)
{
	static const struct {
		size_t at; /* a byte that becomes 0xff; 0: cut short by one */
		const char *wrong;
	} rows[] = {
		{ 0, "its size field is not its length" },
		{ 36, "it has no ICC signature" },
		{ 20, "its connection space is neither XYZ nor Lab" },
		{ 128, "its table of tags is not whole" },
		{ 136, "a tag lies outside it" },
		{ 140, "a tag lies outside it" },
	};
	g_autofree char *bytes = NULL;
	gsize length;

	g_assert_true(g_file_get_contents("layouts/profiles/fogra39.icc", &bytes, &length, NULL));
	g_autoptr(GBytes) whole = g_bytes_new(bytes, length);
	struct icc icc = icc_read(whole);
	g_assert_cmpstr(icc.wrong, ==, NULL);
	g_assert_true(icc.sound);
	g_assert_cmpint(icc.parts, ==, 4);
	g_assert_cmpstr(icc.class, ==, "prtr");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree unsigned char *copy = g_memdup2(bytes, length);
		gsize left = rows[i].at ? length : length - 1;
		if (rows[i].at)
			copy[rows[i].at] = 0xff;
		g_autoptr(GBytes) broken = g_bytes_new(copy, left);
		g_assert_cmpstr(icc_read(broken).wrong, ==, rows[i].wrong);
	}
	/* Its table to what is seen is called something else, or is one of three parts. */
	char *table = bytes + 132;
	while (memcmp(table, "A2B0", 4) != 0)
		table += 12;
	size_t at = (size_t)(unsigned char)table[6] << 8 | (unsigned char)table[7];
	bytes[at + 8] = 3;
	g_autoptr(GBytes) parts = g_bytes_new(bytes, length);
	g_assert_nonnull(strstr(icc_read(parts).wrong, "A2B0"));
	bytes[at + 8] = 4;
	table[0] = 'X';
	g_autoptr(GBytes) missing = g_bytes_new(bytes, length);
	g_assert_nonnull(strstr(icc_read(missing).wrong, "A2B0"));
	g_assert_false(icc_read(NULL).sound);
}

static void test_inks(void)
{
	const char *names[] = { "Cyan", "Gold", "None" };
	struct space space = { .kind = SPACE_DEVICEN, .parts = 3, .names = names };
	const double values[] = { 0.4, 0.5, 1 }, none[] = { 0, 0, 1 };
	struct inks inks = space_inks(&space, values, 3);

	g_assert_true(inks.known);
	g_assert_cmpfloat_with_epsilon(inks_total(&inks), 0.9, 1e-9);
	g_assert_cmpuint(inks_count(&inks), ==, 2);
	g_assert_true(space_inks(&space, none, 3).white);
	g_assert_false(space_inks(&space, values, 2).known);
	space = (struct space){ .kind = SPACE_SEPARATION,
		.parts = 1,
		.names = (const char *[]){ "All" } };
	inks = space_inks(&space, values, 1);
	g_assert_true(inks.all);
	g_assert_cmpfloat_with_epsilon(inks_total(&inks), 1.6, 1e-9);
}

/* A patch counts by touching cells: two halves at a corner are two. */
static void test_patch(void)
{
	unsigned char sums[8 * 8] = { 0 };
	struct patch patch;

	for (int i = 0; i < 9; i++) {
		sums[(i / 3) * 8 + i % 3] = 160;
		sums[(3 + i / 3) * 8 + 3 + i % 3] = 170;
	}
	g_assert_false(patch_find(sums, 8, 8, 2, 37, &patch));
	g_assert_true(patch_find(sums, 8, 8, 2, 36, &patch));
	g_assert_cmpfloat_with_epsilon(patch.area, 36, 1e-9);
	sums[2 * 8 + 3] = 151;
	g_assert_true(patch_find(sums, 8, 8, 2, 76, &patch));
	g_assert_cmpfloat_with_epsilon(patch.most, 3.4, 1e-9);
	g_assert_cmpfloat_with_epsilon(patch.box.width, 12, 1e-9);
	/* The limit itself is no breach. */
	memset(sums, 150, sizeof(sums));
	g_assert_false(patch_find(sums, 8, 8, 2, 4, &patch));
}

static void test_names(void)
{
	const char *names[256];

	latin_names(LATIN_WIN, names);
	g_assert_cmpstr(names['A'], ==, "A");
	g_assert_cmpstr(names[0x80], ==, "Euro");
	g_assert_cmpstr(names[0xa0], ==, "space");
	g_assert_null(names[0]);
	for (int i = 0; i < 256; i++)
		g_assert_true(!names[i] || latin_unicode(names[i]));
	g_assert_cmpuint(latin_unicode("fi"), ==, 0xfb01);
	g_assert_cmpuint(latin_unicode("A.small"), ==, 'A');
	g_assert_cmpuint(latin_unicode("uni0416"), ==, 0x416);
	g_assert_cmpuint(latin_unicode("u1F600"), ==, 0x1f600);
	g_assert_cmpuint(latin_unicode("alpha"), ==, 0x3b1);
	g_assert_cmpuint(latin_unicode("uni041"), ==, 0);
	g_assert_cmpuint(latin_unicode(".notdef"), ==, 0);
	g_assert_cmpuint(latin_unicode("g17"), ==, 0);
}

/* Every row says all that it must, under a name of its own. */
static void test_rules(void)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (int i = 0; i < RULE_COUNT; i++) {
		const struct rule *rule = rule_find((enum rule_id)i);

		g_assert_nonnull(rule->id);
		g_assert_true(g_hash_table_add(seen, (gpointer)rule->id));
		g_assert_cmpuint(strlen(rule->severity), ==, PREFLIGHT_PROFILES);
		g_assert_cmpuint(strspn(rule->severity, "EWN-"), ==, PREFLIGHT_PROFILES);
		g_assert_cmpstr(rule->severity, !=, "----");
		g_assert_true(rule->sentence[0] && rule->help[0] && rule->source[0]);
	}
}

/* The same at the same place is one finding, counted; another name or page is another. */
static void test_findings(void)
{
	struct arena *arena = arena_new();
	struct findings *findings = findings_new(arena, PREFLIGHT_X4);
	struct spot spot = { .page = 2, .object = 7 };

	finding_add(findings, RULE_X25, &spot, "first");
	finding_add(findings, RULE_X25, &spot, "second");
	spot.name = "other";
	finding_add(findings, RULE_X25, &spot, "third");
	spot.page = 1;
	finding_add(findings, RULE_X25, &spot, "\377");
	finding_add(findings, RULE_UA_7_1_3, &spot, "not of this profile");
	findings_sort(findings);
	g_assert_cmpuint(findings->list->len, ==, 3);
	g_assert_cmpuint(findings->errors, ==, 3);
	const struct finding *list = (const struct finding *)(const void *)findings->list->data;
	g_assert_cmpuint(list[0].spot.page, ==, 1);
	g_assert_true(g_utf8_validate(list[0].value, -1, NULL));
	g_assert_cmpuint(list[1].count + list[2].count, ==, 3);
	arena_free(arena);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/preflight/packet", test_packet);
	g_test_add_func("/preflight/icc", test_icc);
	g_test_add_func("/preflight/inks", test_inks);
	g_test_add_func("/preflight/patch", test_patch);
	g_test_add_func("/preflight/names", test_names);
	g_test_add_func("/preflight/rules", test_rules);
	g_test_add_func("/preflight/findings", test_findings);
	return g_test_run();
}
