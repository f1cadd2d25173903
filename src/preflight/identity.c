/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/identity.h"

#include "preflight/packet.h"

#include <string.h>

#define DC "http://purl.org/dc/elements/1.1/"
#define XMP "http://ns.adobe.com/xap/1.0/"
#define XMPMM "http://ns.adobe.com/xap/1.0/mm/"
#define ADOBE_PDF "http://ns.adobe.com/pdf/1.3/"
#define PDFX "http://www.npes.org/pdfx/ns/id/"
#define PDFUA "http://www.aiim.org/pdfua/ns/id/"

enum { HEADER_LATEST = 1024, HEADER_SHOWN = 12 }; /* readers look no further */

/* "1.6" of the header; NULL: there is none. */
static const char *header_version(GBytes *bytes, const char **start)
{
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);
	*start = data;
	/* There may be anything before it, NULs as well. */
	for (gsize i = 0; i + 8 <= length && i < HEADER_LATEST; i++)
		if (memcmp(data + i, "%PDF-", 5) == 0)
			return data + i + 5;
	return NULL;
}

/* How many bytes the line goes on for, as far as it is shown. */
static int line_length(GBytes *bytes, const char *at)
{
	gsize size;
	const char *end = g_bytes_get_data(bytes, &size);
	int length = 0;
	end += size;
	while (
	    length < HEADER_SHOWN && at + length < end && at[length] != '\n' && at[length] != '\r')
		length++;
	return length;
}

static bool has_binary_comment(GBytes *bytes, const char *header)
{
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length), *end = data + length;
	const char *at = header;
	while (at < end && *at != '\n' && *at != '\r')
		at++;
	while (at < end && (*at == '\n' || *at == '\r'))
		at++;
	if (at + 5 > end || *at != '%')
		return false;
	for (int i = 1; i <= 4; i++)
		if ((unsigned char)at[i] < 128)
			return false;
	return true;
}

static void check_header(struct inspection *inspection)
{
	struct findings *findings = inspection->findings;
	const char *start, *version = header_version(inspection->bytes, &start);
	if (!version) {
		finding_add(findings, RULE_X01, NULL, "no header");
		finding_add(findings, RULE_UA_6_1, NULL, "no header");
		return;
	}
	const char *catalog = cos_name(inspection->cos,
	    cos_find(inspection->cos, cos_root(inspection->cos), "/Version"));
	bool one = version[0] == '1' && version[1] == '.' && version[2] >= '0' && version[2] <= '9';
	if (version != start + 5)
		finding_add(findings, RULE_X01, NULL, "the header stands at byte %td",
		    version - 5 - start);
	if (!one || version[2] > '6')
		finding_add(findings, RULE_X01, NULL, "%%PDF-%.3s", version);
	else if (catalog && strcmp(catalog, "/1.6") > 0)
		finding_add(findings, RULE_X01, NULL, "the catalog says Version %s", catalog + 1);
	else if (!has_binary_comment(inspection->bytes, version))
		finding_add(findings, RULE_X01, NULL,
		    "no line of four bytes of 128 or more after the header");
	/* ISO 14289-1, 6.1: the version and the end of the line, nothing between or after. */
	int length = line_length(inspection->bytes, version);
	bool blank =
	    length > 3 && length < HEADER_SHOWN && strchr(" \t", version[length - 1]) != NULL;
	if (version != start + 5 || !one || version[2] > '7' || length != 3)
		finding_add(findings, RULE_UA_6_1, NULL, "%%PDF-%.*s%s%s", length, version,
		    blank ? ", with a blank at its end" : "",
		    version != start + 5 ? ", not at the first byte" : "");
}

static void check_id(struct inspection *inspection)
{
	struct cos *cos = inspection->cos;
	unsigned id = cos_find(cos, cos_trailer(cos), "/ID");
	size_t first = 0, second = 0;
	cos_string(cos, cos_item(cos, id, 0), &first);
	cos_string(cos, cos_item(cos, id, 1), &second);
	if (cos_count(cos, id) != 2 || first == 0 || second == 0)
		finding_add(inspection->findings, RULE_X02, NULL, "%s",
		    cos_count(cos, id) ? "an ID that is not two strings" : "no ID");
	if (cos_encrypted(cos))
		finding_add(inspection->findings, RULE_X03, NULL, "encrypted");
}

static struct packet *read_packet(struct inspection *inspection)
{
	struct findings *findings = inspection->findings;
	struct cos *cos = inspection->cos;
	unsigned metadata = cos_find(cos, cos_root(cos), "/Metadata");
	struct spot spot = inspection_object(inspection, metadata);
	GBytes *bytes = cos_data(cos, metadata);
	bool stream = cos_type(cos, metadata) == PDF_STREAM;
	bool typed = cos_is(cos, cos_find(cos, metadata, "/Type"), "/Metadata") &&
	    cos_is(cos, cos_find(cos, metadata, "/Subtype"), "/XML");
	if (!stream || !typed)
		finding_add(findings, RULE_UA_7_1_8, &spot, "%s",
		    stream ? "Metadata is not of Type Metadata, Subtype XML" : "no Metadata");
	if (!stream || !typed)
		finding_add(findings, RULE_X04, &spot, "%s",
		    stream ? "Metadata is not of Type Metadata, Subtype XML" : "no Metadata");
	else if (cos_has(cos, metadata, "/Filter"))
		finding_add(findings, RULE_X04, &spot, "Metadata is compressed");
	if (!bytes)
		return NULL;
	struct packet *packet = packet_parse(inspection->arena, bytes);
	g_bytes_unref(bytes);
	if (packet->broken)
		finding_add(findings, RULE_X04, &spot, "XMP is not sound XML: %s", packet->broken);
	else if (!packet->wrapped)
		finding_add(findings, RULE_X04, &spot, "XMP without its xpacket wrapper");
	return packet;
}

