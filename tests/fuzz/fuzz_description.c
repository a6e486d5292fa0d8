/* Descriptions: whatever a shop sends becomes a document Allegro takes, or none. What came out goes
 * in again unchanged. */
#include "fuzz.h"

#include "domain/mapping/description.h"
#include "domain/mapping/sections_check.h"

static struct description clean(void *mem, const char *html, size_t len, size_t images)
{
	struct description d;

	description_clean(mem, (struct bytes){html, len}, images, &d);
	enum sections_fault fault = sections_check(&d.sections).fault;
	MUST(fault == (d.sections.n_sections ? SECTIONS_FINE : SECTIONS_NONE));
	size_t json = strlen(sections_json(mem, &d.sections));
	MUST(!d.sections.n_sections || json == sections_bytes(&d.sections));
	return d;
}

/* A text that was cleaned is clean, unless it now reads like one a program wrote line ends into. */
static void check_again(void *mem, const struct description *d)
{
	if (d->sections.n_sections != 1 || d->sections.sections[0].items[0].url)
		return;
	const char *text = d->sections.sections[0].items[0].content;
	if (strstr(text, "\\n"))
		return;
	struct description again = clean(mem, text, strlen(text), 0);
	MUST(again.sections.n_sections == 1);
	MUST(str_eq(again.sections.sections[0].items[0].content, text));
	for (size_t i = 0; i < DESCRIPTION_LOSSES; i++)
		MUST(again.lost[i] == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");

	if (size) {
		struct description d = clean(mem, (const char *)data + 1, size - 1, data[0] % 20);
		check_again(mem, &d);
	}
	mem_free(mem);
	return 0;
}
