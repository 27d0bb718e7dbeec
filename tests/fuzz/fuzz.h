/* A fuzz target: libFuzzer's entry, and in ordinary builds a program that replays files through it.
 *
 *	tests/fuzz/run [SECONDS]           fuzzes each target (clang), from tests/fuzz/seeds/TARGET
 *	build/tests/fuzz/fuzz-record FILE...   replays */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#endif
