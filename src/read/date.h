/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * date: a day, written as 2026-11-24.
 */
#ifndef READ_DATE_H
#define READ_DATE_H

#include "base/diag.h"

#include <stdbool.h>

/* Days since 1 January of year 1; false when it is not a day of the calendar in exactly that
 * form. */
bool date_parse(const char *text, long *days);

/* The same with an error at the phrase, which `name` begins. */
bool date_check(struct phrase phrase, const char *name, long *days, struct diag *diag);

/* Today in UTC: SOURCE_DATE_EPOCH when it is set, else the clock. For messages; never for bytes. */
long date_today(void);

#endif
