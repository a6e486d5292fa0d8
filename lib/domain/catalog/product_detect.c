/* The encoding first, then the beginning as UTF-8 text, then whose file it is. */
#include "domain/catalog/product_detect.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"

#include <ctype.h>
#include <string.h>
#include <unistr.h>

enum { COLUMNS_MAX = 400 };

const char *detect_problem_words(enum detect_problem problem)
{
	static const char *const words[DETECT_PROBLEMS] = {
	    [DETECT_OK] = "is a file of products",
	    [DETECT_EMPTY] = "is empty",
	    [DETECT_WEB_PAGE] = "is a web page, not a file of products",
	    [DETECT_XLSX] = "is a workbook: save the sheet as CSV UTF-8",
	    [DETECT_PACKED] = "is packed or no text",
	    [DETECT_UNKNOWN] = "is no CSV with a known header, and no XML that is known",
	};

	return words[problem];
}

/* ---- Encoding ----------------------------------------------------------------------------------
 */

static bool begins(const unsigned char *bytes, size_t n, const char *with, size_t len)
{
	return n >= len && !memcmp(bytes, with, len);
}

/* The encoding an XML declaration names. */
static bool declares(const unsigned char *bytes, size_t n, const char *name)
{
	char head[200];
	size_t len = n < sizeof(head) - 1 ? n : sizeof(head) - 1;

	memcpy(head, bytes, len);
	head[len] = '\0';
	char *end = strstr(head, "?>");
	if (!str_starts(head, "<?xml") || !end)
		return false;
	*end = '\0';
	return strcasestr(head, name) != NULL;
}

/* Every second byte of most UTF-16 is 0: those at odd places when the low byte comes first. */
static bool looks_utf16(const unsigned char *bytes, size_t n, size_t zero_at)
{
	size_t zeros = 0;

	for (size_t i = zero_at; i < n; i += 2)
		zeros += bytes[i] == 0;
	return n >= 4 && zeros * 4 > n;
}

/* Valid, but for a character cut off by the end. */
static bool looks_utf8(const unsigned char *bytes, size_t n)
{
	enum { CONTINUATION_MASK = 0xc0, CONTINUATION = 0x80, FIRST_LEAD = 0xc2 };
	const uint8_t *bad = u8_check(bytes, n);

	if (!bad)
		return true;
	for (const uint8_t *p = bad + 1; p < bytes + n; p++)
		if ((*p & CONTINUATION_MASK) != CONTINUATION)
			return false;
	return *bad >= FIRST_LEAD && bytes + n - bad < 4;
}

/* Letters of ISO-8859-2 are other signs in windows-1250, which also has letters among 0x80..0x9f.
 */
static bool looks_latin2(const unsigned char *bytes, size_t n)
{
	size_t letters = 0;

	for (size_t i = 0; i < n; i++) {
		if (bytes[i] >= 0x80 && bytes[i] < 0xa0)
			return false;
		letters += memchr("\xb1\xb6\xbc\xa1\xa6\xac", bytes[i], 6) != NULL;
	}
	return letters > 0;
}

enum table_encoding detect_encoding(const unsigned char *bytes, size_t n)
{
	if (begins(bytes, n, "\xef\xbb\xbf", 3))
		return TABLE_UTF8;
	if (begins(bytes, n, "\xff\xfe", 2) || looks_utf16(bytes, n, 1))
		return TABLE_UTF16LE;
	if (begins(bytes, n, "\xfe\xff", 2) || looks_utf16(bytes, n, 0))
		return TABLE_UTF16BE;
	if (declares(bytes, n, "1250"))
		return TABLE_WINDOWS_1250;
	if (declares(bytes, n, "8859-2"))
		return TABLE_ISO_8859_2;
	if (looks_utf8(bytes, n))
		return TABLE_UTF8;
	return looks_latin2(bytes, n) ? TABLE_ISO_8859_2 : TABLE_WINDOWS_1250;
}

/* ---- XML ----------------------------------------------------------------------------------------
 */

/* Is there an element of this name, whatever its prefix? A name with a slash is an address. */
static bool has_sign(const char *text, const char *name, size_t len)
{
	bool is_address = memchr(name, '/', len) != NULL;

	for (const char *p = text; (p = memmem(p, strlen(p), name, len)); p++)
		if (is_address || (p > text && strchr("<:", p[-1]) && strchr(" \t\r\n>/", p[len])))
			return true;
	return false;
}

static bool has_signs(const char *text, const char *signs)
{
	for (const char *p = signs; *p; p += strspn(p, " ")) {
		size_t len = strcspn(p, " ");
		if (!has_sign(text, p, len))
			return false;
		p += len;
	}
	return true;
}

static const struct product_format *xml_format(const char *text)
{
	const struct product_format *f;

	for (size_t i = 0; (f = product_format_at(i)); i++)
		if (f->kind == TABLE_XML && has_signs(text, f->signs))
			return f;
	return NULL;
}

