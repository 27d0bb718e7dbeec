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
	{"OK 2\nNO Tide.Well: no such name\n", "!"},
	{"NO TideWell\nOK 2", ".+-.."},
	{"NO all: not now", "-----"},
	{"OK 2: done on Monday", ".++.."},
	{"> OK ALL\nOK 3", "...+."},
	{"| OK ALL\n>> NO 1\nOK 3", "...+."},
	{"    OK ALL\nOK 3", "...+."},
	{"OK 3\n-- \nOK ALL", "...+."},
	{"OK 3\n--\nOK ALL", "...+."},
	{"OK 3\n-----Original Message-----\nOK ALL", "...+."},
	{"OK 3\nTo the administrators of PyPI, from Acme Works, 2026-11-23.\nOK ALL", "...+."},
	{"OK 3\nHOW TO ANSWER\nOK ALL", "...+."},
	{"No problem, will do.\nOK, thanks\nOK 3\nOKAY ALL", "...+."},
	{"OK 1-3", "++++."},
	{"OK 1 and 3\nNO 2 & 4: x", "+--+-"},
	{"OK r1-r2, kestrelmill", "+++.."},
	{"OK 2\nOK 2", ".++.."},
	{"OK 2\nNO 2\nOK kestrelmill\nOK tidewell", ".++.."}, /* the narrower settles it */
	{"NO 2: not now, but later", ".--.."},
	{"But R3 has to wait.\nNO 2: x", ".--.."}, /* no OK that it could take back */
	{"Dear Acmeworks team,\n\nsorry that this took 3 weeks, until 3 May!\n\nNO 3", "...-."},
	{"Dear Acmeworks team,\n\nsorry that this took 3 weeks.\n\nOK 3\n\nThank you for "
	 "taking care,\nAda (PyPI), +1 555 0100, 10:02 UTC, Nov 3",
		"...+."},
	{"Hi all,\nOK 2: done on 2 December, thanks", ".++.."},
	{"Done, with Python 3.11 and PEP 755.\nOK 2", ".++.."},
	{"OK 1\nNO 2: tidewell is a project, and 2 is too generic", "+--.."},
	{"OK\xc2\xa0"
	 "ALL",
		"+++++"},
	{"OK ALL!", "+++++"},
	{"**OK ALL**\n*NO 3: x*", "+++-+"},
	{"OK #1 #3", "+..+."},
	{"OK R1\xe2\x80\x93R2", "+++.."},
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
	{"OK 3\n\nOn Mon, Nov 23, 2026 at 3:04 PM Acmeworks Security <s@acme.example>\nwrote:\n> x",
		"...+."},
	{"From admin@pypi.org Mon Nov 23 10:00:00 2026\nX-A: NO\n\nOK 3", "...+."},
	{"OK 3\n\nAs I wrote:\nNO 2: x", ".--+."},
	{"From our side:\nOK 3", "...+."},
	{"OK ALL\nNO 2: x\n-- \nOK ALL", "+--++"},
	{"OK 3\n-- \nNO 2: x, 9\nNO 9", "...+."},
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
	{"Hi all, sorry that this did not go faster.\n\nOK 3", "!"},
	{"    OK ALL\n\tOK 2\nOK 3", "!"},
	{"OK ALL: R3 declined", "!"},
	{"OK ALL: no to R3", "!"},
	{"OK ALL: minus 3", "!"},
	{"OK 2: kestrelmill refused", "!"},
	{"OK ALL: is that so?", "!"},
	{"OK ALL\nWe can\xe2\x80\x99t do it.", "!"},
	{"OK ALL\nWe can\xe2\x80\x99t do R3.", "!"},
	{"OK ALL\nWe cant do R3", "!"},
	{"OK ALL\nWe reject R3.", "!"},
	{"OK ALL\nR3 will be refused.", "!"},
	{"R3 has been denied.\nOK ALL", "!"},
	{"OK ALL\nDeclined: R3, too generic.", "!"},
	{"OK ALL\nDeclined, sadly.", "!"},
	{"OK ALL\nREJECTED", "!"},
	{"OK ALL\nR3: we never do holds", "!"},
	{"OK ALL\nR3: these stay ours", "!"},
	{"R3: these stay ours\n\nOK ALL", "!"},
	{"OK ALL\nI still have to look.", "!"},
	{"OK ALL\neverything apart from ledgerline", "!"},
	{"OK ALL\nthese look fine, ledgerline looks odd", "!"},
	{"OK ALL\nNO3: generic", "!"},
	{"OK ALL\nWe cannot do R2-R3.", "!"},
	{"OK ALL\nPlease see R2-R3", "!"},
	{"OK ALL\nPlease see 2-3", "!"},
	{"OK ALL\nPlease see 2\xe2\x80\x93"
	 "3",
		"!"},
	{"OK ALL\nR3's reason is odd", "!"},
	{"OK ALL\nLedgerline\xe2\x80\x99s owner wrote to us", "!"},
	{"OK ALL\nthe second one is odd", "!"},
	{"OK ALL\nthe hold is odd", "!"},
	{"OK ALL\n3 is odd", "!"},
	{"OK ALL\nthe 3rd is odd", "!"},
	{"OK ALL\nWe could not do these:\n\nR3", "!"},
	{"OK ALL\nNot these:\n\nledgerline", "!"},
	{"OK ALL\nNO 2: too generic, and R3 is as bad", "!"},
	{"OK ALL\nNO 2: too generic, and so is ledgerline", "!"},
	{"OK ALL\nDear all, ledgerline is odd,", "!"},
	{"OK 3\nNone", "!"},
	/* A code where nothing is read. */
	{"From our side this is fine.\nNO 3: generic\n\nOK 1 3", "!"},
	{"From our side this is fine.\nNO 3: generic\n\nOK ALL", "+++-+"},
	{"X-ray vision: fine.\nNO 3: generic\n\nOK ALL", "+++-+"},
	{"From: a\nNO 3: generic\n\nOK ALL", "+++-+"},
	{"OK ALL\n\nAs I wrote:\nNO 3: too generic", "+++-+"},
	{"Date: a\nR3: these stay ours\n\nOK ALL", "!"},
	{"OK ALL\n--\nR3: these stay ours", "!"},
	{"OK ALL\n-- \nAda, Room 3\nnot a lawyer\n\nOn Monday Ada wrote:\n> x\nR3 is odd", "+++++"},
	{"OK ALL\n\nAs Ada wrote:\nR3 stays ours", "!"},
	{"OK ALL\n\nOn Monday Ada wrote:\n\nHOW TO ANSWER\nR3", "+++++"},
	{"OK ALL\nthat were two weeks, thanks", "+++++"},
	{"OK ALL\ntwo of them look odd", "!"},
	{"OK ALL\n\nAs Ada wrote:\nNO 3: too generic", "!"},
	{"OK ALL\n\nWe won't do the hold, as Ada wrote:\n> x", "!"},
	{"OK ALL\n--\nNO 3: generic", "!"},
	{"OK ALL\n--\nOK 3: only until May", "!"},
	{"NO ALL\n--\nOK 3", "!"},
	{"OK ALL\nDe: R3 NO", "!"},
	/* Nor where the text may be another than it seems. */
	{"To: a\nContent-Type:\n multipart/alternative; boundary=x\n\nOK ALL", "!"},
	{"To: a\nContent-Transfer-Encoding:\n\tbase64\n\nOK ALL", "!"},
	{"--x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nOK ALL", "!"},
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
	static const char mail[] = "OK, fine\nNO 2:  two: others\xe2\x80\x99\nOK 1\nNo problem";
	ck_assert_int_eq(reply_read(&reply, &asked, "mail", mail, strlen(mail), &failure), OK);
	ck_assert_uint_eq(reply.answers.count, 3);
	ck_assert_str_eq(reply.answers.items[0].note, "");
	ck_assert_str_eq(reply.answers.items[1].note, "two: others\xe2\x80\x99");
	ck_assert(!reply.answers.items[1].by_name);
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
		autotext struct text below = text_new(LIMIT_FILE_BYTES);
		text_addf(&below, "OK 3\n\n%s", quoted.bytes);
		answers_of(&asked, below.bytes, found);
		ck_assert_str_eq(found, "...+.");
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

