/* Sections of a description become values of the template, block by block. */
#include "products/offer_text_view.h"

#include "base/mem.h"
#include "domain/mapping/description.h"
#include "domain/mapping/offer_name.h"
#include "domain/mapping/section_text.h"
#include "domain/mapping/sections_check.h"
#include "tpl/products/_allegro.h"
#include "urls.h"

#include <string.h>

/* ---- The name ----------------------------------------------------------------------------------
 */

static const char *const faults[OFFER_NAME_FAULTS] = {
    [OFFER_NAME_SHORT] = N_("Too short: Allegro wants at least 12 characters."),
    [OFFER_NAME_LONG] = N_("Too long: Allegro takes at most 75 characters, and counts & as five"
			   " and a quotation mark as six."),
    [OFFER_NAME_FEW_WORDS] = N_("Too few words: Allegro wants at least three."),
    [OFFER_NAME_LONG_WORD] = N_("A word has more than 30 characters."),
    [OFFER_NAME_CHARACTER] = N_("Allegro does not take this character:"),
    [OFFER_NAME_BLANKS] = N_("There are too many blanks, or blanks of another kind."),
};

static const char *size_of(const struct fmt *f, const struct offer_name_check *c)
{
	const char *words = mem_printf(
	    f->mem, ngettext("%d word", "%d words", (unsigned long)c->words), (int)c->words);
	const char *length = mem_printf(f->mem, _("%d of 75 characters"), (int)c->length);

	return mem_printf(f->mem, "%s, %s", length, words);
}

static void fill_proposed(struct tpl *t, const struct fmt *f, const struct catalog_product *product)
{
	const char *proposed = offer_name_propose(f->mem, product->p.name);
	const struct offer_name_check c = offer_name_check(proposed);

	if (!*proposed || str_eq(proposed, product->p.name))
		return;
	t = tpl_add(t, T_IF_PROPOSED);
	tpl_set(t, T_CHANGE_URL, url_products_id_change(f->mem, fmt_id(f, product->p.id)));
	tpl_set_int(t, T_VERSION, product->version);
	tpl_set(t, T_PROPOSED, proposed);
	tpl_set(t, T_PROPOSED_SIZE, size_of(f, &c));
}

static void fill_name(struct tpl *t, const struct fmt *f, const struct catalog_product *product)
{
	const struct offer_name_check c = offer_name_check(product->p.name);

	t = tpl_add(t, T_IF_NAME);
	tpl_set(t, T_OFFER_NAME, product->p.name);
	tpl_set(t, T_NAME_SIZE, size_of(f, &c));
	for (size_t i = 0; i < OFFER_NAME_FAULTS; i++) {
		if (!offer_name_has(&c, (enum offer_name_fault)i))
			continue;
		struct tpl *row = tpl_add(t, T_NAME_FAULT);
		tpl_set(row, T_NAME_FAULT_TEXT,
			i == OFFER_NAME_CHARACTER ? mem_printf(f->mem, "%s %s", _(faults[i]), c.bad)
						  : _(faults[i]));
	}
	fill_proposed(t, f, product);
}

/* ---- The description ---------------------------------------------------------------------------
 */

static const struct {
	const char *block; /* T_H1..., NULL: it is inside one */
} blocks[SECTION_TAGS] = {
    [TAG_H1] = {T_H1}, [TAG_H2] = {T_H2}, [TAG_P] = {T_P}, [TAG_UL] = {T_UL}, [TAG_OL] = {T_OL},
};

/* Where a run of text goes while a section is read. */
struct place {
	struct tpl *block;
	struct tpl *item; /* of a list */
	bool is_bold;
};

static void open_tag(struct tpl *section, struct place *at, enum section_tag tag)
{
	if (tag == TAG_B)
		at->is_bold = true;
	else if (tag == TAG_LI)
		at->item = tpl_add(at->block, T_LI);
	else if (!at->item)
		at->block = at->item = tpl_add(tpl_add(section, T_BLOCK), blocks[tag].block);
}

static void close_tag(struct place *at, enum section_tag tag)
{
	if (tag == TAG_B)
		at->is_bold = false;
	else
		at->item = NULL;
}

