/* bundle/reply: what a mail answers. Expected by hand from disclosure.txt's HOW TO ANSWER, over
 * tests/data/plan-sample.json: R1 the namespace acmeworks, R2 kestrelmill and tidewell, R3 a hold
 * of ledgerline, R4 the conversion of acmeworks. */
#include "bundle/reply.h"
#include "base/text.h"
#include "bundle/format.h"
#include "plans.h"

#include <string.h>

enum { TARGETS = 5, CASES = 10000 };

static const char *const targets[TARGETS] = {
	"acmeworks", "kestrelmill", "tidewell", "ledgerline", "acmeworks"};
static const enum ask asks[TARGETS] = {
	ASK_NAMESPACE, ASK_PROHIBIT, ASK_PROHIBIT, ASK_HOLD, ASK_CONVERT};
static const int request_of[TARGETS] = {1, 2, 2, 3, 4};

/* "+-..+": granted, declined, not answered, in the order of TARGETS; "!" for an error. */
static void answers_of(const struct asked *asked, const char *mail, char out[TARGETS + 1])
{
	struct reply reply;
	struct failure failure = {""};
	enum error error = reply_read(&reply, asked, "mail", mail, strlen(mail), &failure);
	strcpy(out, error == OK ? "....." : "!");
	for (size_t i = 0; error == OK && i < reply.answers.count; i++) {
		const struct reply_answer *answer = &reply.answers.items[i];
		for (int k = 0; k < TARGETS; k++) {
			if (asks[k] == answer->ask && strcmp(targets[k], answer->target) == 0)
				out[k] = answer->granted ? '+' : '-';
		}
	}
	reply_release(&reply);
}

static const struct {
	const char *mail, *answers;
} by_hand[] = {
	{"OK ALL", "+++++"},
	{"ok all.\n", "+++++"},
	{"OK 1 3", "+..+."},
	{"Done.\r\n\r\nOK 1, 3\r\n\r\nRegards\r\n", "+..+."},
	{"OK R1 r4", "+...+"},
	{"NO 2: others use them", ".--.."},
	{"OK ALL\nNO 2: others use them", "+--++"},
	{"NO 2: others use them\nOK ALL", "+--++"},
	{"NO tidewell: a real project\nOK 2", ".+-.."},
	{"OK 2\nNO Tide.Well: no such name\n", ".++.."},
	{"NO TideWell\nOK 2", ".+-.."},
	{"NO all: not now", "-----"},
	{"OK 2: done on Monday", ".++.."},
	{"> OK ALL\nOK 3", "...+."},
	{"| OK ALL\n>> NO 1\nOK 3", "...+."},
	{"    OK ALL\n\tOK 2\nOK 3", "...+."},
	{"OK 3\n-- \nOK ALL", "...+."},
	{"OK 3\n--\nOK ALL", "...+."},
	{"OK 3\n-----Original Message-----\nOK ALL", "...+."},
	{"OK 3\nTo the administrators of PyPI, from Acme Works, 2026-11-23.\nOK ALL", "...+."},
	{"OK 3\nHOW TO ANSWER\nOK ALL", "...+."},
	{"No problem, will do.\nOK, thanks\nOK 3\nOKAY ALL\nNone", "...+."},
	{"OK 1-3", "++++."},
	{"OK 1 and 3\nNO 2 & 4: x", "+--+-"},
	{"OK r1-r2, kestrelmill", "+++.."},
	{"OK 2\nOK 2", ".++.."},
	{"OK 2\nNO 2\nOK kestrelmill\nOK tidewell", ".++.."}, /* the narrower settles it */
	{"NO 2: not now, but later", ".--.."},
	{"But R3 has to wait.\nNO 2: x", ".--.."}, /* no OK that it could take back */
	{"Hi all, sorry that this did not go faster.\n\nOK 3", "...+."},
	/* What programs put around a reply. */
	{"From: admin@pypi.org\nSubject: Re: OK ALL\nDate: x\n\nOK 3", "...+."},
	{"OK 3\n\nFrom: Security <s@acme.example>\nSent: Monday\n\nOK ALL", "...+."},
	{"OK 3\n\n*Von:* Security\nGesendet: Montag\n\nOK ALL", "...+."},
	{"OK 3\n\nDe : Security\nEnvoy\xc3\xa9 : lundi\n\nOK ALL", "...+."},
	{"OK 3\n\nOn Monday Security wrote:\n\nOK ALL", "...+."},
	{"OK 3\n\nAm Montag schrieb Security <s@acme.example>:\nOK ALL", "...+."},
	{"OK 3\n\nLe lundi, Security a \xc3\xa9"
	 "crit :\n\nOK ALL",
		"...+."},
	{"On Monday Security wrote:\n> R3\nOK 3\n> R2\nNO 2", ".--+."}, /* between quotes */
	{"OK 3\n-------- Urspr\xc3\xbcngliche Nachricht --------\nOK ALL", "...+."},
	/* Nothing is set where a code is not wholly understood. */
	{"OK 7", "!"},
	{"OK 0", "!"},
	{"OK 1 3 but not 2", "!"},
	{"OK ALL except 2", "!"},
	{"OK 1 ALL", "!"},
	{"OK 1-5", "!"},
	{"OK 3-1", "!"},
	{"OK and 3", "!"},
	/* Nor where it was not plainly said. */
	{"OK 3\nNO 3", "!"},
	{"NO 3\nOK 3", "!"},
	{"OK 1 2\nNO 2 3", "!"},
	{"OK ALL\nNO ALL", "!"},
	{"OK 2: if you take tidewell out", "!"},
	{"OK ALL: but not 3", "!"},
	{"OK ALL\n\nbut please leave R3 out", "!"},
	{"OK ALL\nbut please keep\ntidewell out of it", "!"},
	{"NOT OK 3\nOK 1", "!"},
	{"OK ALL\n- NO 3: x", "!"},
	{"OK ALL\nexcept the second one", "!"},
	{"OK ALL\n\nWe won't do Tidewell.", "!"},
	/* Nor where the text may be another than it seems. */
	{"From: a\nContent-Transfer-Encoding: base64\n\nOK ALL", "!"},
	{"From: a\nContent-Transfer-Encoding: Quoted-Printable\n\nOK ALL", "!"},
	{"To: a\nContent-Type: multipart/mixed; boundary=x\n\nOK ALL", "!"},
	{"OK", "!"},
	{"OK 5", "!"}, /* of a later mail */
	{"OK 3\nNO 99999999999999999999: x", "!"},
	{"NO acmeworks: which of the two?", "!"},
	{"NO 2: reason", "!"}, /* the mail's own example */
	{"", "!"},
	{"Thank you for your mail.", "!"},
	{"> OK ALL\n", "!"},
	{"OK", "!"},
	{"OKALL", "!"},
};

