/* What an audit found as numbers over time: Prometheus' text exposition format. */
#include "audit/report.h"
#include "base/escape.h"
#include "base/text.h"

#include <string.h>

/* A label's value: backslash, quote and line feed are escaped (Prometheus, "Exposition formats").
 */
static void add_label(struct text *out, const char *value)
{
	autotext struct text shown = text_new(LIMIT_LINE_BYTES);
	escape_terminal(&shown, value, strlen(value));
	for (size_t i = 0; i < shown.length; i++) {
		if (shown.bytes[i] == '\\' || shown.bytes[i] == '"')
			text_add_char(out, '\\');
		text_add_char(out, shown.bytes[i]);
	}
}

static void add_sample(struct text *out, const struct audit *audit, const char *metric,
	const char *label, const char *value, double number)
{
	text_addf(out, "%s{organisation=\"", metric);
	add_label(out, audit->organisation);
	text_add_char(out, '"');
	if (label != NULL)
		text_addf(out, ",%s=\"%s\"", label, value);
	text_addf(out, "} %.15g\n", number);
}

static void add_head(struct text *out, const char *metric, const char *help)
{
	text_addf(out, "# HELP %s %s\n# TYPE %s gauge\n", metric, help, metric);
}

static void add_changes_metric(const struct audits *audits, struct text *out)
{
	static const char metric[] = "nameward_audit_changes";
	add_head(out, metric, "Changes that the last audit found, by class.");
	for (size_t i = 0; i < audits->items.count; i++) {
		for (int class = 0; class < CHANGE_CLASSES; class ++)
			add_sample(out, &audits->items.items[i], metric, "class",
				change_classes[class].name,
				(double)audit_count(
					&audits->items.items[i], (enum change_class) class));
	}
}

static void add_requests_metric(const struct audits *audits, struct text *out)
{
	static const char metric[] = "nameward_requests";
	add_head(out, metric, "Requests in the ledger, by state.");
	for (size_t i = 0; i < audits->items.count; i++) {
		for (int state = 0; state < REQUEST_STATES; state++)
			add_sample(out, &audits->items.items[i], metric, "state",
				request_state_names[state],
				(double)audits->items.items[i].requests[state]);
	}
}

void audit_metrics(const struct audits *audits, struct text *out)
{
	static const struct {
		const char *name, *help;
	} gauges[] = {
		{"nameward_audit_verified", "Whether the last audit could compare (1) or not (0)."},
		{"nameward_audit_day_timestamp_seconds", "The day that the last audit counts as."},
		{"nameward_snapshot_day_timestamp_seconds", "The day of the index it judged by."},
		{"nameward_internal_names", "Internal names."},
		{"nameward_internal_names_open", "Internal names that anybody can take."},
		{"nameward_internal_names_taken", "Internal names that a stranger has."},
		{"nameward_internal_names_blocked", "Internal names that PyPI's rules block."},
		{"nameward_own_side_places", "Places to mend without asking anybody."},
		{"nameward_requests_worth_making", "Requests that the plan would make now."},
		{"nameward_exposure", "Exposure that can be asked for, in expected incidents."},
		{"nameward_names_unconfirmed", "Names that wait for a single look-up."},
		{"nameward_requests_moot",
			"Requests that can no longer be granted, or were granted in vain."},
		{"nameward_requests_over", "Requests whose term is over."},
	};
	add_changes_metric(audits, out);
	add_requests_metric(audits, out);
	for (size_t g = 0; g < sizeof gauges / sizeof *gauges; g++) {
		add_head(out, gauges[g].name, gauges[g].help);
		for (size_t i = 0; i < audits->items.count; i++) {
			const struct audit *audit = &audits->items.items[i];
			date index = audit->snapshot_day == DATE_NONE ? 0 : audit->snapshot_day;
			const double values[] = {audit->doubt == NULL, 86400.0 * audit->as_of,
				86400.0 * index, (double)audit->internal, (double)audit->open,
				(double)audit->taken, (double)audit->blocked,
				(double)audit->own_side, (double)audit->asks,
				(double)audit->exposure / 1e6, (double)audit->unconfirmed,
				(double)audit_count_stuck(audit, OUTLOOK_MOOT),
				(double)audit_count_stuck(audit, OUTLOOK_OVER)};
			add_sample(out, audit, gauges[g].name, NULL, NULL, values[g]);
		}
	}
}
