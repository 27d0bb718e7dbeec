/* Findings: what an existing project's facts say to us. */
#include "registry/findings.h"

#include <string.h>

const char *finding_name(enum finding finding)
{
	static const char *const names[FINDINGS] = {
		"confusion", "quarantined", "ours", "stranger", "empty", "archived"};
	return names[finding];
}

const char *finding_words(enum finding finding)
{
	static const char *const words[FINDINGS] = {
		"its earliest visible upload came after you first used the name: active confusion",
		"PyPI holds it in quarantine", "it is yours", "it is a stranger's",
		"it holds no file", "its owner has archived it"};
	return words[finding];
}

static bool is_ours(const struct answer *answer, const struct us *us)
{
	if (us->organisation != NULL && strcmp(answer->organisation, us->organisation) == 0)
		return true;
	for (size_t i = 0; i < answer->user_count; i++) {
		for (size_t k = 0; k < us->user_count; k++) {
			if (strcmp(answer->users[i], us->users[k]) == 0)
				return true;
		}
	}
	return false;
}

unsigned findings_of(const struct answer *answer, const struct us *us, date since)
{
	unsigned findings = 0;
	bool we_are_known = us->organisation != NULL || us->user_count > 0;
	if (answer == NULL || answer->presence != PRESENCE_PRESENT)
		return 0;
	bool ours = we_are_known && answer->owned && is_ours(answer, us);
	if (ours)
		findings |= 1u << FINDING_OURS;
	else if (we_are_known && answer->owned)
		findings |= 1u << FINDING_STRANGER;
	if (!ours && since != DATE_NONE && answer->first_upload >= 0 &&
		date_of_seconds(answer->first_upload) > since)
		findings |= 1u << FINDING_CONFUSION;
	if (answer->marker == MARKER_QUARANTINED)
		findings |= 1u << FINDING_QUARANTINED;
	else if (answer->files == 0)
		findings |= 1u << FINDING_EMPTY;
	if (answer->marker == MARKER_ARCHIVED)
		findings |= 1u << FINDING_ARCHIVED;
	return findings;
}
