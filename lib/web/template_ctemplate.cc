/*
 * With template_dict.hh the only C++: ctemplate behind template.h. No exception may cross into C:
 * what can throw is memory alone, and that ends the process like everywhere else.
 */
#include <dirent.h>
#include <sys/stat.h>

#include <string>

#include <ctemplate/template_cache.h>
#include <ctemplate/template_emitter.h>

#include "web/template_dict.hh"

using ctemplate::ExpandEmitter;
using ctemplate::TemplateCache;

struct templates {
	const char *dir;
	TemplateCache *cache[LANG_COUNT]; /* what has been read of it */
};

namespace
{

/* Blank lines go, words keep the white space between them. */
const ctemplate::Strip strip = ctemplate::STRIP_BLANK_LINES;
const int directory_depth = 4;

int templates_destroy(struct templates *t)
{
	for (int i = 0; i < LANG_COUNT; i++)
		delete t->cache[i];
	return 0;
}

class StrEmitter : public ExpandEmitter
{
      public:
	explicit StrEmitter(struct str *out) : out_(out)
	{
	}
	void Emit(char c) override
	{
		str_add_bytes(out_, &c, 1);
	}
	void Emit(const std::string &s) override
	{
		str_add_bytes(out_, s.data(), s.size());
	}
	void Emit(const char *s) override
	{
		str_add(out_, s);
	}
	void Emit(const char *s, size_t n) override
	{
		str_add_bytes(out_, s, n);
	}

      private:
	struct str *out_;
};

bool is_directory(const std::string &path)
{
	struct stat st;

	return stat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode);
}

bool is_template(const std::string &name)
{
	const std::string suffix = ".html";

	return name.size() > suffix.size() &&
	       name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0;
}

enum rc load_directory(TemplateCache *cache, const std::string &root, const std::string &below,
		       int depth, struct err *e)
{
	DIR *dir = opendir((root + "/" + below).c_str());

	if (!dir)
		return err_set(e, RC_IO, "cannot read templates in %s/%s", root.c_str(),
			       below.c_str());
	enum rc rc = RC_OK;
	for (struct dirent *d = readdir(dir); d && !rc; d = readdir(dir)) {
		std::string name = below.empty() ? d->d_name : below + "/" + d->d_name;
		if (d->d_name[0] == '.')
			continue;
		if (is_directory(root + "/" + name) && depth > 0)
			rc = load_directory(cache, root, name, depth - 1, e);
		else if (is_template(name) && !cache->LoadTemplate(name, strip))
			rc = err_set(e, RC_INVALID, "template %s/%s does not parse", root.c_str(),
				     name.c_str());
	}
	(void)closedir(dir);
	return rc;
}

TemplateCache *language_cache(const struct templates *t, enum lang lang)
{
	TemplateCache *cache = new TemplateCache;

	cache->SetTemplateRootDirectory(std::string(t->dir) + "/" + lang_code(lang));
	return cache;
}

/* Reads all of a language and keeps nothing, so that a broken template stops the start, not a
 * page. */
enum rc check_language(const struct templates *t, enum lang lang, struct err *e)
{
	TemplateCache *cache = language_cache(t, lang);
	enum rc rc =
	    load_directory(cache, cache->template_root_directory(), "", directory_depth, e);

	delete cache;
	return rc;
}

} // namespace

/* A worker keeps what its readers ask for: all of it would be a megabyte and a half a language. */
enum rc templates_load(void *owner, const char *dir, struct templates **out, struct err *e)
{
	struct templates *t = mem_zero(owner, struct templates);

	t->dir = mem_strdup(t, dir);
	talloc_set_destructor(t, templates_destroy);
	for (int i = 0; i < LANG_COUNT; i++) {
		if (check_language(t, static_cast<enum lang>(i), e)) {
			mem_free(t);
			return e->rc;
		}
		t->cache[i] = language_cache(t, static_cast<enum lang>(i));
	}
	*out = t;
	return RC_OK;
}

struct tpl *tpl_new(void *owner)
{
	struct tpl_page *page = mem_zero(owner, struct tpl_page);

	page->globals = tpl::make(page, nullptr);
	return tpl::make(page, nullptr);
}

void tpl_set(struct tpl *t, const char *name, const char *value)
{
	t->set(name, value ? value : "");
}

void tpl_set_int(struct tpl *t, const char *name, int64_t value)
{
	t->set(name, std::to_string(value).c_str());
}

void tpl_show(struct tpl *t, const char *section)
{
	t->show(section);
}

void tpl_set_shown(struct tpl *t, const char *name, const char *value, const char *section)
{
	if (!str_empty(value))
		t->add(section)->set(name, value);
}

struct tpl *tpl_add(struct tpl *t, const char *section)
{
	return t->add(section);
}

struct tpl *tpl_include(struct tpl *t, const char *marker, const char *template_name)
{
	return t->include(marker, template_name);
}

void tpl_set_global(struct tpl *root, const char *name, const char *value)
{
	root->globals()->set(name, value ? value : "");
}

void tpl_show_global(struct tpl *root, const char *section)
{
	root->globals()->show(section);
}

enum rc tpl_render(struct templates *templates, enum lang lang, const char *template_name,
		   const struct tpl *t, struct str *out, struct err *e)
{
	StrEmitter emitter(out);

	if (!templates->cache[lang]->ExpandWithData(template_name, strip, t, nullptr, &emitter))
		return err_set(e, RC_IO, "template %s cannot be read", template_name);
	if (out->overflow)
		return err_set(e, RC_IO, "page %s is larger than %zu bytes", template_name,
			       out->max);
	return RC_OK;
}