static bool is_web_page(const char *text)
{
	return strcasestr(text, "<html") || !strncasecmp(text, "<!doctype html", 14);
}

/* ---- CSV ----------------------------------------------------------------------------------------
 */

/* The separator there are most of in the first line, outside of quotes. */
static char find_separator(const char *line)
{
	static const char separators[] = ";,\t|";
	size_t count[sizeof(separators)] = {0};
	size_t best = 0;
	bool quoted = false;

	for (const char *p = line; *p && (quoted || !strchr("\r\n", *p)); p++) {
		quoted ^= *p == '"';
		const char *at = quoted ? NULL : strchr(separators, *p);
		if (at)
			count[at - separators]++;
	}
	for (size_t i = 1; separators[i]; i++)
		if (count[i] > count[best])
			best = i;
	return count[best] ? separators[best] : '\0';
}

/* The columns of the header, folded. */
static size_t split_header(void *mem, const char *text, char separator, const char **out)
{
	size_t n = 0;
	const char *p = text;

	while (*p && !strchr("\r\n", *p) && n < COLUMNS_MAX) {
		bool quoted = *p == '"';
		const char *end = quoted ? strchr(p + 1, '"') : NULL;
		size_t len =
		    end ? (size_t)(end - p - 1) : strcspn(p, (char[]){separator, '\r', '\n', 0});
		char *name = text_fold(mem, mem_strndup(mem, end ? p + 1 : p, len));
		size_t bare = strlen(name);
		while (bare && strchr("* ", name[bare - 1]))
			name[--bare] = '\0';
		out[n++] = name;
		p = end ? end + 1 : p + len;
		p += *p == separator;
	}
	return n;
}

static bool has_column(const char *const *columns, size_t n, const char *names)
{
	for (const char *p = names; *p; p += strspn(p, "|")) {
		size_t len = strcspn(p, "|");
		for (size_t i = 0; i < n; i++)
			if (strlen(columns[i]) == len && !strncmp(columns[i], p, len))
				return true;
		p += len;
	}
	return false;
}

static bool has_marks(const struct product_format *f, const char *const *columns, size_t n)
{
	for (const char *const *mark = f->marks; mark && *mark; mark++)
		if (!has_column(columns, n, *mark))
			return false;
	return true;
}

/* Does the header name at least a SKU and one thing more? */
static bool has_meaning(const struct product_format *f, const char *const *columns, size_t n)
{
	size_t found = 0;
	bool sku = false;
	const char *hit;
	size_t len;

	for (size_t c = 0; c < n; c++) {
		for (size_t i = 0; i < f->n; i++) {
			if (!format_fits(f->rows[i].column, columns[c], &hit, &len))
				continue;
			sku = sku || (f->rows[i].slot == SLOT_SKU && f->rows[i].how == HOW_PLAIN);
			found++;
			break;
		}
	}
	return sku && found > 1;
}

static const struct product_format *csv_format(void *mem, const char *text, char separator)
{
	const char **columns = mem_array(mem, const char *, COLUMNS_MAX);
	size_t n = split_header(mem, text, separator, columns);
	const struct product_format *f;

	for (size_t i = 0; (f = product_format_at(i)); i++)
		if (f->kind == TABLE_CSV && has_marks(f, columns, n) && has_meaning(f, columns, n))
			return f;
	return NULL;
}

/* ---- All ----------------------------------------------------------------------------------------
 */

static enum detect_problem not_text(const unsigned char *bytes, size_t n)
{
	if (begins(bytes, n, "PK\x03\x04", 4))
		return memmem(bytes, n, "xl/", 3) || memmem(bytes, n, "[Content_Types]", 15)
			   ? DETECT_XLSX
			   : DETECT_PACKED;
	if (begins(bytes, n, "\xd0\xcf\x11\xe0", 4))
		return DETECT_XLSX;
	if (begins(bytes, n, "\x1f\x8b", 2) || begins(bytes, n, "%PDF", 4) ||
	    begins(bytes, n, "\x89PNG", 4) || begins(bytes, n, "\xff\xd8\xff", 3))
		return DETECT_PACKED;
	return DETECT_OK;
}

enum detect_problem product_detect(const void *bytes, size_t n, struct detected *out)
{
	void *mem = mem_context(NULL, "detect");
	enum detect_problem problem = not_text(bytes, n);

	*out = (struct detected){.encoding = detect_encoding(bytes, n)};
	const char *text = table_text(mem, bytes, n, out->encoding);
	text += strspn(text, " \t\r\n");
	if (!problem && !*text)
		problem = DETECT_EMPTY;
	if (!problem && is_web_page(text))
		problem = DETECT_WEB_PAGE;
	if (!problem && *text == '<') {
		out->format = xml_format(text);
	} else if (!problem) {
		out->separator = find_separator(text);
		out->format = csv_format(mem, text, out->separator);
	}
	mem_free(mem);
	return problem || out->format ? problem : DETECT_UNKNOWN;
}
