/* What a snapshot and a single answer say together. */
#include "registry/settle.h"
#include "registry/snapshot.h"

const char *disagreement_words(enum disagreement disagreement)
{
	static const char *const words[DISAGREEMENTS] = {"",
		"the snapshot does not hold it, its page is there: new, or in quarantine",
		"the snapshot holds it, its page is gone: removed since",
		"the snapshot holds it, an older answer says it is not there"};
	return words[disagreement];
}

enum disagreement settle(const struct rules *rules, const char *name, size_t length,
	const struct answer *answer, struct judgement *judgement)
{
	rules_judge(rules, name, length, judgement);
	if (answer == NULL || judgement->verdict == VERDICT_INVALID ||
		judgement->verdict == VERDICT_STDLIB)
		return DISAGREEMENT_NONE;
	bool exists = judgement->verdict == VERDICT_EXISTS;
	if (answer->presence == PRESENCE_PRESENT && !exists) {
		judgement->verdict = VERDICT_EXISTS;
		judgement_release(judgement);
		judgement->alarm = ALARM_NONE;
		judgement->alarm_target = NULL;
		return DISAGREEMENT_APPEARED;
	}
	if (answer->presence == PRESENCE_ABSENT && exists) {
		const struct snapshot_info *info = snapshot_info(rules_snapshot(rules));
		if (answer->made >= 0 && info->made > answer->made)
			return DISAGREEMENT_OLDER;
		judgement_release(judgement);
		rules_judge_gone(rules, name, length, judgement);
		return DISAGREEMENT_GONE;
	}
	if (answer->presence == PRESENCE_UNKNOWN && judgement->verdict == VERDICT_UNREGISTERED) {
		judgement->verdict = VERDICT_UNKNOWN;
		judgement->alarm = ALARM_NONE;
		judgement->alarm_target = NULL;
	}
	return DISAGREEMENT_NONE;
}
