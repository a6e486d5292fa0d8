/* The offer that would be sent. */
#include "domain/mapping/offer_draft.h"

#include "base/mem.h"
#include "domain/mapping/description.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static size_t count(const char *text, const char *what)
{
	size_t n = 0;

	for (const char *p = text; p && (p = strstr(p, what)); p += strlen(what))
		n++;
	return n;
}

/* So many addresses, one a line. */
static const char *gallery(void *mem, int n)
{
	struct str out;

	str_init(&out, mem, 10000);
	str_add(&out, "");
	for (int i = 0; i < n; i++)
		str_addf(&out, "%shttps://a.pl/%d.jpg", i ? "\n" : "", i);
	return out.text;
}

/* Allegro counts them together. */
static void pictures_of_the_description_leave_room_for_the_gallery(void **state)
{
	static const struct {
		int gallery;
		size_t in_description;
	} cases[] = {{0, 3}, {1, 3}, {13, 3}, {14, 2}, {15, 1}, {16, 0}, {20, 0}};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct product p = product_unknown();
		struct ready_subject subject = {.product = &p};
		const struct readiness ready = {.category_id = "5"};
		const struct seller_terms terms = {0};
		struct offer_body body;

		p.sku = "A";
		p.images = gallery(mem, cases[i].gallery);
		p.description = "<p>A</p><img src=\"https://b.pl/1.jpg\">"
				"<img src=\"https://b.pl/2.jpg\"><img src=\"https://b.pl/3.jpg\">";
		offer_values(mem, &(struct offer_sources){0}, &p, &subject.offer);
		offer_draft(mem, &subject, &ready, &terms, &body);
		assert_int_equal(count(body.description, "\"IMAGE\""), cases[i].in_description);
		assert_true(body.n_images + cases[i].in_description <= PICTURES_MAX);
	}
	mem_free(mem);
}

/* What nobody else could fetch is left out, blanks and letters are written as they are sent. */
static void addresses_of_the_gallery_are_mended(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct product p = product_unknown();
	struct ready_subject subject = {.product = &p};
	struct offer_body body;

	(void)state;
	p.sku = "A";
	p.images = "/a.jpg\nhttps://a.pl/zdjęcie 1.jpg\n\nhttps://a.pl/b.jpg\n//a.pl/c.jpg"
		   "\nhttps://a.pl/b.jpg\nhttp://10.0.0.1/d.jpg";
	offer_values(mem, &(struct offer_sources){0}, &p, &subject.offer);
	offer_draft(mem, &subject, &(struct readiness){0}, &(struct seller_terms){0}, &body);
	assert_int_equal(body.n_images, 3);
	assert_string_equal(body.images[0].text, "https://a.pl/zdj%C4%99cie%201.jpg");
	assert_string_equal(body.images[1].text, "https://a.pl/b.jpg");
	assert_string_equal(body.images[2].text, "https://a.pl/c.jpg");
	assert_int_equal(body.products[0].n_images, 3);
	mem_free(mem);
}

static void a_product_without_a_description_sends_none(void **state)
{
	static const char *const none[] = {NULL, "", "<p>&nbsp;</p>", "<img src=\"/a.jpg\">"};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(none); i++) {
		struct product p = product_unknown();
		struct ready_subject subject = {.product = &p};
		struct offer_body body;

		p.sku = "A";
		p.description = none[i];
		offer_values(mem, &(struct offer_sources){0}, &p, &subject.offer);
		offer_draft(mem, &subject, &(struct readiness){0}, &(struct seller_terms){0},
			    &body);
		assert_null(body.description);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pictures_of_the_description_leave_room_for_the_gallery),
	    cmocka_unit_test(addresses_of_the_gallery_are_mended),
	    cmocka_unit_test(a_product_without_a_description_sends_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
