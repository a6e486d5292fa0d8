#ifndef WEB_TEMPLATE_DICT_HH
#define WEB_TEMPLATE_DICT_HH

/*
 * struct tpl of template.h: what ctemplate asks for when it expands a template. Private to
 * template_ctemplate.cc.
 *
 * ctemplate's own TemplateDictionary is made for any order of calls: each of its dictionaries gets
 * a name for debugging and two trees, and each value its own copy. That was a fifth of what a list
 * costs. Here a dictionary is three short lists in memory that goes with its page: nothing is freed
 * singly and nothing needs a destructor.
 */

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string>
#include <unordered_set>

#include <ctemplate/template_dictionary_interface.h>

/* After the headers of C++: these know nothing of it. */
extern "C" {
#include "base/mem.h"
#include "base/str.h"
#include "web/template.h"
}

/* All dictionaries of a page, and the memory they are in. */
struct tpl_page {
	char *at;
	size_t left;
	struct tpl *globals; /* what all of them see */

	void *take(size_t size)
	{
		const size_t block = 16 * 1024;
		const size_t align = alignof(std::max_align_t);

		size = (size + align - 1) / align * align;
		if (size > left) {
			left = size > block ? size : block;
			at = mem_array(this, char, left);
		}
		left -= size;
		at += size;
		return at - size;
	}

	const char *copy(const char *text, size_t len)
	{
		return static_cast<const char *>(memcpy(take(len + 1), text, len + 1));
	}
};

/* A name is one object for all who write it. */
using tpl_name = std::string;

/*
 * Names are the same few thousand constants of the program and of its templates again and again.
 * Each is met once by its text and then by where it stands; the text decides all the same.
 */
inline const tpl_name *tpl_name_at(const char *text, size_t len)
{
	static const unsigned places_log2 = 11;
	static struct {
		const char *at;
		const tpl_name *name;
	} places[1 << places_log2];
	static std::unordered_set<tpl_name> known;
	uint64_t spread = reinterpret_cast<uintptr_t>(text) * UINT64_C(0x9e3779b97f4a7c15);
	auto &place = places[spread >> (64 - places_log2)];

	if (place.at != text || place.name->size() != len ||
	    memcmp(place.name->data(), text, len) != 0) {
		place.name = &*known.emplace(text, len).first;
		place.at = text;
	}
	return place.name;
}

inline const tpl_name *tpl_name_of(const char *name)
{
	return tpl_name_at(name, strlen(name));
}

inline const tpl_name *tpl_name_of(const ctemplate::TemplateString &name)
{
	return tpl_name_at(name.data(), name.size());
}

struct tpl final : public ctemplate::TemplateDictionaryInterface {
      private:
	/* A value, or the dictionaries of a section or an include. */
	struct slot {
		slot *next;
		const tpl_name *name;
		const char *text;
		size_t len;
		tpl *first;
		tpl *last;
	};

	tpl_page *page_;
	const tpl *parent_;		 /* what it does not say itself, this one may */
	tpl *sibling_ = nullptr;	 /* the next one of the same section */
	const char *template_ = nullptr; /* of an include */
	slot *values_ = nullptr;
	slot *sections_ = nullptr;
	slot *includes_ = nullptr;

	tpl(tpl_page *page, const tpl *parent) : page_(page), parent_(parent)
	{
	}

	static slot *find(slot *list, const tpl_name *name)
	{
		while (list && list->name != name)
			list = list->next;
		return list;
	}

	slot *take(slot **list, const tpl_name *name)
	{
		slot *s = find(*list, name);

		if (s)
			return s;
		s = new (page_->take(sizeof(slot))) slot{*list, name, "", 0, nullptr, nullptr};
		*list = s;
		return s;
	}

	tpl *append(slot *to, const tpl *parent)
	{
		tpl *child = make(page_, parent);

		(to->last ? to->last->sibling_ : to->first) = child;
		to->last = child;
		return child;
	}

