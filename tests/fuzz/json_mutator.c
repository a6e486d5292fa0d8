/* json_mutate() for libFuzzer: seven of eight mutations keep the document JSON. */
#include "json_mutate.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	size_t out = seed % 8 ? json_mutate(data, size, max, seed) : 0;

	return out ? out : LLVMFuzzerMutate(data, size, max);
}