START_TEST(answers_by_hand)
{
	struct plan plan = plan_sample();
	struct asked asked = asked_new(&plan);
	for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
		char found[TARGETS + 1];
		answers_of(&asked, by_hand[i].mail, found);
		ck_assert_msg(strcmp(found, by_hand[i].answers) == 0, "%s: %s, not %s",
			by_hand[i].mail, found, by_hand[i].answers);
	}
	asked_release(&asked);
	plan_sample_release(&plan);
}
END_TEST

START_TEST(notes_and_prose)
{
	struct plan plan = plan_sample();
	struct asked asked = asked_new(&plan);
	struct reply reply;
	struct failure failure;
	static const char mail[] = "OK, fine\nNO 2:  two: others\nOK 1\nNO way";
	ck_assert_int_eq(reply_read(&reply, &asked, "mail", mail, strlen(mail), &failure), OK);
	ck_assert_uint_eq(reply.answers.count, 3);
	ck_assert_str_eq(reply.answers.items[0].note, "");
	ck_assert_str_eq(reply.answers.items[1].note, "two: others");
	ck_assert_uint_eq(reply.unclear.count, 2);
	ck_assert_uint_eq(reply.unclear.items[0], 1);
	ck_assert_uint_eq(reply.unclear.items[1], 4);
	reply_release(&reply);
	ck_assert_int_eq(reply_read(&reply, &asked, "mail", "x\nOK 9", 6, &failure), ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(failure.text, "mail:2:"));
	reply_release(&reply);
	asked_release(&asked);
	plan_sample_release(&plan);
}
END_TEST

