/* The table of policy keys. */
#include "plan/policy_fields.h"

#include <stddef.h>

#define AT(member) offsetof(struct policy, member)

enum { TEXT_MOST = POLICY_TEXT_MOST, LIST_MOST = 100000, WHOLE = 1000000 };

const struct policy_field policy_fields[] = {
	{"version", POLICY_NUMBER, AT(version), 1, 1, true, RANK_FREE},
	{"organisation.name", POLICY_TEXT, AT(organisation.name), 1, TEXT_MOST, true, 0},
	{"organisation.contacts", POLICY_MAILBOXES, AT(organisation.contacts), 2, 10, true, 0},
	{"organisation.role", POLICY_TEXT, AT(organisation.role), 1, TEXT_MOST, true, 0},
	{"organisation.pypi_organisation", POLICY_TEXT, AT(organisation.pypi_organisation), 1,
		TEXT_MOST, false, 0},
	{"organisation.pypi_users", POLICY_TEXTS, AT(organisation.pypi_users), 0, 100, false, 0},
	{"organisation.domains", POLICY_DOMAINS, AT(organisation.domains), 1, 100, true, 0},
	{"organisation.key_url", POLICY_URL, AT(organisation.key_url), 1, TEXT_MOST, false, 0},
	{"prefixes", POLICY_NAMES, AT(prefixes), 0, 100, false, 0},
	{"internal", POLICY_PATTERNS, AT(internal), 0, 1000, false, 0},
	{"never", POLICY_NAMES, AT(never), 0, LIST_MOST, false, 0},
	{"publish", POLICY_NAMES, AT(publish), 0, LIST_MOST, false, 0},
	{"own_projects", POLICY_NAMES, AT(own_projects), 0, LIST_MOST, false, 0},
	{"placeholders", POLICY_NAMES, AT(placeholders), 0, LIST_MOST, false, 0},
	{"corpora", POLICY_CORPORA, AT(corpora), 0, 100, false, 0},
	{"exceptions", POLICY_EXCEPTIONS, AT(exceptions), 0, 1000, false, 0},
	{"holds", POLICY_HOLDS, AT(holds), 0, 1000, false, 0},
	{"mechanisms.namespace", POLICY_BOOL, AT(mechanisms.namespace_), 0, 1, false, 0},
	{"mechanisms.prohibit", POLICY_BOOL, AT(mechanisms.prohibit), 0, 1, false, 0},
	{"mechanisms.hold", POLICY_BOOL, AT(mechanisms.hold), 0, 1, false, 0},
	{"mechanisms.convert", POLICY_BOOL, AT(mechanisms.convert), 0, 1, false, 0},
	{"mechanisms.publish", POLICY_BOOL, AT(mechanisms.publish), 0, 1, false, 0},
	{"mechanisms.claim", POLICY_BOOL, AT(mechanisms.claim), 0, 1, false, 0},
	{"mechanisms.report", POLICY_BOOL, AT(mechanisms.report), 0, 1, false, 0},
	{"budget", POLICY_NUMBER, AT(budget), 0, 100000, false, 0},
	{"cost.namespace", POLICY_NUMBER, AT(cost.namespace_), 1, 1000, false, 0},
	{"cost.name", POLICY_NUMBER, AT(cost.name), 1, 1000, false, 0},
	{"collateral_max", POLICY_NUMBER, AT(collateral_max), 0, WHOLE, false, 0},
	{"exposure_min", POLICY_NUMBER, AT(exposure_min), 1, WHOLE, false, 0},
	{"generic_min", POLICY_NUMBER, AT(generic_min), 1, WHOLE, false, 0},
	{"watched_factor", POLICY_NUMBER, AT(watched_factor), 0, WHOLE, false, 0},
	{"prohibit_durability", POLICY_NUMBER, AT(prohibit_durability), 0, WHOLE, false, 0},
	{"term_months", POLICY_NUMBER, AT(term_months), 1, 60, false, RANK_CEILING},
	{"registry.url", POLICY_URL, AT(registry.url), 1, TEXT_MOST, false, RANK_FIXED},
	{"registry.mail", POLICY_TEXT, AT(registry.mail), 1, TEXT_MOST, false, RANK_FIXED},
	{"registry.cases_max", POLICY_NUMBER, AT(registry.cases_max), 0, 1000, false, RANK_CEILING},
	{"registry.rows_max", POLICY_NUMBER, AT(registry.rows_max), 0, LIMIT_ROWS, false,
		RANK_CEILING},
	{"registry.names_a_year_max", POLICY_NUMBER, AT(registry.names_a_year_max), 0, 100000,
		false, RANK_CEILING},
	{"registry.days_between_bundles", POLICY_NUMBER, AT(registry.days_between_bundles), 0,
		10000, false, RANK_FLOOR},
	{"registry.evidence_days_max", POLICY_NUMBER, AT(registry.evidence_days_max), 0, 10000,
		false, RANK_CEILING},
	{"registry.unanswered_blocks", POLICY_BOOL, AT(registry.unanswered_blocks), 0, 1, false,
		RANK_FIXED},
	{0},
};