static void check_exchange(struct inspection *inspection, const struct packet *packet)
{
	static const struct {
		enum rule_id rule;
		const char *space, *name, *label;
	} rows[] = {
		{ RULE_X06, DC, "title", "dc:title" },
		{ RULE_X06, XMP, "CreateDate", "xmp:CreateDate" },
		{ RULE_X06, XMP, "ModifyDate", "xmp:ModifyDate" },
		{ RULE_X06, XMP, "MetadataDate", "xmp:MetadataDate" },
		{ RULE_X07, XMPMM, "DocumentID", "xmpMM:DocumentID" },
		{ RULE_X07, XMPMM, "VersionID", "xmpMM:VersionID" },
		{ RULE_X07, XMPMM, "RenditionClass", "xmpMM:RenditionClass" },
	};
	struct findings *findings = inspection->findings;
	const char *version = packet_value(packet, PDFX, "GTS_PDFXVersion");
	if (!version || strcmp(version, "PDF/X-4") != 0)
		finding_add(findings, RULE_X05, NULL, "%s",
		    version ? version : "no pdfxid:GTS_PDFXVersion");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (!packet_value(packet, rows[i].space, rows[i].name))
			finding_add(findings, rows[i].rule, NULL, "no %s", rows[i].label);
	const char *trapped = packet_value(packet, ADOBE_PDF, "Trapped");
	if (!trapped || (strcmp(trapped, "True") != 0 && strcmp(trapped, "False") != 0))
		finding_add(findings, RULE_X08, NULL, "%s", trapped ? trapped : "no pdf:Trapped");
}

/* A date as its digits up to the second and its zone in minutes; false: none.
 * D:20260102030405+01'00' or 2026-01-02T03:04:05+01:00. */
static bool read_date(const char *text, char digits[15], int *zone)
{
	int count = 0;
	*zone = 0;
	text += g_str_has_prefix(text, "D:") ? 2 : 0;
	for (; *text && !strchr("+Z.", *text) && !(*text == '-' && count >= 8); text++)
		if (g_ascii_isdigit(*text) && count < 14)
			digits[count++] = *text;
	if (count < 4)
		return false;
	while (count < 14)
		digits[count] = "00000101000000"[count], count++;
	digits[14] = '\0';
	while (*text && !strchr("+-Z", *text))
		text++;
	int sign = *text == '-' ? -1 : 1, places = 0, values[4] = { 0 };
	for (; *text && places < 4; text++)
		if (g_ascii_isdigit(*text))
			values[places++] = *text - '0';
	*zone = sign * ((values[0] * 10 + values[1]) * 60 + values[2] * 10 + values[3]);
	return true;
}

/* Seconds since a day long gone, for comparing. */
static gint64 date_moment(const char *digits, int zone)
{
	int n[6];
	const int lengths[6] = { 4, 2, 2, 2, 2, 2 };
	for (int i = 0, at = 0; i < 6; at += lengths[i++]) {
		n[i] = 0;
		for (int j = 0; j < lengths[i]; j++)
			n[i] = n[i] * 10 + (digits[at + j] - '0');
	}
	if (!g_date_valid_dmy((GDateDay)n[2], (GDateMonth)n[1], (GDateYear)n[0]))
		return -1;
	GDate date;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)n[2], (GDateMonth)n[1], (GDateYear)n[0]);
	return (gint64)g_date_get_julian(&date) * 86400 + n[3] * 3600 + n[4] * 60 + n[5] -
	    zone * 60;
}

static bool dates_agree(const char *a, const char *b)
{
	char x[15], y[15];
	int u, v;
	return read_date(a, x, &u) && read_date(b, y, &v) && date_moment(x, u) == date_moment(y, v);
}

