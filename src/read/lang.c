/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/lang.h"

#include <glib.h>
#include <string.h>

bool lang_is_tag(const char *lang)
{
	return g_regex_match_simple("^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$", lang,
	    G_REGEX_DOLLAR_ENDONLY, 0);
}

bool lang_same(const char *a, const char *b)
{
	size_t length = strcspn(a, "-");

	return length == strcspn(b, "-") && g_ascii_strncasecmp(a, b, length) == 0;
}
