/* Words of terms of sale. */
#include "terms/terms_words.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "web/i18n.h"

static const struct label names[] = {
    {"SHIPPING", N_("Shipping rates"), "", ""},
    {"RETURNS", N_("Return policy"), "", ""},
    {"IMPLIED", N_("Complaints policy (implied warranty)"), "", ""},
    {"WARRANTY", N_("Warranty"), "", ""},
    {"PRODUCER", N_("Responsible producers"), "", ""},
    {"PERSON", N_("Responsible persons"), "", ""},
    {"HANDLING", N_("Handling time"), "", ""},
    {"INVOICE", N_("Invoice"), "", ""},
    {"LOCATION", N_("Location of the goods"), "", ""},
    {"COUNTRY", N_("Country code"), "", ""},
    {"PROVINCE", N_("Province"), "", ""},
    {"POST_CODE", N_("Post code"), "", ""},
    {"CITY", N_("City"), "", ""},
    {0},
};

const char *terms_name(const char *of)
{
	return label_text(names, of);
}

static const struct label whys[] = {
    {"unread", N_("not fetched from Allegro yet"), "", ""},
    {"none", N_("there is none at Allegro"), "", ""},
    {"open", N_("not chosen"), "", ""},
    {"gone", N_("the chosen one is no longer at Allegro"), "", ""},
    {0},
};

static const struct label cures[] = {
    {"unread", N_("Kram fetches the lists within a minute once the account is connected."), "", ""},
    {"none", N_("Create one on Allegro, in your sales settings, then refresh this page's lists."),
     "", ""},
    {"open", N_("Choose it below."), "", ""},
    {"gone", N_("Choose another one below."), "", ""},
    {0},
};

const char *terms_blocker_text(const struct terms_blocker *b)
{
	return label_text(whys, b->why);
}

const char *terms_blocker_cure(const struct terms_blocker *b)
{
	return label_text(cures, b->why);
}

static const struct label faults[] = {
    {"COUNTRY", N_("A country code has two capital letters, such as PL."), "", ""},
    {"POST_CODE", N_("A Polish post code looks like 61-867."), "", ""},
    {0},
};

const char *terms_fault_text(void *mem, const char *fault)
{
	for (const struct label *l = faults; l->word; l++)
		if (str_eq(l->word, fault))
			return _(l->text);
	return mem_printf(mem, _("%s: what you chose is no longer available. Choose again."),
			  terms_name(fault));
}

const struct label terms_handling_labels[] = {
    {"PT0S", N_("immediately"), "", ""},
    {"PT24H", N_("24 hours"), "", ""},
    {"P2D", N_("2 days"), "", ""},
    {"P3D", N_("3 days"), "", ""},
    {"P4D", N_("4 days"), "", ""},
    {"P5D", N_("5 days"), "", ""},
    {"P7D", N_("7 days"), "", ""},
    {"P10D", N_("10 days"), "", ""},
    {"P14D", N_("14 days"), "", ""},
    {"P21D", N_("21 days"), "", ""},
    {"P30D", N_("30 days"), "", ""},
    {"P60D", N_("60 days"), "", ""},
    {0},
};

const struct label terms_invoice_labels[] = {
    {"VAT", N_("VAT invoice"), "", ""},
    {"VAT_MARGIN", N_("VAT margin scheme invoice"), "", ""},
    {"WITHOUT_VAT", N_("invoice without VAT"), "", ""},
    {"NO_INVOICE", N_("no invoice"), "", ""},
    {0},
};

/* Names of places, the same in every language. */
const struct label terms_province_labels[] = {
    {"DOLNOSLASKIE", "dolnośląskie", "", ""},
    {"KUJAWSKO_POMORSKIE", "kujawsko-pomorskie", "", ""},
    {"LUBELSKIE", "lubelskie", "", ""},
    {"LUBUSKIE", "lubuskie", "", ""},
    {"LODZKIE", "łódzkie", "", ""},
    {"MALOPOLSKIE", "małopolskie", "", ""},
    {"MAZOWIECKIE", "mazowieckie", "", ""},
    {"OPOLSKIE", "opolskie", "", ""},
    {"PODKARPACKIE", "podkarpackie", "", ""},
    {"PODLASKIE", "podlaskie", "", ""},
    {"POMORSKIE", "pomorskie", "", ""},
    {"SLASKIE", "śląskie", "", ""},
    {"SWIETOKRZYSKIE", "świętokrzyskie", "", ""},
    {"WARMINSKO_MAZURSKIE", "warmińsko-mazurskie", "", ""},
    {"WIELKOPOLSKIE", "wielkopolskie", "", ""},
    {"ZACHODNIOPOMORSKIE", "zachodniopomorskie", "", ""},
    {0},
};
