/* A tree of six categories, and what happens to it. */
#include "canned_categories.h"

#include "allegro/category_api.h"
#include "base/mem.h"
#include "base/str.h"
#include "net/http.h"

bool canned_later;
bool canned_garbled;
bool canned_many;
const char *canned_refused;
enum canned_journal canned_journal;

static const struct node {
	const char *id;
	const char *parent;
	const char *name;
	bool leaf;
	bool came; /* later */
	bool went;
	const char *name_later; /* NULL: the same */
	const char *parent_later;
	bool leaf_later;
} nodes[] = {
    {"a", NULL, "Alfa", .leaf = false},
    {"b", NULL, "Beta", .leaf = true, .name_later = "Beta nowa"},
    {"a1", "a", "A1", .leaf = true, .went = true},
    {"a2", "a", "A2", .leaf = false, .leaf_later = true},
    {"a21", "a2", "A21", .leaf = true, .parent_later = "a"},
    {"a3", "a", "A3", .leaf = true, .came = true},
};

static bool is_there(const struct node *n)
{
	return canned_later ? !n->went : !n->came;
}

static const char *parent_of(const struct node *n)
{
	return canned_later ? str_or(n->parent_later, n->parent) : n->parent;
}

static const char *node_text(void *mem, const struct node *n)
{
	const char *parent = parent_of(n);

	return mem_printf(mem, "{\"id\":\"%s\",\"name\":\"%s\",\"leaf\":%s,\"parent\":%s}", n->id,
			  canned_later ? str_or(n->name_later, n->name) : n->name,
			  n->leaf || (canned_later && n->leaf_later) ? "true" : "false",
			  parent ? mem_printf(mem, "{\"id\":\"%s\"}", parent) : "null");
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

	if (parent && str_eq(parent, canned_refused))
		return NULL;
	for (size_t i = 0; i < COUNT_OF(nodes); i++)
		if (str_eq(parent_of(&nodes[i]), parent) && is_there(&nodes[i]))
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
	    EVENT("e4", "MOVED",
		  "{\"id\":\"a21\",\"name\":\"A21\",\"leaf\":true,\"parent\":{\"id\":\"a\"}}", ""),
	    "{\"id\":\"e5\"}",
	};
	const size_t n = !canned_later ? 1 : 5 + (canned_journal == CANNED_UNREAD);
	const char *text = "";

	if (from && canned_journal == CANNED_FORGOTTEN)
		return NULL;
	for (size_t i = from ? (size_t)(from[1] - '0') + 1 : 0; i < n; i++)
		text = mem_printf(mem, "%s%s%s", text, *text ? "," : "", events[i]);
	return mem_printf(mem, "{\"events\":[%s]}", text);
}

static const char *changes_text(void *mem, const char *offset)
{
	struct str text;
	const int n = canned_many && str_eq(offset, "0") ? CATEGORY_CHANGES_MAX : 1;

	str_init(&text, mem, 1 << 20);
	for (int i = 0; i < n; i++)
		str_addf(&text,
			 "%s{\"type\":\"REQUIREMENT_CHANGE\",\"scheduledAt\":"
			 "\"2026-01-01T00:00:00Z\",\"scheduledFor\":\"2099-01-01T00:00:00Z\","
			 "\"category\":{\"id\":\"b\"},\"parameter\":{\"id\":\"%d\"}}",
			 i ? "," : "", i + (str_eq(offset, "0") ? 2 : 2 + CATEGORY_CHANGES_MAX));
	return mem_printf(mem, "{\"scheduledChanges\":[%s]}", text.text);
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
			     "\"dictionary\",\"required\":true,\"formerData\":{\"ids\":[\"9\"]}},{"
			     "\"id\":\"2\",\"name\":\"Moc\","
			     "\"type\":\"integer\",\"required\":false},{\"id\":\"2\",\"name\":"
			     "\"Moc znowu\","
			     "\"type\":\"integer\",\"required\":true}]}"
			   : NULL;
	default:
		if (canned_garbled)
			return "{\"scheduledChanges\":[{\"type\":\"REQUIREMENT_CHANGE\"}]}";
		return changes_text(mem, asked(call, "offset"));
	}
}
