/* Claims and reports, drafted for a person to judge: internal/claims.txt.
 *
 * An internal name that somebody else holds is no request: whether it is claimed or reported a
 * person decides, who has looked at the project. So this file stays inside, and names for each
 * draft the channel, what the channel's form takes, and who would read it. */
#include "base/intern.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"
#include "bundle/internals.h"
#include "bundle/sheet.h"
#include "bundle/words.h"
#include "plan/plan.h"
#include "registry/answers.h"
#include "registry/findings.h"

#include <stdlib.h>
#include <string.h>

enum {
	INDENT = 2,
	FIELD_INDENT = 4,
	LABEL_COLUMNS = 10,
	MASS_SQUATS = 3, /* empty projects of one user that make a case of their own */
	USER_BYTES = 50, /* Warehouse, accounts/forms.py */
};

static const char public_channel[] =
	"PUBLIC: github.com/pypi/support. Everybody reads it, and it stays. Filing it tells the "
	"world that the name is one of yours.";

static bool has(const struct plan_name *name, enum finding finding)
{
	return name->findings & 1u << finding;
}

static bool is_claim(const struct plan_name *name)
{
	return !name->secret &&
	       (name->mechanism == MECHANISM_CLAIM || name->mechanism == MECHANISM_REPORT);
}

bool claims_apply(const struct plan *plan)
{
	for (size_t i = 0; i < plan->names.count; i++) {
		if (is_claim(&plan->names.items[i]))
			return true;
	}
	return false;
}

/* A user name that PyPI gives (Warehouse, accounts/forms.py); what else stands there is left out.
 */
static bool is_user(const char *user)
{
	size_t length = strspn(user, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "0123456789._-");
	return length > 0 && length <= USER_BYTES && user[length] == '\0';
}

/* An empty project of a stranger, which PEP 541 calls invalid: name squatting. */
static bool is_squat(const struct plan_name *name)
{
	return is_claim(name) && has(name, FINDING_EMPTY) && !has(name, FINDING_OURS);
}

/* Users with many squats of ours: how many, by number in USERS. */
struct squatters {
	struct intern *users;
	ARRAY(uint32_t) counts;
};

static struct squatters squatters_new(const struct plan *plan)
{
	struct squatters squatters = {.users = intern_new()};
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		for (size_t j = 0;
			is_squat(name) && name->evidence && j < name->evidence->user_count; j++) {
			const char *user = name->evidence->users[j];
			if (!is_user(user))
				continue;
			uint32_t number = intern_number(squatters.users, user, strlen(user));
			if (number == squatters.counts.count)
				*array_add(&squatters.counts) = 0;
			squatters.counts.items[number]++;
		}
	}
	return squatters;
}

static void squatters_release(struct squatters *squatters)
{
	intern_free(squatters->users);
	array_release(&squatters->counts);
}

/* The user by whom this name is one of many squats, or NULL. */
static const char *mass_user(const struct squatters *squatters, const struct plan_name *name)
{
	for (size_t i = 0; is_squat(name) && name->evidence && i < name->evidence->user_count;
		i++) {
		const char *user = name->evidence->users[i];
		uint32_t number = intern_find(squatters->users, user, strlen(user));
		if (number != INTERN_NONE && squatters->counts.items[number] >= MASS_SQUATS)
			return intern_at(squatters->users, number);
	}
	return NULL;
}

static void say_field(struct text *out, const char *label, const char *text)
{
	sheet_fact(out, FIELD_INDENT, LABEL_COLUMNS, label, text);
}

static void say_mass(struct text *out, const struct plan *plan, const struct squatters *squatters,
	const char *user)
{
	autotext struct text url = text_new(LIMIT_LINE_BYTES);
	text_addf(&url, "https://pypi.org/user/%s/", user);
	sheet_heading(out, "MASS NAME SQUATTING BY A USER");
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Channel", public_channel);
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Form", "Mass name squatting by user");
	sheet_say(out, FIELD_INDENT, "Title: Mass name squat by user: %s", user);
	say_field(out, "User", url.bytes);
	say_field(out, "Further",
		"These projects of the user hold no file. They stand on PyPI and nothing can be "
		"installed from them:");
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		const char *by = mass_user(squatters, name);
		if (by != NULL && strcmp(by, user) == 0)
			sheet_say(
				out, FIELD_INDENT + 2, "https://pypi.org/project/%s/", name->name);
	}
}

/* What PyPI said of the project, and when. */
static void say_facts(struct text *out, const struct plan_name *name)
{
	const struct answer *answer = name->evidence;
	autotext struct text words = text_new(LIMIT_LINE_BYTES);
	if (answer == NULL || answer->presence != PRESENCE_PRESENT) {
		sheet_fact(out, INDENT, LABEL_COLUMNS, "Facts",
			"The project exists. It was not looked up: plan again with --confirm "
			"before anything is filed.");
		return;
	}
	words_count(&words, answer->files, "file", NULL);
	text_add(&words, "; earliest visible upload ");
	words_day(&words,
		answer->first_upload < 0 ? DATE_NONE : date_of_seconds(answer->first_upload));
	for (unsigned i = 0; i < FINDINGS; i++) {
		if (has(name, (enum finding)i))
			text_addf(&words, "; %s", finding_words((enum finding)i));
	}
	text_add(&words, "; as PyPI answered on ");
	words_day(&words, answer->made < 0 ? DATE_NONE : date_of_seconds(answer->made));
	sheet_fact(out, INDENT, LABEL_COLUMNS, "Facts", words.bytes);
	if (name->since != DATE_NONE) {
		text_clear(&words);
		words_month(&words, name->since);
		sheet_fact(out, INDENT, LABEL_COLUMNS, "Our use", words.bytes);
	}
}

