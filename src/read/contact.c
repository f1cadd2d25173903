/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/contact.h"

#include <glib.h>
#include <string.h>

#include "base/file.h"
#include "read/date.h"
#include "read/lang.h"
#include "read/schema.h"

enum {
	DAYS_FRESH = 366,  /* 12 months */
	DIGITS_LIMIT = 15, /* of a number, E.164 */
	SHORT_LIMIT = 6	   /* 112, 1098, 116 000: dialled as they are, without a country's code */
};

const char *const contact_names[CONTACT_KINDS + 1] = {
	[CONTACT_PHONE] = "phone",
	[CONTACT_DIGITS] = "digits",
	[CONTACT_SITE] = "site",
	[CONTACT_ORG_SITE] = "org_site",
	NULL,
};

#define PHRASE(member, sentence)                            \
	{ .key = #member,                                   \
		.type = FIELD_PHRASE,                       \
		.offset = offsetof(struct contact, member), \
		.help = sentence }

static const struct field contact_fields[] = {
	PHRASE(phone,
	    "the number with a word in it, such as 1-800-THE-LOST; left out when there is none"),
	PHRASE(digits, "the number as printed, in the digits 0 to 9, such as 1-800-843-5678"),
	PHRASE(dial, "the number as dialled from anywhere, such as +18008435678"),
	PHRASE(site, "the site as printed, such as CyberTipline.org"),
	PHRASE(link, "where the site's link leads, such as https://www.cybertipline.org"),
	PHRASE(qr, "what the QR code holds: an https: address, or tel: and the number to dial"),
	PHRASE(org_site, "the organization's site as printed"),
	PHRASE(org_link, "where the organization's link leads"),
	PHRASE(language, "the language of the words and names among these, such as en"),
	PHRASE(source, "where these contacts were read"),
	PHRASE(checked, "the date of the source that was read, like 2026-11-24"),
	{ 0 },
};

/* Digits of a number, letters as on a telephone's keys; separators are left out. False: another
 * character, or too long. */
static bool keys_parse(const char *text, bool letters, char keys[DIGITS_LIMIT + 1])
{
	static const char keypad[] = "22233344455566677778889999";
	size_t count = 0;

	for (const char *p = text; *p; p++) {
		const bool letter = letters && g_ascii_isalpha(*p);

		if ((*p == '+' && p == text) || (*p && strchr(" -().", *p)))
			continue;
		if ((!g_ascii_isdigit(*p) && !letter) || count == DIGITS_LIMIT)
			return false;
		keys[count++] = letter ? keypad[g_ascii_toupper(*p) - 'A'] : *p;
	}
	keys[count] = '\0';
	return count >= 3;
}

static bool number_check(struct phrase phrase, const char *name, bool letters,
    char keys[DIGITS_LIMIT + 1], struct diag *diag)
{
	if (keys_parse(phrase.text, letters, keys))
		return true;
	diag_error(diag, phrase.place, "number", "%s: \"%s\" is not a telephone number", name,
	    phrase.text);
	diag_help(diag,
	    "3 to %d digits from 0 to 9%s, with spaces, hyphens, points or brackets between them",
	    DIGITS_LIMIT, letters ? " or letters from A to Z" : "");
	return false;
}

/* What stands before a number when it is dialled inside its country, instead of the country's
 * code. */
static const char *trunk_prefix(const char *dial)
{
	if (g_str_has_prefix(dial, "7"))
		return "8";
	return g_str_has_prefix(dial, "36") ? "06" : "0";
}

/* Both without separators and plus sign. */
static bool same_number(const char *digits, const char *dial)
{
	const char *trunk = trunk_prefix(dial);
	const size_t all = strlen(dial);

	if (strcmp(digits, dial) == 0)
		return true;
	if (g_str_has_prefix(digits, trunk))
		digits += strlen(trunk);
	/* A country's code has one to three digits. */
	return g_str_has_suffix(dial, digits) && strlen(digits) < all && all - strlen(digits) <= 3;
}

static bool dial_check(const struct contact *contact, const char *digits, struct diag *diag)
{
	const struct phrase dial = contact->dial;
	const char *number = dial.text + (dial.text[0] == '+');
	const size_t length = strlen(number);
	const bool whole = dial.text[0] == '+';

	if (strspn(number, "0123456789") != length || length < 3 || length > DIGITS_LIMIT ||
	    (whole && number[0] == '0') || (!whole && length > SHORT_LIMIT)) {
		diag_error(diag, dial.place, "number",
		    "dial: \"%s\" cannot be dialled from everywhere", dial.text);
		diag_help(diag,
		    "write +, the country's code and the number, digits only: +18008435678");
		return false;
	}
	if (whole && contact->digits.text[0] != '+' ? same_number(digits, number)
						    : strcmp(digits, number) == 0)
		return true;
	diag_error(diag, dial.place, "contact", "dial: %s is not the number of digits, %s",
	    dial.text, contact->digits.text);
	diag_note(diag, contact->digits.place, "the number as printed");
	diag_help(diag, "one of the two is wrong; read the source again");
	return false;
}

