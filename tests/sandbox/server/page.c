/* Pages from files and models. */
#include "server/page.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#include "server/errors.h"
#include "sandbox.h"

enum { PAGE_MAX = 1024 * 1024, DEPTH_MAX = 8, NAME_MAX_LEN = 40 };

/* Objects from the innermost to the page's own. */
struct scope {
	struct json_object *at[DEPTH_MAX];
	size_t n;
};

char *page_file(void *owner, const char *dir, const char *file)
{
	char *path = mem_printf(owner, "%s/%s", dir, file);
	FILE *f = fopen(path, "r");

	if (!f)
		return NULL;
	char *text = mem_array(owner, char, PAGE_MAX + 1);
	size_t n = fread(text, 1, PAGE_MAX, f);
	(void)fclose(f);
	text[n] = '\0';
	return mem_grow(owner, text, char, n + 1);
}

static struct json_object *look_up(const struct scope *s, const char *name)
{
	struct json_object *found = NULL;

	for (size_t i = s->n; i-- > 0;)
		if (json_object_object_get_ex(s->at[i], name, &found))
			return found;
	return NULL;
}

static void add_escaped(struct str *out, const char *s)
{
	for (; *s; s++) {
		switch (*s) {
		case '&':
			str_add(out, "&amp;");
			break;
		case '"':
			str_add(out, "&quot;");
			break;
		case '\'':
			str_add(out, "&#39;");
			break;
		case '\x3c':
			str_add(out, "&lt;");
			break;
		case '>':
			str_add(out, "&gt;");
			break;
		default:
			str_add_bytes(out, s, 1);
		}
	}
}

static bool is_shown(struct json_object *v)
{
	if (json_object_is_type(v, json_type_array))
		return json_object_array_length(v) > 0;
	if (json_object_is_type(v, json_type_string))
		return json_object_get_string_len(v) > 0;
	return json_object_get_boolean(v) || json_object_is_type(v, json_type_object);
}

/* The end of the section `name` whose body starts at s: its closing tag, nesting counted. */
static const char *section_end(const char *s, const char *name)
{
	char open[NAME_MAX_LEN + 8];
	char close[NAME_MAX_LEN + 8];
	int depth = 1;

	(void)snprintf(open, sizeof(open), "{{#%s}}", name);
	(void)snprintf(close, sizeof(close), "{{/%s}}", name);
	for (; *s; s++) {
		if (str_starts(s, open))
			depth++;
		if (str_starts(s, close) && --depth == 0)
			return s;
	}
	BUG("section %s of a page has no end", name);
}

static void render(struct str *out, const char *s, const char *end, struct scope *scope);

static void repeat(struct str *out, const char *s, const char *end, struct scope *scope,
		   struct json_object *v)
{
	if (!json_object_is_type(v, json_type_array)) {
		render(out, s, end, scope);
		return;
	}
	if (scope->n == DEPTH_MAX)
		BUG("a page nests too deep");
	for (size_t i = 0; i < json_object_array_length(v); i++) {
		scope->at[scope->n++] = json_object_array_get_idx(v, i);
		render(out, s, end, scope);
		scope->n--;
	}
}

/* One tag at s (behind its braces); returns where to go on. */
static const char *tag(struct str *out, const char *s, struct scope *scope)
{
	char name[NAME_MAX_LEN];
	bool section = *s == '#' || *s == '^';
	bool wanted = *s == '#';
	size_t len = strcspn(s + section, "}");

	(void)snprintf(name, sizeof(name), "%.*s", (int)len, s + section);
	struct json_object *v = look_up(scope, name);
	s += section + len + 2;
	if (!section) {
		add_escaped(out, v ? json_object_get_string(v) : "");
		return s;
	}
	const char *stop = section_end(s, name);
	if (is_shown(v) == wanted)
		repeat(out, s, stop, scope, wanted ? v : NULL);
	return stop + strlen(name) + strlen("{{/}}");
}

static void render(struct str *out, const char *s, const char *end, struct scope *scope)
{
	while (s < end) {
		const char *brace = strstr(s, "{{");
		if (!brace || brace >= end) {
			str_add_bytes(out, s, (size_t)(end - s));
			return;
		}
		str_add_bytes(out, s, (size_t)(brace - s));
		s = tag(out, brace + 2, scope);
	}
}

void page_answer(struct exchange *x, int status, const char *file, struct json_object *model)
{
	const char *text = page_file(x, x->sb->pages_dir, file);
	struct scope scope = {.at = {model}, .n = 1};

	if (text) {
		answer_empty(x, status);
		x->answer.media = MEDIA_HTML;
		answer_header(x, "Content-Security-Policy",
			      "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
		answer_header(x, "Cache-Control", "no-store");
		render(&x->answer.body, text, text + strlen(text), &scope);
	} else {
		answer_error(x, ERROR_SERVER, NULL, "the pages are not where --pages says");
	}
	json_object_put(model);
}

void model_text(struct json_object *model, const char *key, const char *value)
{
	json_object_object_add(model, key, json_object_new_string(value ? value : ""));
}

struct json_object *model_array(struct json_object *model, const char *key)
{
	struct json_object *array = json_object_new_array();

	json_object_object_add(model, key, array);
	return array;
}

struct json_object *model_item(struct json_object *array)
{
	struct json_object *item = json_object_new_object();

	json_object_array_add(array, item);
	return item;
}
