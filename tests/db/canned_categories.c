/* A tree of six categories, and what happens to it. */
#include "canned_categories.h"

#include "base/mem.h"
#include "net/http.h"

bool canned_later;
bool canned_garbled;

static const struct node {
	const char *id;
	const char *parent;
	const char *name;
	const char *name_later; /* NULL: the same */
	bool leaf;
	bool came; /* later */
	bool went;
} nodes[] = {
    {"a", NULL, "Alfa", NULL, false, false, false},
    {"b", NULL, "Beta", "Beta nowa", true, false, false},
    {"a1", "a", "A1", NULL, true, false, true},
    {"a2", "a", "A2", NULL, false, false, false},
    {"a21", "a2", "A21", NULL, true, false, false},
    {"a3", "a", "A3", NULL, true, true, false},
};

static bool is_there(const struct node *n)
{
	return canned_later ? !n->went : !n->came;
}

static const char *node_text(void *mem, const struct node *n)
{
	return mem_printf(mem, "{\"id\":\"%s\",\"name\":\"%s\",\"leaf\":%s,\"parent\":%s}", n->id,
			  canned_later ? str_or(n->name_later, n->name) : n->name,
			  n->leaf ? "true" : "false",
			  n->parent ? mem_printf(mem, "{\"id\":\"%s\"}", n->parent) : "null");
}

static const struct node *node_of(const char *id)
{
	for (size_t i = 0; i < COUNT_OF(nodes); i++)
		if (str_eq(nodes[i].id, id) && is_there(&nodes[i]))
			return &nodes[i];
	return NULL;
}

static const char *asked(const struct allegro_call *call, const char *name)
{
	for (const struct http_pair *p = call->query; p && p->name; p++)
		if (str_eq(p->name, name))
			return p->value;
	return NULL;
}

static const char *children_text(void *mem, const char *parent)
{
	const char *text = "";

	for (size_t i = 0; i < COUNT_OF(nodes); i++)
		if (str_eq(nodes[i].parent, parent) && is_there(&nodes[i]))
			text = mem_printf(mem, "%s%s%s", text, *text ? "," : "",
					  node_text(mem, &nodes[i]));
	return mem_printf(mem, "{\"categories\":[%s]}", text);
}

#define EVENT(id, type, category, more)                                                            \
	"{\"id\":\"" id "\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"type\":\"CATEGORY_" type     \
	"\",\"category\":" category more "}"

static const char *events_text(void *mem, const char *from)
{
	static const char *const events[] = {
	    EVENT("e0", "RENAMED", "{\"id\":\"a\",\"name\":\"Alfa\",\"leaf\":false}", ""),
	    EVENT("e1", "CREATED",
		  "{\"id\":\"a3\",\"name\":\"A3\",\"leaf\":true,\"parent\":{\"id\":\"a\"}}", ""),
	    EVENT("e2", "DELETED", "{\"id\":\"a1\",\"name\":\"A1\",\"leaf\":true}",
		  ",\"redirectCategory\":{\"id\":\"b\"}"),
	    EVENT("e3", "RENAMED", "{\"id\":\"b\",\"name\":\"Beta nowa\",\"leaf\":true}", ""),
	};
	const char *text = "";

	for (size_t i = from ? (size_t)(from[1] - '0') + 1 : 0; i < (canned_later ? 4 : 1); i++)
		text = mem_printf(mem, "%s%s%s", text, *text ? "," : "", events[i]);
	return mem_printf(mem, "{\"events\":[%s]}", text);
}

const char *canned_category(void *mem, const struct allegro_call *call)
{
	switch ((int)call->op) {
	case OP_CATEGORIES:
		return children_text(mem, asked(call, "parent.id"));
	case OP_CATEGORY:
		return node_of(call->id) ? node_text(mem, node_of(call->id)) : NULL;
	case OP_CATEGORY_EVENTS:
		return events_text(mem, asked(call, "from"));
	case OP_CATEGORY_PARAMS:
		return node_of(call->id)
			   ? "{\"parameters\":[{\"id\":\"1\",\"name\":\"Stan\",\"type\":"
			     "\"dictionary\",\"required\":true},{\"id\":\"2\",\"name\":\"Moc\","
			     "\"type\":\"integer\",\"required\":false}]}"
			   : NULL;
	default:
		if (canned_garbled)
			return "{\"scheduledChanges\":[{\"type\":\"REQUIREMENT_CHANGE\"}]}";
		return "{\"scheduledChanges\":[{\"type\":\"REQUIREMENT_CHANGE\",\"scheduledAt\":"
		       "\"2026-01-01T00:00:00Z\",\"scheduledFor\":\"2099-01-01T00:00:00Z\","
		       "\"category\":{\"id\":\"b\"},\"parameter\":{\"id\":\"2\"}}]}";
	}
}
