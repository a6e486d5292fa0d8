/* Composed mails: what is odd is refused or encoded, so that no text becomes a header (F56). */
#include "net/mail.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;

static int setup(void **state)
{
	(void)state;
	mem = mem_context(NULL, "mail");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

static const char *compose(const char *subject, const char *body)
{
	const struct mail_route route = {
	    .transport = MAIL_SMTP, .from = "kram@example.pl", .to = {"ola@example.pl", "x@y.pl"}};
	const struct mail_message m = {"0b1c", subject, body, INT64_C(1795269600123)};
	const char *text = NULL;
	struct err e = {0};

	if (mail_compose(mem, &route, &m, &text, &e))
		fail_msg("%s", e.msg);
	return text;
}

static void a_mail_reads_as_written(void **state)
{
	(void)state;
	assert_string_equal(compose("Kram: 1", "Line.\n\n.\nend "),
			    "Date: Sat, 21 Nov 2026 14:00:00 +0000\r\n"
			    "From: Kram <kram@example.pl>\r\n"
			    "To: ola@example.pl,\r\n x@y.pl\r\n"
			    "Message-ID: <0b1c@example.pl>\r\n"
			    "Subject: =?UTF-8?Q?Kram=3A_1?=\r\n"
			    "Auto-Submitted: auto-generated\r\n"
			    "MIME-Version: 1.0\r\n"
			    "Content-Type: text/plain; charset=UTF-8\r\n"
			    "Content-Transfer-Encoding: quoted-printable\r\n"
			    "\r\n"
			    "Line.\r\n\r\n=2E\r\nend=20\r\n");
}

static const char *line_from(const char *text, const char *start)
{
	const char *p = strstr(text, start);

	assert_non_null(p);
	return mem_strndup(mem, p, (size_t)(strchr(p, '\r') - p));
}

static void f56_a_subject_cannot_start_a_header(void **state)
{
	(void)state;
	const char *text = compose("a\r\nBcc: x@y.pl\r\n\r\nbody \x7f", "");
	assert_null(strstr(text, "\nBcc"));
	assert_string_equal(line_from(text, "Subject"),
			    "Subject: =?UTF-8?Q?a__Bcc=3A_x=40y=2Epl____body__?=");
}

static void subjects_break_between_characters_and_lines_stay_short(void **state)
{
	char subject[400] = "";

	(void)state;
	for (size_t i = 0; i + 2 < sizeof(subject); i += 2)
		memcpy(subject + i, "ł", 3);
	const char *text = compose(subject, "");
	assert_int_equal(strncmp(line_from(text, "Subject"), "Subject: =?UTF-8?Q?=C5=82", 25), 0);
	for (const char *p = text; *p; p = strchr(p, '\n') + 1) {
		assert_true(strcspn(p, "\r") <= 78);
		assert_true(p[0] == '\r' || !strstr(line_from(p, ""), "=C5?="));
	}
}

static void long_lines_of_the_body_are_folded(void **state)
{
	char body[1000];

	(void)state;
	memset(body, '.', sizeof(body) - 1);
	body[sizeof(body) - 1] = '\0';
	const char *text = strstr(compose("x", body), "\r\n\r\n");
	size_t dots = 0;
	for (const char *p = text + 4; *p; p = strchr(p, '\n') + 1) {
		assert_true(strcspn(p, "\r") <= 76);
		assert_true(p[0] != '.');
		for (const char *c = p; *c != '\r'; c++)
			dots += *c == '.' || (c[0] == '=' && c[1] == '2');
	}
	assert_int_equal(dots, sizeof(body) - 1);
}

static void what_is_not_a_mail_is_refused(void **state)
{
	static const struct {
		const char *id;
		const char *subject;
		const char *body;
	} bad[] = {
	    {"with blank", "x", "x"}, {"", "x", "x"},	  {"a>\r\nBcc: x", "x", "x"},
	    {"a@b", "x", "x"},	      {"a", "\xff", "x"}, {"a", "x", "\xc5"},
	};
	const struct mail_route route = {.from = "a@b.pl", .to = {"c@d.pl"}};
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		const struct mail_message m = {bad[i].id, bad[i].subject, bad[i].body, 0};
		const char *text;
		assert_int_equal(mail_compose(mem, &route, &m, &text, &e), RC_INVALID);
	}
}

static struct conf smtp_to(const char *to, const char *from)
{
	return (struct conf){.mail_transport = "smtp",
			     .mail_to = to,
			     .mail_from = from,
			     .smtp_url = "smtp://127.0.0.1:25",
			     .smtp_user = ""};
}

static void f56_odd_addresses_are_refused(void **state)
{
	static const char *const bad[] = {
	    "",		"ola",		 "@b.pl",    "a@",	  "a@b@c.pl", "-oQ/tmp@b.pl",
	    "a@b.pl,c", "a@b.pl\nBcc:x", "<a@b.pl>", "żółw@b.pl", "a@b.pl\r", "a;b@c.pl",
	    "a@[::1]",	"\"a b\"@c.pl",
	};
	struct mail_route route;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		const struct conf to = smtp_to(bad[i], "");
		const struct conf from = smtp_to("a@b.pl", bad[i]);
		assert_int_equal(mail_route(mem, &to, &route, &e), RC_INVALID);
		if (bad[i][0])
			assert_int_equal(mail_route(mem, &from, &route, &e), RC_INVALID);
	}
	const struct conf many = smtp_to("a@b a@b a@b a@b a@b a@b a@b a@b a@b a@b a@b", "");
	assert_int_equal(mail_route(mem, &many, &route, &e), RC_INVALID);
}

static void the_first_recipient_is_the_sender_when_none_is_named(void **state)
{
	const struct conf conf = smtp_to("  ola@example.pl   x+y@z.pl ", "");
	struct mail_route route;
	struct err e = {0};

	(void)state;
	assert_int_equal(mail_route(mem, &conf, &route, &e), RC_OK);
	assert_string_equal(route.from, "ola@example.pl");
	assert_string_equal(route.to[1], "x+y@z.pl");
	assert_null(route.to[2]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_mail_reads_as_written),
	    cmocka_unit_test(f56_a_subject_cannot_start_a_header),
	    cmocka_unit_test(subjects_break_between_characters_and_lines_stay_short),
	    cmocka_unit_test(long_lines_of_the_body_are_folded),
	    cmocka_unit_test(what_is_not_a_mail_is_refused),
	    cmocka_unit_test(f56_odd_addresses_are_refused),
	    cmocka_unit_test(the_first_recipient_is_the_sender_when_none_is_named),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
