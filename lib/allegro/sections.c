/* The description of an offer as a document. */
#include "allegro/sections.h"

#include "json/field.h"

#include <string.h>

static const struct json_field item_fields[] = {
    JF_STR(struct section_item, type, "/type", 0),
    JF_STR(struct section_item, content, "/content", 0),
    JF_STR(struct section_item, url, "/url", 0),
};
static const struct json_field section_fields[] = {
    JF_LIST(struct section, struct section_item, items, n_items, "/items", 0, item_fields),
};
static const struct json_field fields[] = {
    JF_LIST(struct sections, struct section, sections, n_sections, "/sections", 0, section_fields),
};

char *sections_json(void *owner, const struct sections *s)
{
	return json_encode(owner, fields, s);
}

enum rc sections_read(void *owner, const char *json, struct sections *out, struct err *e)
{
	struct json *doc;

	*out = (struct sections){.n_sections = 0};
	if (json_parse(owner, (struct bytes){json, strlen(json)}, &doc, e))
		return e->rc;
	return json_decode(owner, doc, fields, out, NULL, e);
}