static void add_run(const struct fmt *f, const struct place *at, const struct section_piece *p)
{
	struct tpl *run = at->item ? tpl_add(at->item, T_RUN) : NULL;

	if (!run)
		return;
	tpl_set(run, T_TEXT, section_plain(f->mem, p->text, p->len));
	tpl_show(run, at->is_bold ? T_BOLD : T_PLAIN);
}

static void fill_text(struct tpl *section, const struct fmt *f, const char *content)
{
	struct place at = {0};
	struct section_piece p;

	while ((p = section_piece_next(&content)).kind != PIECE_END) {
		if (p.kind == PIECE_OPEN)
			open_tag(section, &at, p.tag);
		else if (p.kind == PIECE_CLOSE)
			close_tag(&at, p.tag);
		else
			add_run(f, &at, &p);
	}
}

static void fill_image(struct tpl *section, const struct section_item *item)
{
	struct tpl *image = tpl_add(section, T_IMAGE);

	tpl_set(image, T_ADDRESS, item->url);
	if (str_empty(item->alt))
		tpl_show(image, T_IF_NO_ALT);
	else
		tpl_set_shown(image, T_ALT, item->alt, T_IF_ALT);
}

static const char *const losses[DESCRIPTION_LOSSES] = {
    [LOSS_SCRIPT] = N_("Scripts and styles"),
    [LOSS_EMBEDDED] = N_("Films, sounds and frames"),
    [LOSS_FORM] = N_("Fields and buttons"),
    [LOSS_LINK] = N_("Links; their text stays"),
    [LOSS_TABLE] = N_("Tables; they are lines of text now"),
    [LOSS_LIST] = N_("Lists inside lists; their items are in the outer ones"),
    [LOSS_FORMAT] = N_("Texts in italics, underlined, struck through or raised"),
    [LOSS_IMAGE_ADDRESS] = N_("Pictures without a full address"),
    [LOSS_IMAGE_TINY] = N_("Pictures of a pixel or two"),
    [LOSS_IMAGE_REPEATED] = N_("Pictures shown before"),
    [LOSS_IMAGE_MANY] = N_("Pictures beyond the 16 there may be with those of the gallery"),
    [LOSS_CHARACTER] = N_("Characters that cannot be shown"),
    [LOSS_LENGTH] = N_("Paragraphs and pictures beyond 40,000 bytes"),
};

static void fill_losses(struct tpl *t, const struct fmt *f, const struct description *d)
{
	struct tpl *list = NULL;

	for (size_t i = 0; i < DESCRIPTION_LOSSES; i++) {
		if (!d->lost[i])
			continue;
		list = list ? list : tpl_add(t, T_IF_LOST);
		struct tpl *row = tpl_add(list, T_LOSS);
		tpl_set(row, T_LOSS_TEXT, _(losses[i]));
		tpl_set(row, T_LOSS_COUNT, fmt_int(f, (int64_t)d->lost[i]));
	}
}

static void fill_description(struct tpl *t, const struct fmt *f, const struct product *p)
{
	const char *html = str_or(p->description, "");
	struct pictures gallery;
	struct description d;

	pictures_read(f->mem, p->images, &gallery);
	description_clean(f->mem, (struct bytes){html, strlen(html)}, PICTURES_MAX - gallery.n, &d);
	fill_losses(t, f, &d);
	if (!d.sections.n_sections) {
		tpl_show(t, T_IF_NOTHING);
		return;
	}
	t = tpl_add(t, T_IF_SECTIONS);
	tpl_set(t, T_SIZE,
		mem_printf(f->mem, _("%s of 40,000 bytes"),
			   fmt_int(f, (int64_t)sections_bytes(&d.sections))));
	for (size_t i = 0; i < d.sections.n_sections; i++) {
		struct tpl *section = tpl_add(t, T_SECTION);
		const struct section_item *item = &d.sections.sections[i].items[0];
		if (item->url)
			fill_image(section, item);
		else
			fill_text(section, f, item->content);
	}
}

void offer_text_fill(struct tpl *t, const struct fmt *f, const struct catalog_product *product)
{
	if (product->p.name)
		fill_name(t, f, product);
	fill_description(t, f, &product->p);
}
