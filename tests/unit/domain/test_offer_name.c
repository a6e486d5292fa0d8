/* Names of offers: every fault is told, and what can be mended is proposed. */
#include "domain/mapping/offer_name.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SHORT  (1U << OFFER_NAME_SHORT)
#define LONG   (1U << OFFER_NAME_LONG)
#define FEW    (1U << OFFER_NAME_FEW_WORDS)
#define WORD   (1U << OFFER_NAME_LONG_WORD)
#define CHAR   (1U << OFFER_NAME_CHARACTER)
#define BLANKS (1U << OFFER_NAME_BLANKS)
#define TEN    "0123456789"

static const struct {
	const char *name;
	unsigned faults;
	size_t length;
	size_t words;
	const char *bad;
	const char *proposed; /* NULL: the same */
} cases[] = {
    {"Kinkiet LED biały 5 W", 0, 21, 5, "", NULL},
    {"Zażółć gęślą jaźń", 0, 17, 3, "", NULL},
    {"Žluťoučký kůň Ø 5", 0, 17, 4, "", NULL},
    /* Length. */
    {"", SHORT | FEW, 0, 0, "", NULL},
    {"Kinkiet LED", SHORT | FEW, 11, 2, "", NULL},
    {"Ab cd efg hi", 0, 12, 4, "", NULL},
    {"Ab cd efg h", SHORT, 11, 4, "", NULL},
    {TEN " " TEN " " TEN " " TEN " " TEN " " TEN " 012345678", 0, 75, 7, "", NULL},
    {TEN " " TEN " " TEN " " TEN " " TEN " " TEN " 0123456789", LONG, 76, 7, "",
     TEN " " TEN " " TEN " " TEN " " TEN " " TEN},
    /* An "&" is five, a quote six. */
    {TEN " " TEN " " TEN " " TEN " " TEN " " TEN " & 012", 0, 75, 7, "", NULL},
    {TEN " " TEN " " TEN " " TEN " " TEN " " TEN " & 0123", LONG, 76, 7, "",
     TEN " " TEN " " TEN " " TEN " " TEN " " TEN},
    {"Telewizor 55\" <8K> & 'HDR'", 0, 26 + 5 + 3 + 3 + 4 + 4 + 4, 4, "", NULL},
    /* Words have a letter or a digit. */
    {"Kinkiet - LED +", FEW, 15, 2, "", NULL},
    {TEN TEN TEN " bb cc", 0, 36, 3, "", NULL},
    {TEN TEN TEN "1 bb cc", WORD, 37, 3, "", NULL},
    {"Filtr oleju Audi/Seat/Skoda/Volkswagen/Cupra/Porsche", WORD, 52, 3, "",
     "Filtr oleju Audi/Seat/Skoda/Volkswagen/ Cupra/Porsche"},
    {TEN TEN TEN TEN TEN TEN TEN TEN, LONG | FEW | WORD, 80, 1, "",
     TEN TEN TEN TEN TEN TEN TEN "01234"},
    /* Blanks. */
    {"  Kinkiet  LED\tbiały\n", BLANKS, 21, 3, "", "Kinkiet LED biały"},
    {"Kinkiet LED\xc2\xa0"
     "biały",
     BLANKS, 17, 3, "", "Kinkiet LED biały"},
    /* Characters, and what they mean. */
    {"Lampa – biała „duża” 5×5", CHAR, 24, 4, "–", "Lampa - biała \"duża\" 5x5"},
    {"Klocki LEGO® City™ 60 elementów", CHAR, 31, 5, "®", "Klocki LEGO City 60 elementów"},
    {"Czajnik do 90°C ½ litra", CHAR, 23, 4, "°", "Czajnik do 90 st. C 1/2 litra"},
    {"Dywan 2 m² szary", CHAR, 16, 4, "²", "Dywan 2 m2 szary"},
    {"Skrawki z\xcc\x87ycia Diana", CHAR, 20, 3, "\xcc\x87", "Skrawki życia Diana"},
    {"⭐ Kinkiet LED biały ⭐", CHAR, 21, 3, "⭐", "Kinkiet LED biały"},
    {"Ｋinkiet ﬁrmy Łuna", CHAR, 17, 3, "Ｋ", "Kinkiet firmy Łuna"},
    {"Kawa Việt Nam 1 kg", CHAR, 18, 5, "ệ", "Kawa Viet Nam 1 kg"},
    {"Kinkiet\xff LED biały", CHAR, 18, 3, "?", "Kinkiet? LED biały"},
    {"Kin\xc2\xadkiet LED bi\xe2\x80\x8b"
     "ały",
     CHAR, 19, 3, "\xc2\xad", "Kinkiet LED biały"},
    /* HTML and entities are read, though Allegro would show them as they are. */
    {"Black &amp; Decker wiertarka &quot;Pro&quot; &reg;", 0, 66, 6, "",
     "Black & Decker wiertarka \"Pro\""},
    {"<b>Kinkiet</b> LED  biały", BLANKS, 25 + 12, 3, "", "Kinkiet LED biały"},
    /* A cut leaves nothing hanging. */
    {"Kinkiet zewnętrzny ogrodowy LED czarny nowoczesny z czujnikiem ruchu (IP44, 12 W, IK08)",
     LONG, 87, 13, "", "Kinkiet zewnętrzny ogrodowy LED czarny nowoczesny z czujnikiem ruchu"},
    {"Kinkiet zewnętrzny ogrodowy LED czarny nowoczesny z czujnikiem ruchu IP44, - model", LONG, 82,
     11, "", "Kinkiet zewnętrzny ogrodowy LED czarny nowoczesny z czujnikiem ruchu IP44"},
};

static void names_are_judged_and_mended(void **state)
{
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct offer_name_check c = offer_name_check(cases[i].name);
		const char *proposed = offer_name_propose(mem, cases[i].name);
		const char *want = cases[i].proposed ? cases[i].proposed : cases[i].name;
		if (c.faults != cases[i].faults || !str_eq(proposed, want))
			print_error("%s: %x, %s\n", cases[i].name, c.faults, proposed);
		assert_int_equal(c.faults, cases[i].faults);
		assert_int_equal(c.length, cases[i].length);
		assert_int_equal(c.words, cases[i].words);
		assert_string_equal(c.bad, cases[i].bad);
		assert_string_equal(proposed, want);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_are_judged_and_mended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