static bool missing(struct phrase because, const char *given, const char *key, const char *why,
    struct diag *diag)
{
	diag_error(diag, because.place, "missing", "%s: \"%s\" is missing", given, key);
	diag_help(diag, "%s", why);
	return false;
}

static bool phone_check(const struct contact *contact, struct diag *diag)
{
	char digits[DIGITS_LIMIT + 1], keys[DIGITS_LIMIT + 1];
	bool ok = true;

	if (!contact->digits.text) {
		if (contact->phone.text)
			return missing(contact->phone, "phone", "digits",
			    "many readers' keypads have no letters: "
			    "a word never stands without the digits",
			    diag);
		if (contact->dial.text)
			return missing(contact->dial, "dial", "digits", "the number as printed",
			    diag);
		return true;
	}
	if (!number_check(contact->digits, "digits", false, digits, diag))
		return false;
	if (contact->phone.text) {
		ok = number_check(contact->phone, "phone", true, keys, diag);
		if (ok && strcmp(keys, digits) != 0) {
			diag_error(diag, contact->phone.place, "contact",
			    "phone: %s is %s on a telephone's keys, but digits is %s",
			    contact->phone.text, keys, digits);
			diag_note(diag, contact->digits.place, "the digits");
			diag_help(diag, "one of the two is wrong; read the source again");
			ok = false;
		}
	}
	if (!contact->dial.text)
		return missing(contact->digits, "digits", "dial",
		    "the number as dialled from anywhere, such as +18008435678", diag);
	return dial_check(contact, digits, diag) && ok;
}

/* The host of "https://www.example.org/path" or "Example.org": lower case, without www. NULL:
 * there is none. */
static char *host_parse(const char *text, bool scheme)
{
	size_t length;
	char *host;

	if (scheme) {
		if (!g_str_has_prefix(text, "https://"))
			return NULL;
		text += strlen("https://");
	}
	length = strcspn(text, "/?#");
	for (const char *p = text + length; *p; p++) {
		if (!g_ascii_isgraph(*p))
			return NULL;
	}
	host = g_ascii_strdown(text, (gssize)length);
	if (g_str_has_prefix(host, "www."))
		memmove(host, host + 4, strlen(host + 4) + 1);
	if (strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") != strlen(host) ||
	    !strchr(host, '.') || host[0] == '.' || host[strlen(host) - 1] == '.' ||
	    strstr(host, "..")) {
		g_free(host);
		return NULL;
	}
	return host;
}

/* The printed site against the address that a link or QR code opens. */
static bool host_check(struct phrase site, struct phrase url, const char *site_name,
    const char *url_name, struct diag *diag)
{
	char *printed = host_parse(site.text, false), *opened = host_parse(url.text, true);
	bool ok = true;

	if (!opened) {
		diag_error(diag, url.place, "address", "%s: \"%s\" is not an https: address",
		    url_name, url.text);
		diag_help(diag,
		    "write the whole address in Latin letters, such as https://www.example.org");
		ok = false;
	} else if (printed && strcmp(printed, opened) != 0) {
		diag_error(diag, url.place, "contact", "%s opens %s, but %s says %s", url_name,
		    opened, site_name, site.text);
		diag_note(diag, site.place, "the site as printed");
		diag_help(diag, "who types it and who taps it must come to the same site");
		ok = false;
	}
	g_free(printed);
	g_free(opened);
	return ok;
}

static bool site_check(struct phrase site, struct phrase link, const char *site_name,
    const char *link_name, struct diag *diag)
{
	char *printed;

	if (!site.text)
		return !link.text ||
		    missing(link, link_name, site_name, "the site as printed", diag);
	printed = host_parse(site.text, false);
	if (!printed) {
		diag_error(diag, site.place, "address", "%s: \"%s\" is not a site", site_name,
		    site.text);
		diag_help(diag,
		    "write it as it is printed, in Latin letters and without https://: "
		    "CyberTipline.org");
		return false;
	}
	g_free(printed);
	if (!link.text)
		return missing(site, site_name, link_name,
		    "where the link on the site's name leads", diag);
	return host_check(site, link, site_name, link_name, diag);
}

static bool qr_check(const struct contact *contact, struct diag *diag)
{
	const struct phrase qr = contact->qr;

	if (!qr.text)
		return true;
	if (g_str_has_prefix(qr.text, "tel:")) {
		if (contact->dial.text && strcmp(qr.text + 4, contact->dial.text) == 0)
			return true;
		diag_error(diag, qr.place, "contact", "qr dials %s, but dial is %s", qr.text + 4,
		    contact->dial.text ? contact->dial.text : "missing");
		return false;
	}
	if (!contact->site.text)
		return missing(qr, "qr", "site", "a QR code stands beside the site that it opens",
		    diag);
	return host_check(contact->site, qr, "site", "qr", diag);
}

