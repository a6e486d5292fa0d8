/* The form of a new producer or person. */
#include "terms/register_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/label.h"
#include "outbox/outbox_words.h"
#include "outbox/undo_view.h"
#include "tpl/outbox/_banner.h"
#include "tpl/terms/register.h"
#include "urls.h"
#include "web/url.h"

const char *const register_kind_names[] = {"producer", "person", NULL};
_Static_assert(COUNT_OF(register_kind_names) == REGISTER_KINDS + 1, "a name for each kind");

static const struct label faults[] = {
    {"name", N_("The name is missing or too long."), "", ""},
    {"title", N_("The trade name is missing or too long."), "", ""},
    {"street", N_("The street is missing or too long."), "", ""},
    {"post_code", N_("The post code is missing or too long."), "", ""},
    {"city", N_("The city is missing or too long."), "", ""},
    {"country", N_("A country code has two capital letters, such as PL."), "", ""},
    {"union", N_("A responsible person lives in the European Union: choose such a country."), "",
     ""},
    {"contact", N_("An e-mail address or a contact form is needed."), "", ""},
    {"email", N_("Allegro would not accept this e-mail address."), "", ""},
    {"phone", N_("The phone number is too long."), "", ""},
    {"form_url",
     N_("The address of the contact form begins with https:// and has at most 80 "
	"characters."),
     "", ""},
    {"length", N_("All together is too long: shorten the trade name or the street."), "", ""},
    {0},
};

static void add_field(struct tpl *t, const struct fmt *f, const char *label, const char *field,
		      const char *value, int most)
{
	t = tpl_add(t, T_TYPED);
	tpl_set(t, T_LABEL, label);
	tpl_set(t, T_FIELD, field);
	tpl_set(t, T_VALUE, value);
	tpl_set(t, T_MOST, mem_printf(f->mem, "%d", most));
}

static void fill_form(struct tpl *t, const struct fmt *f, const struct register_page *page)
{
	const struct term *e = &page->form.t;
	char batch[37];

	str_uuid(batch);
	t = tpl_add(t, T_IF_FORM);
	tpl_set(t, T_ACTION, url_producers_new());
	tpl_set(t, T_ACCOUNT, fmt_id(f, page->account->id));
	tpl_set(t, T_KIND, register_kind_names[page->form.kind]);
	tpl_set(t, T_BATCH, batch);
	add_field(t, f, _("Name in your register"), "name", e->name, PARTY_NAME_MAX);
	add_field(t, f,
		  page->form.kind == REGISTER_PERSON ? _("Name or company of the person")
						     : _("Trade name"),
		  "title", e->title, PARTY_TITLE_MAX);
	add_field(t, f, _("Street and number"), "street", e->street, PARTY_STREET_MAX);
	add_field(t, f, _("Post code"), "post_code", e->post_code, PARTY_POST_CODE_MAX);
	add_field(t, f, _("City"), "city", e->city, PARTY_CITY_MAX);
	add_field(t, f, _("Country code"), "country", e->country, 2);
	add_field(t, f, _("E-mail"), "email", e->email, PARTY_EMAIL_MAX);
	add_field(t, f, _("Contact form, in place of the e-mail"), "form_url", e->form_url,
		  PARTY_FORM_MAX);
	add_field(t, f, _("Phone"), "phone", e->phone, PARTY_PHONE_MAX);
}

static void fill_note(struct tpl *t, const char *text, const char *url, const char *link)
{
	tpl_set_shown(t, T_NOTE, text, T_IF_NOTE);
	if (!url)
		return;
	tpl_set_shown(t, T_NOTE_URL, url, T_IF_LINK);
	tpl_set(t, T_NOTE_LINK, link);
}

static void fill_verdict(struct tpl *t, const struct fmt *f, const struct register_page *page)
{
	const char *kind = register_kind(register_form_kind(&page->form));
	const char *account = fmt_id(f, page->account->id);
	const bool is_admin = f->role == ROLE_ADMINISTRATOR;

	switch (act_judge(&page->acts, kind, &page->thing)) {
	case ACT_OFF:
		fill_note(t, _("Kram may not write this to Allegro: the switch is off."),
			  is_admin ? url_accounts_id_writers(f->mem, account) : NULL,
			  _("What Kram may write to Allegro"));
		break;
	case ACT_CUT_OFF:
		fill_note(t, _("The account is not connected or lacks the permission."),
			  url_accounts_id(f->mem, account), page->account->name);
		break;
	case ACT_PENDING:
		fill_note(t, _("An entry of this name is on its way."), url_outbox(), _("State"));
		fill_form(t, f, page);
		break;
	case ACT_BARRED:
		fill_note(t, outbox_reason_text(kind, page->thing.obstacle), NULL, NULL);
		fill_form(t, f, page);
		break;
	case ACT_MAY:
		fill_form(t, f, page);
		break;
	}
}

void register_fill(struct tpl *t, const struct fmt *f, const struct register_page *page)
{
	const struct url_arg account = {"account", fmt_id(f, page->account->id)};

	tpl_set(t, T_LIST_URL, url_with(f->mem, url_producers(), &account, 1));
	tpl_set(t, T_HEADING,
		page->form.kind == REGISTER_PERSON ? _("New responsible person")
						   : _("New responsible producer"));
	undo_banner_fill(tpl_include(t, T_BANNER, TPL_OUTBOX__BANNER), f, &page->undo);
	tpl_set_shown(t, T_PROBLEM, page->fault ? label_text(faults, page->fault) : page->problem,
		      T_IF_PROBLEM);
	fill_verdict(t, f, page);
}