/* PEP 541: "invalid projects" are removed; an active one is never given to somebody who used the
 * name elsewhere, an abandoned one only to an existing, notable project. */
static void say_pep_541(struct text *out, const struct plan_name *name, const char *mass)
{
	sheet_blank(out);
	sheet_line(out, INDENT, "PEP 541 request");
	if (mass != NULL) {
		sheet_say(out, FIELD_INDENT, "Part of the case of %s above: file no other.", mass);
		return;
	}
	if (name->evidence == NULL || !is_squat(name)) {
		sheet_paragraph(out, FIELD_INDENT,
			name->evidence == NULL ? "Not decided: the project was not looked up."
			: has(name, FINDING_ARCHIVED)
				? "Not eligible as it stands: an archived project may be "
				  "abandoned, but is given only to an existing, notable public "
				  "project of the same name."
				: "Not eligible: an active project is not given to somebody who "
				  "used the name elsewhere. Rename yours.");
		return;
	}
	autotext struct text project = text_new(LIMIT_LINE_BYTES);
	text_addf(&project, "https://pypi.org/project/%s/", name->name);
	say_field(out, "Eligible", "as an invalid project: it holds no file (name squatting)");
	say_field(out, "Channel", public_channel);
	say_field(out, "Form", "PEP 541 request");
	sheet_say(out, FIELD_INDENT, "Title: PEP 541 Request: %s", name->name);
	say_field(out, "Project", project.bytes);
	say_field(out, "Reasons",
		"The project holds no file: nothing can be installed from it. By PEP 541 a project "
		"without functionality is invalid.");
	say_field(out, "Contact", "(what you did to reach the owner, and when)");
}

/* The text of PyPI's form, between its limits; never half a character. */
void claims_malware_text(
	struct text *out, const char *organisation, const char *name, const char *since)
{
	autotext struct text words = text_new(LIMIT_FILE_BYTES);
	text_addf(&words,
		"%s is the name of an internal package that we have used%s%s. This project "
		"appeared under it on PyPI later, and machines that ask PyPI for our package "
		"install this one. What its code does: (say here what you saw, with file and "
		"line). Reported by %s.",
		name, since[0] ? " since " : "", since, organisation);
	size_t length = words.length;
	if (length > LIMIT_MALWARE_BYTES) {
		length = LIMIT_MALWARE_BYTES;
		while (length > 0 && ((unsigned char)words.bytes[length] & 0xc0) == 0x80)
			length--;
	}
	text_add_bytes(out, words.bytes, length);
}

/* PyPI's form for signed-in users: an address at inspector.pypi.io, 10 to 2,000 characters
 * (Warehouse, packaging/forms.py, SubmitMalwareObservationForm). */
static void say_malware(struct text *out, const struct plan *plan, const struct plan_name *name)
{
	bool applies =
		has(name, FINDING_CONFUSION) && name->evidence != NULL && name->evidence->files > 0;
	sheet_blank(out);
	sheet_line(out, INDENT, "Malware report");
	if (!applies) {
		sheet_paragraph(out, FIELD_INDENT,
			"No ground known: report only what a person saw in its code.");
		return;
	}
	autotext struct text words = text_new(LIMIT_FILE_BYTES);
	autotext struct text since = text_new(LIMIT_LINE_BYTES);
	autotext struct text link = text_new(LIMIT_LINE_BYTES);
	autotext struct text form = text_new(LIMIT_LINE_BYTES);
	if (name->since != DATE_NONE)
		words_month(&since, name->since);
	claims_malware_text(&words,
		plan->organisation.name ? plan->organisation.name : "(not said)", name->name,
		since.bytes);
	text_addf(&link, "https://inspector.pypi.io/project/%s/", name->name);
	text_addf(&form, "https://pypi.org/project/%s/, \"Report project as malware\"", name->name);
	say_field(out, "Ground",
		"It appeared after you first used the name. That alone is no malware: file this "
		"only once a person has read its code.");
	say_field(out, "Channel", "not public: PyPI's own form, signed in; administrators read it");
	say_field(out, "Form", form.bytes);
	say_field(out, "Link", link.bytes);
	say_field(out, "Summary", words.bytes);
}

void claims_render(const struct plan *plan, struct text *out)
{
	struct squatters squatters = squatters_new(plan);
	sheet_line(out, 0, "FOR A PERSON TO JUDGE: NOTHING HERE IS SENT");
	sheet_blank(out);
	sheet_paragraph(out, 0,
		"Internal names that are projects of somebody else on PyPI, and what could be "
		"filed about each. Look at the project first. State facts; say nothing of "
		"trademarks unless your lawyers do (legal@python.org). First of all stop resolving "
		"the name from PyPI: report.html says how.");
	for (uint32_t i = 0; i < squatters.counts.count; i++) {
		if (squatters.counts.items[i] >= MASS_SQUATS)
			say_mass(out, plan, &squatters, intern_at(squatters.users, i));
	}
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		if (!is_claim(name))
			continue;
		sheet_blank(out);
		sheet_say(out, 0, "PROJECT %s", name->name);
		say_facts(out, name);
		say_pep_541(out, name, mass_user(&squatters, name));
		say_malware(out, plan, name);
	}
	squatters_release(&squatters);
}