static bool source_check(const struct contact *contact, struct diag *diag)
{
	const struct phrase first = contact->digits.text ? contact->digits : contact->site;
	const char *name = contact->digits.text ? "digits" : "site";
	long day, today = date_today();

	if (!contact->source.text)
		return missing(first, name, "source",
		    "where these contacts were read: an address or a document", diag);
	if (!contact->checked.text)
		return missing(first, name, "checked",
		    "the date of the source that was read, never simply today's", diag);
	if (!date_check(contact->checked, "checked", &day, diag))
		return false;
	if (today - day > DAYS_FRESH || day > today + 1) {
		diag_warning(diag, contact->checked.place, "old-contact", "checked: %s is %s",
		    contact->checked.text,
		    day > today ? "still to come" : "more than 12 months ago");
		diag_help(diag,
		    "read the official page again before printing, then write its date here");
	}
	return true;
}

static bool language_check(struct phrase language, struct diag *diag)
{
	if (!language.text || lang_is_tag(language.text))
		return true;
	diag_error(diag, language.place, "language", "language: \"%s\" is not a language tag",
	    language.text);
	diag_help(diag, "write it like en, es or zh-Hans");
	return false;
}

static bool contact_check(const struct node *root, const struct contact *contact, struct diag *diag)
{
	bool ok;

	if (!contact->digits.text && !contact->phone.text && !contact->dial.text &&
	    !contact->site.text) {
		diag_error(diag, root->place, "missing",
		    "neither a number (digits) nor a site: no way to report");
		return false;
	}
	ok = phone_check(contact, diag);
	ok &= site_check(contact->site, contact->link, "site", "link", diag);
	ok &= site_check(contact->org_site, contact->org_link, "org_site", "org_link", diag);
	ok &= qr_check(contact, diag);
	ok &= language_check(contact->language, diag);
	if (contact->digits.text || contact->site.text)
		ok &= source_check(contact, diag);
	return ok;
}

/* No such file is the caller's mistake in --region, so it says which regions there are. */
static void unknown_region(struct arena *arena, const char *folder, const char *region,
    struct diag *diag)
{
	char **names = file_list(arena, folder, ".yaml"), *known;
	const char *nearest;

	for (char **name = names; *name; name++)
		(*name)[strlen(*name) - strlen(".yaml")] = '\0';
	diag_failure(diag, folder, "there are no contacts for the region \"%s\"", region);
	nearest = diag_nearest(region, (const char *const *)names);
	if (nearest) {
		diag_help(diag, "did you mean \"%s\"?", nearest);
	} else if (*names) {
		known = g_strjoinv(", ", names);
		diag_help(diag, "known: %s", known);
		g_free(known);
	}
}

const struct contact *contact_load(struct arena *arena, const char *dir, const char *region,
    struct diag *diag)
{
	const char *folder = arena_printf(arena, "%s/contacts", dir);
	const char *path = arena_printf(arena, "%s/%s.yaml", folder, region);
	struct contact *contact = ARENA_NEW(arena, struct contact);
	struct node *root;

	if (strchr(region, '/') || !g_file_test(path, G_FILE_TEST_EXISTS)) {
		unknown_region(arena, folder, region, diag);
		return NULL;
	}
	root = node_load(arena, path, diag);
	if (!root || !schema_fill(root, contact_fields, contact, diag) ||
	    !contact_check(root, contact, diag))
		return NULL;
	contact->region = arena_strdup(arena, region);
	return contact;
}

const char *contact_text(const struct contact *contact, enum contact_kind kind)
{
	const char *phone = contact->phone.text;

	switch (kind) {
	case CONTACT_PHONE:
		return phone ? phone : contact->digits.text;
	case CONTACT_DIGITS:
		/* A second time without a word in the first would be the same number twice. */
		return phone &&
			strpbrk(phone, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
		    ? contact->digits.text
		    : NULL;
	case CONTACT_SITE:
		return contact->site.text;
	case CONTACT_ORG_SITE:
		return contact->org_site.text;
	case CONTACT_KINDS:
		break;
	}
	g_assert_not_reached();
}

const char *contact_language(const struct contact *contact, enum contact_kind kind)
{
	/* A second form of the number means that the first has words. */
	bool words = kind == CONTACT_PHONE ? contact_text(contact, CONTACT_DIGITS) != NULL
					   : kind != CONTACT_DIGITS;

	return words ? contact->language.text : NULL;
}

const char *contact_link(struct arena *arena, const struct contact *contact, enum contact_kind kind)
{
	switch (kind) {
	case CONTACT_PHONE:
	case CONTACT_DIGITS:
		return contact->dial.text ? arena_printf(arena, "tel:%s", contact->dial.text)
					  : NULL;
	case CONTACT_SITE:
		return contact->link.text;
	case CONTACT_ORG_SITE:
		return contact->org_link.text;
	case CONTACT_KINDS:
		break;
	}
	g_assert_not_reached();
}
