/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/date.h"

#include <glib.h>
#include <string.h>

static unsigned digits(const char *text, int count)
{
	unsigned value = 0;

	for (int i = 0; i < count; i++)
		value = value * 10 + (unsigned)(text[i] - '0');
	return value;
}

bool date_parse(const char *text, long *days)
{
	static const char form[] = "0000-00-00";
	unsigned year, month, day;
	GDate date;

	if (strlen(text) != strlen(form))
		return false;
	for (int i = 0; form[i]; i++) {
		if (form[i] == '0' ? !g_ascii_isdigit(text[i]) : text[i] != form[i])
			return false;
	}
	year = digits(text, 4);
	month = digits(text + 5, 2);
	day = digits(text + 8, 2);
	if (month > 12 || !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return false;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	*days = (long)g_date_get_julian(&date);
	return true;
}

bool date_check(struct phrase phrase, const char *name, long *days, struct diag *diag)
{
	if (date_parse(phrase.text, days))
		return true;
	diag_error(diag, phrase.place, "date", "%s: \"%s\" is not a day of the calendar", name,
	    phrase.text);
	diag_help(diag, "write year, month and day like this: 2026-11-24");
	return false;
}

long date_today(void)
{
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
	gint64 seconds = g_get_real_time() / G_USEC_PER_SEC;
	long days = 0;
	GDateTime *time;
	char *text;

	if (epoch)
		g_ascii_string_to_signed(epoch, 10, 0, G_MAXINT32, &seconds, NULL);
	time = g_date_time_new_from_unix_utc(seconds);
	text = g_date_time_format(time, "%Y-%m-%d");
	date_parse(text, &days);
	g_free(text);
	g_date_time_unref(time);
	return days;
}