	/* Where a name of this list is known, here or around; *of is whose. */
	const slot *look(slot *tpl::*list, const ctemplate::TemplateString &name,
			 const tpl **of) const
	{
		const tpl_name *known = tpl_name_of(name);

		for (const tpl *d = this; d; d = d->parent_) {
			const slot *s = find(d->*list, known);
			*of = d;
			if (s)
				return s;
		}
		*of = page_->globals;
		return find(page_->globals->*list, known);
	}

	class Children final : public Iterator
	{
	      public:
		explicit Children(const tpl *first) : next_(first)
		{
		}
		bool HasNext() const override
		{
			return next_;
		}
		const TemplateDictionaryInterface &Next() override
		{
			const tpl *now = next_;
			next_ = now->sibling_;
			return *now;
		}

	      private:
		const tpl *next_;
	};

	/* A dictionary by itself, whatever follows it in its own section. */
	class Once final : public Iterator
	{
	      public:
		explicit Once(const tpl *only) : only_(only)
		{
		}
		bool HasNext() const override
		{
			return only_;
		}
		const TemplateDictionaryInterface &Next() override
		{
			const tpl *now = only_;
			only_ = nullptr;
			return *now;
		}

	      private:
		const tpl *only_;
	};

      public:
	static tpl *make(tpl_page *page, const tpl *parent)
	{
		return new (page->take(sizeof(tpl))) tpl(page, parent);
	}

	tpl *globals() const
	{
		return page_->globals;
	}

	void set(const char *name, const char *value)
	{
		slot *s = take(&values_, tpl_name_of(name));

		s->len = strlen(value);
		s->text = page_->copy(value, s->len);
	}

	void show(const char *section)
	{
		(void)take(&sections_, tpl_name_of(section));
	}

	tpl *add(const char *section)
	{
		return append(take(&sections_, tpl_name_of(section)), this);
	}

	tpl *include(const char *marker, const char *template_name)
	{
		tpl *child = append(take(&includes_, tpl_name_of(marker)), nullptr);

		child->template_ = page_->copy(template_name, strlen(template_name));
		return child;
	}

	/* ---- What ctemplate asks --------------------------------------------------------- */

	ctemplate::TemplateString GetValue(const ctemplate::TemplateString &name) const override
	{
		const tpl *of;
		const slot *s = look(&tpl::values_, name, &of);

		return s ? ctemplate::TemplateString(s->text, s->len)
			 : ctemplate::TemplateString("", 0);
	}

	bool IsUnhiddenSection(const ctemplate::TemplateString &name) const override
	{
		const tpl *of;

		return look(&tpl::sections_, name, &of);
	}

	bool IsHiddenSection(const ctemplate::TemplateString &name) const override
	{
		return !IsUnhiddenSection(name);
	}

	/* One that is only shown has the values of who showed it; one shown to all those of who
	 * asks, which ctemplate takes when there is no dictionary. */
	Iterator *CreateSectionIterator(const ctemplate::TemplateString &name) const override
	{
		const tpl *of;
		const slot *s = look(&tpl::sections_, name, &of);

		if (s && s->first)
			return new Children(s->first);
		return new Once(s && of != page_->globals ? of : nullptr);
	}

	bool IsHiddenTemplate(const ctemplate::TemplateString &name) const override
	{
		const tpl *of;

		return !look(&tpl::includes_, name, &of);
	}

	Iterator *CreateTemplateIterator(const ctemplate::TemplateString &name) const override
	{
		const tpl *of;
		const slot *s = look(&tpl::includes_, name, &of);

		return new Children(s ? s->first : nullptr);
	}

	const char *GetIncludeTemplateName(const ctemplate::TemplateString &name,
					   int number) const override
	{
		const tpl *of;
		const slot *s = look(&tpl::includes_, name, &of);
		const tpl *child = s ? s->first : nullptr;

		for (; child && number > 0; number--)
			child = child->sibling_;
		return child ? child->template_ : "";
	}

	void DumpToString(std::string *out, int level) const override
	{
		(void)out;
		(void)level;
	}
};

#endif
