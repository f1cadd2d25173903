/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/contact.h"

#include "expect.h"

/* A whole region. The tests replace lines of it, or leave them out. */
static const char *const whole[] = {
	"phone: 1-800-THE-LOST",
	"digits: 1-800-843-5678",
	"dial: \"+18008435678\"",
	"site: CyberTipline.org",
	"link: https://www.cybertipline.org",
	"qr: https://CyberTipline.org",
	"org_site: humantraffickingfront.org",
	"org_link: https://www.humantraffickingfront.org",
	"source: https://www.missingkids.org",
	"checked: 2026-11-01",
};

/* Loads `whole` with `lines` in place of those with the same keys; a key without value leaves
 * its line out. */
static const struct contact *load(struct desk *desk, const char *lines)
{
	char *folder = folder_make(), **changes = g_strsplit(lines, "\n", -1);
	GString *text = g_string_new(NULL);
	const struct contact *contact;

	for (size_t i = 0; i < G_N_ELEMENTS(whole); i++) {
		const char *line = whole[i];
		const size_t key = strcspn(line, ":") + 1;

		for (char **change = changes; *change; change++) {
			if (strncmp(*change, line, key) == 0)
				line = *change;
		}
		if (line[key])
			g_string_append_printf(text, "%s\n", line);
	}
	folder_put(folder, "contacts/xx.yaml", text->str);
	contact = contact_load(desk->arena, folder, "xx", &desk->diag);
	g_string_free(text, TRUE);
	g_strfreev(changes);
	folder_remove(folder);
	g_free(folder);
	return contact;
}

static void test_whole(void)
{
	struct desk desk;
	const struct contact *contact;

	desk_init(&desk);
	contact = load(&desk, "");
	expect_silence(&desk);
	g_assert_nonnull(contact);
	g_assert_cmpstr(contact->region, ==, "xx");
	g_assert_cmpstr(contact_text(contact, CONTACT_PHONE), ==, "1-800-THE-LOST");
	g_assert_cmpstr(contact_text(contact, CONTACT_DIGITS), ==, "1-800-843-5678");
	g_assert_cmpstr(contact_text(contact, CONTACT_SITE), ==, "CyberTipline.org");
	g_assert_cmpstr(contact_text(contact, CONTACT_ORG_SITE), ==, "humantraffickingfront.org");
	g_assert_cmpstr(contact_link(desk.arena, contact, CONTACT_PHONE), ==, "tel:+18008435678");
	g_assert_cmpstr(contact_link(desk.arena, contact, CONTACT_DIGITS), ==, "tel:+18008435678");
	g_assert_cmpstr(contact_link(desk.arena, contact, CONTACT_SITE), ==,
	    "https://www.cybertipline.org");
	g_assert_cmpstr(contact_link(desk.arena, contact, CONTACT_ORG_SITE), ==,
	    "https://www.humantraffickingfront.org");
	g_assert_cmpstr(contact_names[CONTACT_ORG_SITE], ==, "org_site");
	g_assert_null(contact_names[CONTACT_KINDS]);
	desk_release(&desk);
}

/* Other regions: what they lack, and how they write numbers. */
static void test_right(void)
{
	static const char *const rows[] = {
		"phone:",
		"qr:",
		"org_site:\norg_link:",
		"site:\nlink:\nqr:",
		"phone:\ndigits:\ndial:",
		"phone:\ndigits:\ndial:\nsource: a leaflet",
		"phone:\nqr: tel:+18008435678",
		"phone: 1 (800) the.lost",
		"phone:\ndigits: (800) 843-5678",
		"phone:\ndigits: 0808 800 5000\ndial: \"+448088005000\"",
		"phone:\ndigits: 8 800 2000 122\ndial: \"+78002000122\"",
		"phone:\ndigits: 06 80 505 501\ndial: \"+3680505501\"",
		"phone:\ndigits: +1 800 843 5678",
		"phone:\ndigits: 116 000\ndial: 116000",
		"phone:\ndigits: 1098\ndial: \"1098\"",
		"phone: 833-591-KNOW\ndigits: 833-591-5669\ndial: \"+18335915669\"",
		"link: https://cybertipline.org/report?lang=es",
		"site: www.CyberTipline.org",
		"checked: 2025-11-23",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct desk desk;

		desk_init(&desk);
		g_test_message("%s", rows[i]);
		g_assert_nonnull(load(&desk, rows[i]));
		expect_silence(&desk);
		desk_release(&desk);
	}
}

