/* What every unit test shares: one suite a program, and the project's files.
 *
 *	START_TEST(canonical_of_runs) { ... } END_TEST
 *	UNIT_MAIN("names", canonical_of_runs, valid_names)
 */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

/* Seconds one test may take before Check ends it; far above what the slowest needs, under
 * sanitizers and valgrind too. */
enum { UNIT_TIMEOUT = 800 };

/* PATH below the project's root; the caller frees. */
static inline char *unit_path(const char *path)
{
	const char *root = getenv("NAMEWARD_ROOT");
	char *whole = NULL;
	if (asprintf(&whole, "%s/%s", root ? root : ".", path) < 0)
		abort();
	return whole;
}

static inline int unit_run(const char *name, const TTest *const *tests, size_t count)
{
	Suite *suite = suite_create(name);
	TCase *tcase = tcase_create(name);
	tcase_set_timeout(tcase, UNIT_TIMEOUT);
	for (size_t i = 0; i < count; i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define UNIT_MAIN(name, ...)                                                                       \
	int main(void)                                                                             \
	{                                                                                          \
		const TTest *const tests[] = {__VA_ARGS__};                                        \
		return unit_run(name, tests, sizeof tests / sizeof tests[0]);                      \
	}

#endif