/* Our own mail, sent back in any of the ways in which programs quote, answers nothing. */
START_TEST(our_own_mail_answers_nothing)
{
	struct plan plan = plan_sample();
	struct asked asked = asked_new(&plan);
	static const char *const before[] = {"", "> ", ">", "| ", "  "};
	for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
		autotext struct text report = text_new(LIMIT_FILE_BYTES);
		autotext struct text quoted = text_new(LIMIT_FILE_BYTES);
		char found[TARGETS + 1];
		report_format_render(report_format_find("disclosure"), &plan, &report);
		text_add(&quoted, "On Monday, Acme Works wrote:\n");
		for (const char *at = report.bytes; *at != '\0';) {
			size_t length = strcspn(at, "\n");
			text_addf(&quoted, "%s%.*s\n", before[k], (int)length, at);
			at += length + (at[length] == '\n');
		}
		answers_of(&asked, quoted.bytes, found);
		ck_assert_str_eq(found, "!");
		text_add(&quoted, k > 0 && k < 4 ? "OK 3\n" : "");
		answers_of(&asked, quoted.bytes, found);
		ck_assert_str_eq(found, k > 0 && k < 4 ? "...+." : "!");
	}
	asked_release(&asked);
	plan_sample_release(&plan);
}
END_TEST

static uint64_t state;

static uint32_t dice(uint32_t sides)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % sides;
}

/* Random mails of codes and of lines that are none, against a table of who said what how narrowly.
 * Seen to catch: `width < said->width` as `<=`; is_end() answering no; read_line() that skips
 * blanks before a code; check_said() without `disputed`, and without `limited`. */
START_TEST(random_mails)
{
	static const char *const noise[] = {"> OK ALL", ">NO 1", " OK ALL", "\tNO ALL", "| OK 2",
		"", "Dear all,", "okay 1", "NOT 2", "nothing 3", "OK? 2", "Re: OK ALL", "=4F=4B 1"};
	static const char *const words[] = {
		"ALL", "1", "2", "3", "4", "kestrelmill", "tidewell", "ledgerline"};
	struct plan plan = plan_sample();
	struct asked asked = asked_new(&plan);
	size_t codes = 0;
	for (uint64_t seed = 1; seed <= CASES; seed++) {
		autotext struct text mail = text_new(LIMIT_FILE_BYTES);
		char expected[] = ".....", found[TARGETS + 1];
		int width[TARGETS] = {0};
		bool disputed[TARGETS] = {false};
		bool over = false, any = false, limited = false;
		state = seed;
		for (uint32_t lines = 1 + dice(8); lines-- > 0;) {
			uint32_t kind = dice(8), word = dice(sizeof words / sizeof *words);
			if (kind == 0)
				text_add(&mail, "-- ");
			over |= kind == 0;
			if (kind > 0 && kind < 4) {
				const char *line = noise[dice(sizeof noise / sizeof *noise)];
				text_add(&mail, line);
				limited |= !over && strcmp(line, "NOT 2") == 0;
			}
			bool granted = dice(2) == 0;
			if (kind >= 4)
				text_addf(&mail, "%s %s%s", granted ? "OK" : "No", words[word],
					dice(2) ? ": words, and ALL 1" : "");
			text_add(&mail, "\n");
			for (int k = 0; k < TARGETS && kind >= 4 && !over; k++) {
				int how = word == 0                                          ? 1
					  : (int)word == request_of[k]                       ? 2
					  : word > 4 && k > 0 && k < 4 && (int)word == k + 4 ? 3
											     : 0;
				if (how == 0 || how < width[k])
					continue;
				char says = granted ? '+' : '-';
				disputed[k] =
					how == width[k] && (disputed[k] || expected[k] != says);
				width[k] = how;
				expected[k] = says;
				any = true;
			}
			codes += kind >= 4 && !over;
		}
		any = any && !(limited && strchr(expected, '+') != NULL);
		for (int k = 0; k < TARGETS; k++)
			any = any && !disputed[k];
		answers_of(&asked, mail.bytes, found);
		ck_assert_msg(strcmp(found, any ? expected : "!") == 0,
			"seed %llu: %s, not %s:\n%s", (unsigned long long)seed, found, expected,
			mail.bytes);
	}
	printf("reply: %d mails from seeds 1 to %d, %zu codes\n", CASES, CASES, codes);
	asked_release(&asked);
	plan_sample_release(&plan);
}
END_TEST

UNIT_MAIN("reply", answers_by_hand, notes_and_prose, our_own_mail_answers_nothing, random_mails)