static void test_wrong(void)
{
	static const struct {
		const char *lines, *said;
	} rows[] = {
		{ "digits: 1-800-843-5679",
		    "xx.yaml:1:8: error: phone: 1-800-THE-LOST is 18008435678 on a telephone's "
		    "keys, but digits is 18008435679 [contact]" },
		{ "digits: 1-800-843-5679", "xx.yaml:2:9: note: the digits" },
		{ "phone: 1-800-THE-LAST", "is 18008435278 on a telephone's keys" },
		{ "phone: 1-800-THE-LOSTT", "is 180084356788 on a telephone's keys" },
		{ "dial: \"+18008435679\"",
		    "dial: +18008435679 is not the number of digits, 1-800-843-5678 [contact]" },
		{ "dial: 18008435678",
		    "dial: \"18008435678\" cannot be dialled from everywhere [number]" },
		{ "dial: \"+1 800 843 5678\"", "cannot be dialled from everywhere" },
		{ "dial: \"+08008435678\"", "cannot be dialled from everywhere" },
		{ "dial: \"+12341800843567890\"", "cannot be dialled from everywhere" },
		{ "phone:\ndigits: 1-800\ndial: \"+1800\"\nqr: tel:+1801",
		    "qr dials +1801, but dial is +1800" },
		{ "phone:\ndigits: 0808 800 5000\ndial: \"+448088005001\"",
		    "is not the number of digits" },
		{ "phone:\ndigits: 116 000\ndial: 116111", "is not the number of digits" },
		{ "phone:\ndigits: +44 800 843 5678", "is not the number of digits" },
		{ "digits:", "xx.yaml:1:8: error: phone: \"digits\" is missing [missing]" },
		{ "dial:", "digits: \"dial\" is missing [missing]" },
		{ "digits: ١-٨٠٠-٨٤٣-٥٦٧٨", "is not a telephone number [number]" },
		{ "digits: 1-800-THE-LOST",
		    "digits: \"1-800-THE-LOST\" is not a telephone number" },
		{ "phone: call 1/800", "phone: \"call 1/800\" is not a telephone number" },
		{ "digits: 12\nphone:", "is not a telephone number" },
		{ "site: CyberTipline.com",
		    "link opens cybertipline.org, but site says CyberTipline.com [contact]" },
		{ "site: https://CyberTipline.org",
		    "site: \"https://CyberTipline.org\" is not a site" },
		{ "site: Cyber Tipline.org", "is not a site" },
		{ "site: cybertipline", "is not a site" },
		{ "site: суbertipline.org", "is not a site" },
		{ "link: http://www.cybertipline.org", "is not an https: address [address]" },
		{ "link: https://www.cybertipline.org.example.com",
		    "link opens cybertipline.org.example.com" },
		{ "link: https://cybertipline.org@example.com", "is not an https: address" },
		{ "link: https://cybertipline.org/a b", "is not an https: address" },
		{ "link:", "site: \"link\" is missing" },
		{ "site:", "link: \"site\" is missing" },
		{ "qr: https://example.org",
		    "xx.yaml:6:5: error: qr opens example.org, but site says CyberTipline.org" },
		{ "qr: CyberTipline.org", "qr: \"CyberTipline.org\" is not an https: address" },
		{ "org_link: https://example.org", "org_link opens example.org" },
		{ "source:", "digits: \"source\" is missing" },
		{ "checked:", "digits: \"checked\" is missing" },
		{ "checked: 1 November 2026", "is not a day of the calendar [date]" },
		{ "phone:\ndigits:\ndial:\nsite:\nlink:\nqr:", "no way to report" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct desk desk;

		desk_init(&desk);
		g_test_message("%s", rows[i].lines);
		g_assert_null(load(&desk, rows[i].lines));
		expect_said(&desk, rows[i].said);
		desk_release(&desk);
	}
}

/* Any single wrong digit is found, wherever it stands. */
static void test_any_digit(void)
{
	const char *const right = "1-800-843-5678";

	for (const char *p = right; *p; p++) {
		for (char digit = '0'; digit <= '9' && *p != '-'; digit++) {
			struct desk desk;
			char *wrong = g_strdup(right), *lines;

			wrong[p - right] = digit;
			lines = g_strdup_printf("digits: %s", wrong);
			desk_init(&desk);
			g_assert_true((load(&desk, lines) != NULL) == (digit == *p));
			desk_release(&desk);
			g_free(lines);
			g_free(wrong);
		}
	}
}

static void test_old(void)
{
	struct desk desk;

	desk_init(&desk);
	g_assert_nonnull(load(&desk, "checked: 2025-11-22"));
	expect_said(&desk,
	    "xx.yaml:10:10: warning: checked: 2025-11-22 is more than 12 months ago [old-contact]");
	g_assert_nonnull(load(&desk, "checked: 2027-01-01"));
	expect_said(&desk, "checked: 2027-01-01 is still to come");
	g_assert_cmpuint(desk.diag.warnings, ==, 2);
	g_assert_cmpint(diag_status(&desk.diag), ==, 0);
	desk_release(&desk);
}

static void test_region(void)
{
	struct desk desk;
	char *folder = folder_make();

	desk_init(&desk);
	folder_put(folder, "contacts/us.yaml", "");
	folder_put(folder, "contacts/canada.yaml", "");
	g_assert_null(contact_load(desk.arena, folder, "candaa", &desk.diag));
	expect_said(&desk, "failure: there are no contacts for the region \"candaa\"");
	expect_said(&desk, "did you mean \"canada\"?");
	g_assert_null(contact_load(desk.arena, folder, "fr", &desk.diag));
	expect_said(&desk, "known: canada, us");
	g_assert_null(contact_load(desk.arena, folder, "../contacts/us", &desk.diag));
	g_assert_cmpint(diag_status(&desk.diag), ==, 2);
	folder_remove(folder);
	g_free(folder);
	desk_release(&desk);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	/* 2026-11-24: what the old warning counts from. */
	g_setenv("SOURCE_DATE_EPOCH", "1795478400", TRUE);
	g_test_add_func("/contact/whole", test_whole);
	g_test_add_func("/contact/right", test_right);
	g_test_add_func("/contact/wrong", test_wrong);
	g_test_add_func("/contact/any-digit", test_any_digit);
	g_test_add_func("/contact/old", test_old);
	g_test_add_func("/contact/region", test_region);
	return g_test_run();
}
