/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rules: what preflight claims to check. A rule is a row: its name, its sentence, its limit, how
 * grave a breach is in each profile, what to do, and where the rule comes from. `handbill preflight
 * --rules` prints the rows, and every finding points at one.
 */
#ifndef PRESS_RULES_H
#define PRESS_RULES_H

#include <stddef.h>

enum profile_id { PREFLIGHT_X4, PREFLIGHT_SHEETFED, PREFLIGHT_OFFICE, PREFLIGHT_UA, PREFLIGHT_PROFILES };

/* In growing gravity: a note tells what is there, a warning is for a person to judge. */
enum severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

struct rule {
	const char *id;		/* for scripts: it never changes its meaning */
	const char *severity;	/* a letter a profile, in their order: E, W, N or - */
	const char *sentence;	/* what must be so */
	const char *limit;	/* the number in it, or "" */
	const char *help;	/* what to do */
	const char *source;
};

/* Rows of the file and its print, in rules.c; x01 to x41 are those of PDF/X-4. */
enum rule_id {
	RULE_REPAIRED, RULE_CONTENT, RULE_RESOURCE, RULE_OPERATOR, RULE_DEPTH, RULE_PAGES,
	RULE_SAME_SIZE, RULE_EMPTY, RULE_ONE_IMAGE, RULE_NO_TRIM, RULE_OFFICE_SHEET, RULE_OFFICE_EDGE,
	RULE_PRINT_DENIED, RULE_COLOURS, RULE_SPOTS, RULE_TEXT_SMALL, RULE_TEXT_SMALL_INKS,
	RULE_TEXT_RICH, RULE_TEXT_KNOCKOUT, RULE_LINE_KNOCKOUT, RULE_TEXT_GREY, RULE_GREY_OVERPRINT,
	RULE_WHITE_OVERPRINT, RULE_HAIRLINE, RULE_HAIRLINE_INKS, RULE_INK, RULE_INK_UNMEASURED,
	RULE_IMAGE_LOW, RULE_IMAGE_SOFT, RULE_BITMAP_LOW, RULE_BITMAP_SOFT, RULE_TRANSPARENT,
	RULE_BLEED_BOX, RULE_BLEED, RULE_SAFE, RULE_GLYPH, RULE_FONT_EMBEDDED, RULE_COURIER,
	RULE_LAYERS, RULE_QR,
	RULE_X01, RULE_X02, RULE_X03, RULE_X04, RULE_X05, RULE_X06, RULE_X07, RULE_X08, RULE_X09,
	RULE_X10, RULE_X11, RULE_X12, RULE_X13, RULE_X14, RULE_X15, RULE_X16, RULE_X17, RULE_X18,
	RULE_X19, RULE_X20, RULE_X21, RULE_X22, RULE_X23, RULE_X24, RULE_X24_WIDTH, RULE_X25, RULE_X26,
	RULE_X27, RULE_X28, RULE_X28_OVERPRINT, RULE_X29, RULE_X30, RULE_X31, RULE_X32, RULE_X33,
	RULE_X34, RULE_X35, RULE_X36, RULE_X37, RULE_X38, RULE_X39, RULE_X39_ALL, RULE_X41,
	RULE_PRINT_END,

	/* Rows of PDF/UA-1, in clauses.c: the clause and its test, as veraPDF counts them. */
	RULE_UA_5_1 = RULE_PRINT_END, RULE_UA_5_2, RULE_UA_5_3, RULE_UA_5_4, RULE_UA_5_5,
	RULE_UA_6_1, RULE_UA_6_2,
	RULE_UA_7_1_1, RULE_UA_7_1_2, RULE_UA_7_1_3, RULE_UA_7_1_4, RULE_UA_7_1_5, RULE_UA_7_1_6,
	RULE_UA_7_1_7, RULE_UA_7_1_8, RULE_UA_7_1_9, RULE_UA_7_1_10, RULE_UA_7_1_11, RULE_UA_7_1_12,
	RULE_UA_7_2_2, RULE_UA_7_2_3, RULE_UA_7_2_4, RULE_UA_7_2_5, RULE_UA_7_2_6, RULE_UA_7_2_7,
	RULE_UA_7_2_8, RULE_UA_7_2_9, RULE_UA_7_2_10, RULE_UA_7_2_11, RULE_UA_7_2_12, RULE_UA_7_2_13,
	RULE_UA_7_2_14, RULE_UA_7_2_15, RULE_UA_7_2_16, RULE_UA_7_2_17, RULE_UA_7_2_18, RULE_UA_7_2_19,
	RULE_UA_7_2_20, RULE_UA_7_2_21, RULE_UA_7_2_22, RULE_UA_7_2_23, RULE_UA_7_2_24, RULE_UA_7_2_25,
	RULE_UA_7_2_26, RULE_UA_7_2_27, RULE_UA_7_2_28, RULE_UA_7_2_29, RULE_UA_7_2_30, RULE_UA_7_2_31,
	RULE_UA_7_2_32, RULE_UA_7_2_33, RULE_UA_7_2_34, RULE_UA_7_2_36, RULE_UA_7_2_37, RULE_UA_7_2_38,
	RULE_UA_7_2_39, RULE_UA_7_2_40, RULE_UA_7_2_41, RULE_UA_7_2_42,
	RULE_UA_7_3_1, RULE_UA_7_4_2_1, RULE_UA_7_4_4_1, RULE_UA_7_4_4_2, RULE_UA_7_4_4_3,
	RULE_UA_7_5_1, RULE_UA_7_7_1, RULE_UA_7_9_1, RULE_UA_7_9_2,
	RULE_UA_7_10_1, RULE_UA_7_10_2, RULE_UA_7_11_1, RULE_UA_7_15_1, RULE_UA_7_16_1,
	RULE_UA_7_18_1_1, RULE_UA_7_18_1_2, RULE_UA_7_18_1_3, RULE_UA_7_18_2_1, RULE_UA_7_18_3_1,
	RULE_UA_7_18_4_1, RULE_UA_7_18_4_2, RULE_UA_7_18_5_1, RULE_UA_7_18_5_2, RULE_UA_7_18_6_2_1,
	RULE_UA_7_18_6_2_2, RULE_UA_7_18_8_1, RULE_UA_7_20_1, RULE_UA_7_20_2,
	RULE_UA_7_21_3_1_1, RULE_UA_7_21_3_2_1, RULE_UA_7_21_3_3_1, RULE_UA_7_21_3_3_2,
	RULE_UA_7_21_3_3_3, RULE_UA_7_21_4_1_1, RULE_UA_7_21_4_1_2, RULE_UA_7_21_4_2_1,
	RULE_UA_7_21_4_2_2, RULE_UA_7_21_5_1, RULE_UA_7_21_6_1, RULE_UA_7_21_6_2, RULE_UA_7_21_6_3,
	RULE_UA_7_21_6_4, RULE_UA_7_21_7_1, RULE_UA_7_21_7_2, RULE_UA_7_21_8_1,
	RULE_COUNT
};

extern const struct rule rules_print[RULE_PRINT_END];
extern const struct rule rules_ua[RULE_COUNT - RULE_PRINT_END];
extern const char *const profile_names[PREFLIGHT_PROFILES + 1];	/* NULL-terminated */
extern const char *const severity_names[SEVERITY_ERROR + 1];

const struct rule *rule_find(enum rule_id id);
enum severity rule_severity(const struct rule *rule, enum profile_id profile);

#endif