/* A line of no code: whether it may take an OK back. */
static const struct {
	const char *text;
	bool takes_back;
	bool in_signature; /* there, too */
} noise[] = {{"> OK ALL", false, false}, {">NO 1", false, false}, {" OK ALL", false, false},
	{"\tNO ALL", true, false}, {"| OK 2", false, false}, {"", false, false},
	{"Dear all,", false, false}, {"okay 1", true, false}, {"NOT 2", true, false},
	{"nothing to do", true, false}, {"OK? 2", true, false}, {"Re: OK ALL", false, false},
	{"in 3 days", false, false}, {"see R2-R3", true, true},
	{"We can\xe2\x80\x99t", true, false}, {"tidewell\xe2\x80\x99s", true, false},
	{"the second", true, false}, {"Thank you", false, false}, {"No worries", false, false},
	{"at 10:02", false, false}};

/* What stands behind a code: whether it takes an OK back, and whether it speaks of R1. */
static const struct {
	const char *text;
	bool takes_back, speaks;
} notes[] = {{"", false, false}, {": done, thanks", false, false}, {": not now", true, false},
	{": as R1 is", true, true}, {": on 1 June", false, false}, {": see 1", true, true}};

/* Random mails of codes and of lines that are none, against a table of who said what how narrowly.
 * Seen to catch: `width < said->width` as `<=`, in sayings_dispute() too; is_signature() answering
 * no; read_plain() that skips blanks before a code; check_said() without `disputed`, without
 * `limited`, and without check_reasons(); check_note() that looks for PROSE_LIMITS alone; say()
 * that says behind the end, too; read_prose() without `near`; a plain_of[] without U+2018;
 * numbers_in() that does not part at '-'; look_at() without `of_time`, and without
 * `reply_word_points`. */
