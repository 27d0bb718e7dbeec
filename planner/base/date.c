/* Days and months, without a clock. */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

/* Howard Hinnant's days_from_civil: years start in March, so that the leap day is the last. */
static date days_of(int year, int month, int day)
{
	year -= month <= 2;
	int era = year / 400;
	int year_of_era = year - era * 400;
	int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - 719468;
}

static void civil_of(date days, int *year, int *month, int *day)
{
	int z = days + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int day_of_era = z - era * 146097;
	int year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int m = (5 * day_of_year + 2) / 153;
	*day = day_of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = year_of_era + era * 400 + (*month <= 2);
}

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return month == 2 && leap ? 29 : days[month - 1];
}

/* LENGTH digits as a number, or -1. */
static int digits(const char *text, size_t length)
{
	int value = 0;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static bool year_and_month(const char *text, int *year, int *month)
{
	*year = digits(text, 4);
	*month = text[4] == '-' ? digits(text + 5, 2) : -1;
	return *year >= 1970 && *month >= 1 && *month <= 12;
}

bool date_parse(const char *text, date *out)
{
	int year, month;
	if (strlen(text) != 10 || text[7] != '-' || !year_and_month(text, &year, &month))
		return false;
	int day = digits(text + 8, 2);
	if (day < 1 || day > days_in(year, month))
		return false;
	*out = days_of(year, month, day);
	return true;
}

bool month_parse(const char *text, date *out)
{
	int year, month;
	if (strlen(text) != 7 || !year_and_month(text, &year, &month))
		return false;
	*out = days_of(year, month, 1);
	return true;
}

void date_format(date days, char out[DATE_TEXT_BYTES])
{
	int year, month, day;
	civil_of(days, &year, &month, &day);
	snprintf(out, DATE_TEXT_BYTES, "%04u-%02u-%02u", (unsigned)year % 10000u,
		(unsigned)month % 100u, (unsigned)day % 100u);
}

void month_format(date days, char out[MONTH_TEXT_BYTES])
{
	char whole[DATE_TEXT_BYTES];
	date_format(days, whole);
	memcpy(out, whole, MONTH_TEXT_BYTES - 1);
	out[MONTH_TEXT_BYTES - 1] = '\0';
}

date date_add_months(date days, int months)
{
	int year, month, day;
	civil_of(days, &year, &month, &day);
	int count = year * 12 + (month - 1) + months;
	year = count / 12;
	month = count % 12 + 1;
	int last = days_in(year, month);
	return days_of(year, month, day < last ? day : last);
}

date date_of_seconds(int64_t seconds)
{
	int64_t days = seconds / 86400;
	return (date)(seconds % 86400 < 0 ? days - 1 : days);
}