static void compare_info(struct inspection *inspection, unsigned info, const struct packet *packet)
{
	static const struct {
		const char *key, *space, *name;
		bool date, needed;
	} rows[] = {
		{ "/Title", DC, "title", false, true },
		{ "/CreationDate", XMP, "CreateDate", true, true },
		{ "/ModDate", XMP, "ModifyDate", true, true },
		{ "/Creator", XMP, "CreatorTool", false, false },
		{ "/Producer", ADOBE_PDF, "Producer", false, false },
	};
	struct spot spot = inspection_object(inspection, info);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *here =
		    cos_text(inspection->cos, cos_find(inspection->cos, info, rows[i].key));
		const char *there = packet_value(packet, rows[i].space, rows[i].name);
		spot.name = rows[i].key;
		if (!here || !here[0]) {
			if (rows[i].needed)
				finding_add(inspection->findings, RULE_X09, &spot, "Info has no %s",
				    rows[i].key + 1);
			continue;
		}
		bool agree =
		    !there || (rows[i].date ? dates_agree(here, there) : strcmp(here, there) == 0);
		if (!agree)
			finding_add(inspection->findings, RULE_X09, &spot,
			    "Info's %s is \"%s\", XMP's is \"%s\"", rows[i].key + 1, here, there);
	}
}

static void check_info(struct inspection *inspection, const struct packet *packet)
{
	struct findings *findings = inspection->findings;
	struct cos *cos = inspection->cos;
	unsigned info = cos_find(cos, cos_trailer(cos), "/Info"),
		 trapped = cos_find(cos, info, "/Trapped");
	struct spot spot = inspection_object(inspection, info);
	compare_info(inspection, info, packet);
	if (!cos_is(cos, trapped, "/True") && !cos_is(cos, trapped, "/False"))
		finding_add(findings, RULE_X10, &spot, "%s",
		    cos_name(cos, trapped) ? cos_name(cos, trapped) : "no Trapped, or not a name");
	const char *said = packet_value(packet, ADOBE_PDF, "Trapped"),
		   *name = cos_name(cos, trapped);
	spot.name = "Trapped";
	if (said && name && strcmp(said, name + 1) != 0)
		finding_add(findings, RULE_X09, &spot, "Info's Trapped is %s, XMP's is %s",
		    name + 1, said);
	const char *version = cos_text(cos, cos_find(cos, info, "/GTS_PDFXVersion"));
	if (version && strcmp(version, "PDF/X-4") != 0)
		finding_add(findings, RULE_X11, &spot, "%s", version);
	const char *conformance = cos_text(cos, cos_find(cos, info, "/GTS_PDFXConformance"));
	if (conformance)
		finding_add(findings, RULE_X12, &spot, "%s", conformance);
}

static void check_prefix(struct inspection *inspection, const struct packet *packet,
    const char *name, enum rule_id rule)
{
	const struct property *property = packet_find(packet, PDFUA, name);
	if (property && strcmp(property->prefix, "pdfuaid") != 0)
		finding_add(inspection->findings, rule, NULL, "%s:%s", property->prefix, name);
}

/* A title is a list of alternatives, each with its language (XMP's Lang Alt). */
static bool has_title(const struct packet *packet)
{
	for (guint i = 0; i < packet->properties->len; i++) {
		const struct property *property =
		    &g_array_index(packet->properties, struct property, i);
		if (property->language && strcmp(property->name, "title") == 0 &&
		    strcmp(property->space, DC) == 0)
			return true;
	}
	return false;
}

/* Is the same said in a language that has a name? */
static bool has_language(const struct packet *packet, const struct property *wanted)
{
	for (guint i = 0; i < packet->properties->len; i++) {
		const struct property *property =
		    &g_array_index(packet->properties, struct property, i);
		if (strcmp(property->name, wanted->name) == 0 &&
		    strcmp(property->space, wanted->space) == 0 && property->language &&
		    strcmp(property->language, "x-default") != 0)
			return true;
	}
	return false;
}

static void check_access(struct inspection *inspection, const struct packet *packet)
{
	struct findings *findings = inspection->findings;
	bool identified = packet_find(packet, PDFUA, "part") || packet_find(packet, PDFUA, "amd") ||
	    packet_find(packet, PDFUA, "corr");
	const char *part = packet_value(packet, PDFUA, "part");
	if (!identified)
		finding_add(findings, RULE_UA_5_1, NULL, "no pdfuaid:part");
	else if (!part || strcmp(part, "1") != 0)
		finding_add(findings, RULE_UA_5_2, NULL, "%s", part ? part : "no pdfuaid:part");
	check_prefix(inspection, packet, "part", RULE_UA_5_3);
	check_prefix(inspection, packet, "amd", RULE_UA_5_4);
	check_prefix(inspection, packet, "corr", RULE_UA_5_5);
	if (!has_title(packet))
		finding_add(findings, RULE_UA_7_1_9, NULL, "%s",
		    packet_find(packet, DC, "title") ? "dc:title without a language (xml:lang)"
						     : "no dc:title");
	for (guint i = 0; i < packet->properties->len && !inspection->language; i++) {
		const struct property *property =
		    &g_array_index(packet->properties, struct property, i);
		if (property->language && strcmp(property->language, "x-default") == 0 &&
		    !has_language(packet, property))
			finding_add(findings, RULE_UA_7_2_33, NULL, "%s:%s", property->prefix,
			    property->name);
	}
}

void identity_check(struct inspection *inspection)
{
	check_header(inspection);
	check_id(inspection);
	struct packet *packet = read_packet(inspection);
	check_exchange(inspection, packet);
	check_info(inspection, packet);
	/* Without any, one finding says so. */
	if (packet)
		check_access(inspection, packet);
}