START_TEST(random_mails)
{
	static const char *const words[] = {
		"ALL", "1", "2", "3", "4", "kestrelmill", "tidewell", "ledgerline"};
	struct plan plan = plan_sample();
	struct asked asked = asked_new(&plan);
	size_t codes = 0, set = 0;
	for (uint64_t seed = 1; seed <= CASES; seed++) {
		autotext struct text mail = text_new(LIMIT_FILE_BYTES);
		char expected[] = ".....", found[TARGETS + 1];
		int width[TARGETS] = {0};
		bool disputed[TARGETS] = {false};
		bool over = false, any = false, limited = false, wrong = false, reason = false;
		state = seed;
		for (uint32_t lines = 1 + dice(6); lines-- > 0;) {
			uint32_t kind = dice(8), word = dice(sizeof words / sizeof *words);
			uint32_t note = dice(3) ? 0 : dice(sizeof notes / sizeof *notes);
			uint32_t line = dice(sizeof noise / sizeof *noise);
			bool granted = dice(2) == 0;
			if (kind == 0)
				text_add(&mail, "-- ");
			over |= kind == 0;
			if (kind > 0 && kind < 4) {
				text_add(&mail, noise[line].text);
				limited |= over ? noise[line].in_signature : noise[line].takes_back;
			}
			if (kind >= 4) {
				bool takes_back = granted && notes[note].takes_back;
				text_addf(&mail, "%s %s%s", granted ? "OK" : "No", words[word],
					notes[note].text);
				limited |= takes_back;
				wrong |= takes_back && !over;
				reason |= !granted && !over && notes[note].speaks;
			}
			text_add(&mail, "\n");
			for (int k = 0; k < TARGETS && kind >= 4; k++) {
				int how = word == 0                                          ? 1
					  : (int)word == request_of[k]                       ? 2
					  : word > 4 && k > 0 && k < 4 && (int)word == k + 4 ? 3
											     : 0;
				if (how == 0 || how < width[k] || (over && width[k] == 0))
					continue;
				char says = granted ? '+' : '-';
				bool differs = expected[k] != says;
				disputed[k] =
					(over || how == width[k]) ? disputed[k] || differs : false;
				if (over)
					continue;
				width[k] = how;
				expected[k] = says;
				any = true;
			}
			codes += kind >= 4 && !over;
		}
		any = any && !wrong && !(limited && strchr(expected, '+') != NULL) &&
		      !(reason && expected[0] == '+');
		for (int k = 0; k < TARGETS; k++)
			any = any && !disputed[k];
		set += any;
		answers_of(&asked, mail.bytes, found);
		ck_assert_msg(strcmp(found, any ? expected : "!") == 0,
			"seed %llu: %s, not %s:\n%s", (unsigned long long)seed, found, expected,
			mail.bytes);
	}
	ck_assert_uint_gt(set, CASES / 10);
	printf("reply: %d mails from seeds 1 to %d, %zu codes, %zu set\n", CASES, CASES, codes,
		set);
	asked_release(&asked);
	plan_sample_release(&plan);
}
END_TEST

UNIT_MAIN("reply", answers_by_hand, notes_and_prose, our_own_mail_answers_nothing, random_mails)
