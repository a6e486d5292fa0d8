/* Values between C and MariaDB's binary protocol. */
#include "db/bind.h"

#include "base/mem.h"
#include "base/time.h"

#include <stdbool.h>
#include <string.h>

enum { TEXT_FIRST = 512 }; /* most texts fit; longer ones are fetched again at their length */

struct column {
	int64_t number;
	MYSQL_TIME time;
	char text[TEXT_FIRST];
	unsigned long len;
	my_bool null;
};

static const enum enum_field_types wire_types[128] = {
    ['i'] = MYSQL_TYPE_LONGLONG, ['u'] = MYSQL_TYPE_LONGLONG, ['s'] = MYSQL_TYPE_STRING,
    ['c'] = MYSQL_TYPE_STRING,	 ['b'] = MYSQL_TYPE_BLOB,     ['t'] = MYSQL_TYPE_DATETIME,
};

static void time_to_wire(int64_t ms, MYSQL_TIME *t)
{
	struct tm tm;

	time_utc(ms, &tm);
	memset(t, 0, sizeof(*t));
	t->year = (unsigned)(tm.tm_year + 1900);
	t->month = (unsigned)(tm.tm_mon + 1);
	t->day = (unsigned)tm.tm_mday;
	t->hour = (unsigned)tm.tm_hour;
	t->minute = (unsigned)tm.tm_min;
	t->second = (unsigned)tm.tm_sec;
	t->second_part = (unsigned long)(((ms % 1000) + 1000) % 1000) * 1000;
	t->time_type = MYSQL_TIMESTAMP_DATETIME;
}

static int64_t time_from_wire(const MYSQL_TIME *t)
{
	struct tm tm = {
	    .tm_year = (int)t->year - 1900,
	    .tm_mon = (int)t->month - 1,
	    .tm_mday = (int)t->day,
	    .tm_hour = (int)t->hour,
	    .tm_min = (int)t->minute,
	    .tm_sec = (int)t->second,
	};

	return time_from_utc(&tm) + (int64_t)(t->second_part / 1000);
}

static void bind_null(MYSQL_BIND *bind)
{
	bind->buffer_type = MYSQL_TYPE_NULL;
}

void bind_param(MYSQL_BIND *bind, const struct param *p, MYSQL_TIME *time)
{
	memset(bind, 0, sizeof(*bind));
	bind->buffer_type = wire_types[(unsigned char)p->type];
	switch (p->type) {
	case 'i':
		bind->buffer = (void *)&p->v.i;
		if (p->v.i == INT64_MIN)
			bind_null(bind);
		break;
	case 'u':
		bind->buffer = (void *)&p->v.u;
		bind->is_unsigned = 1;
		break;
	case 's':
		bind->buffer = (void *)p->v.s;
		bind->buffer_length = p->v.s ? strlen(p->v.s) : 0;
		if (!p->v.s)
			bind_null(bind);
		break;
	case 'b':
		bind->buffer = (void *)p->v.b.data;
		bind->buffer_length = p->v.b.len;
		if (!p->v.b.data)
			bind_null(bind);
		break;
	case 't':
		bind->buffer = time;
		if (p->v.i == TIME_NONE)
			bind_null(bind);
		else
			time_to_wire(p->v.i, time);
		break;
	default:
		BUG("parameter of type '%c'", p->type);
	}
}

/* Numbers go as one array, everything else as an array of pointers with lengths. */
struct bulk {
	int64_t *numbers;
	const void **pointers;
	unsigned long *lens;
	char *indicators;
	MYSQL_TIME *times;
};

static const char *text_or_null(const char *s)
{
	return s && *s ? s : NULL;
}

static bool bulk_value(struct bulk *b, char type, const char *field, size_t i)
{
	switch (type) {
	case 'i':
		memcpy(&b->numbers[i], field, sizeof(int64_t));
		return b->numbers[i] != INT64_MIN;
	case 'u':
		memcpy(&b->numbers[i], field, sizeof(int64_t));
		return true;
	case 's':
	case 'c':
		b->pointers[i] =
		    type == 'c' ? text_or_null(field) : *(const char *const *)(const void *)field;
		b->lens[i] = b->pointers[i] ? strlen(b->pointers[i]) : 0;
		return b->pointers[i];
	case 'b':
		b->pointers[i] = ((const struct bytes *)(const void *)field)->data;
		b->lens[i] = ((const struct bytes *)(const void *)field)->len;
		return b->pointers[i];
	case 't': {
		int64_t ms;
		memcpy(&ms, field, sizeof(ms));
		b->pointers[i] = &b->times[i];
		if (ms != TIME_NONE)
			time_to_wire(ms, &b->times[i]);
		return ms != TIME_NONE;
	}
	default:
		BUG("bulk column of type '%c'", type);
	}
}

static void bulk_column(void *owner, MYSQL_BIND *bind, const struct row_col *col, const char *rows,
			size_t size, size_t n)
{
	bool number = col->type == 'i' || col->type == 'u';
	struct bulk b = {.indicators = mem_array(owner, char, n)};

	if (number)
		b.numbers = mem_array(owner, int64_t, n);
	else
		b.pointers = mem_array(owner, const void *, n);
	if (col->type == 't')
		b.times = mem_array(owner, MYSQL_TIME, n);
	else if (!number)
		b.lens = mem_array(owner, unsigned long, n);
	for (size_t i = 0; i < n; i++) {
		bool set = bulk_value(&b, col->type, rows + i * size + col->offset, i);
		b.indicators[i] = set ? STMT_INDICATOR_NONE : STMT_INDICATOR_NULL;
		/* The connector reads the value before the indicator. */
		if (!set && b.pointers)
			b.pointers[i] = b.times ? (const void *)&b.times[i] : "";
	}
	memset(bind, 0, sizeof(*bind));
	bind->buffer_type = wire_types[(unsigned char)col->type];
	bind->buffer = number ? (void *)b.numbers : (void *)b.pointers;
	bind->length = b.lens;
	bind->u.indicator = b.indicators;
	bind->is_unsigned = col->type == 'u';
}

struct param bind_field(const struct row_col *col, const void *row)
{
	const char *field = (const char *)row + col->offset;

	switch (col->type) {
	case 'u':
		return P_U64(*(const uint64_t *)(const void *)field);
	case 's':
		return P_STR(*(const char *const *)(const void *)field);
	case 'b':
		return P_BYTES(*(const struct bytes *)(const void *)field);
	case 't':
		return P_TIME(*(const int64_t *)(const void *)field);
	case 'c':
		return P_STR(*field ? field : NULL);
	default:
		return P_I64(*(const int64_t *)(const void *)field);
	}
}

void bind_bulk(void *owner, MYSQL_BIND *binds, const struct row_map *map, const void *rows,
	       size_t n)
{
	for (size_t c = 0; c < map->n; c++)
		bulk_column(owner, &binds[c], &map->cols[c], rows, map->size, n);
}

struct column *bind_results(void *owner, MYSQL_BIND *binds, const struct row_map *map)
{
	struct column *cols = mem_array(owner, struct column, map->n);

	for (size_t i = 0; i < map->n; i++) {
		MYSQL_BIND *b = &binds[i];
		char type = map->cols[i].type;
		b->buffer_type = wire_types[(unsigned char)type];
		b->is_null = &cols[i].null;
		b->length = &cols[i].len;
		b->is_unsigned = type == 'u';
		b->buffer = &cols[i].number;
		b->buffer_length = sizeof(cols[i].number);
		if (type == 't') {
			b->buffer = &cols[i].time;
			b->buffer_length = sizeof(cols[i].time);
		} else if (type == 's' || type == 'c' || type == 'b') {
			b->buffer = cols[i].text;
			b->buffer_length = sizeof(cols[i].text);
		}
	}
	return cols;
}

static bool is_text(char type)
{
	return type == 's' || type == 'b';
}

/* Room for all texts of the row, each with its end, in one piece: a list of orders has 1,500. */
static char *room_for_texts(void *owner, const struct column *columns, const struct row_map *map)
{
	size_t room = 0;

	for (size_t i = 0; i < map->n; i++)
		if (is_text(map->cols[i].type) && !columns[i].null)
			room += columns[i].len + 1;
	return room ? mem_array(owner, char, room) : NULL;
}

/* The whole text: from the buffer, or once more from the stored row when it did not fit. */
static bool take_text(MYSQL_STMT *stmt, const struct column *c, unsigned i, char *text)
{
	unsigned long len = 0;

	if (c->len <= sizeof(c->text)) {
		memcpy(text, c->text, c->len);
		return true;
	}
	MYSQL_BIND b = {.buffer_type = MYSQL_TYPE_BLOB, .buffer = text, .buffer_length = c->len};
	b.length = &len;
	return mysql_stmt_fetch_column(stmt, &b, i, 0) == 0;
}

static void take_number(const struct column *c, char type, char *field)
{
	static const int64_t none = INT64_MIN;
	int64_t ms;

	switch (type) {
	case 't':
		ms = c->null ? TIME_NONE : time_from_wire(&c->time);
		memcpy(field, &ms, sizeof(ms));
		break;
	case 'c':
		memset(field, 0, 4);
		memcpy(field, c->text, c->null ? 0 : c->len < 3 ? c->len : 3);
		break;
	default:
		memcpy(field, c->null ? &none : &c->number, sizeof(int64_t));
		break;
	}
}

static void put_text(const struct column *c, char type, char *text, char *field)
{
	if (type == 's')
		*(const char **)(void *)field = text;
	else
		*(struct bytes *)(void *)field = (struct bytes){text, text ? c->len : 0};
}

int bind_take(void *owner, MYSQL_STMT *stmt, struct column *columns, const struct row_map *map,
	      void *row)
{
	int status = mysql_stmt_fetch(stmt);

	if (status && status != MYSQL_DATA_TRUNCATED)
		return status;
	char *text = room_for_texts(owner, columns, map);
	for (unsigned i = 0; i < map->n; i++) {
		const struct column *c = &columns[i];
		char type = map->cols[i].type;
		char *field = (char *)row + map->cols[i].offset;
		if (!is_text(type)) {
			take_number(c, type, field);
			continue;
		}
		if (!c->null && !take_text(stmt, c, i, text))
			return 1;
		put_text(c, type, c->null ? NULL : text, field);
		if (!c->null)
			text += c->len + 1;
	}
	return 0;
}

char bind_type_code(const MYSQL_FIELD *field)
{
	switch ((int)field->type) {
	case MYSQL_TYPE_TINY:
	case MYSQL_TYPE_SHORT:
	case MYSQL_TYPE_INT24:
	case MYSQL_TYPE_LONG:
	case MYSQL_TYPE_LONGLONG:
		return field->flags & UNSIGNED_FLAG ? 'u' : 'i';
	case MYSQL_TYPE_DATETIME:
	case MYSQL_TYPE_TIMESTAMP:
		return 't';
	case MYSQL_TYPE_STRING:
	case MYSQL_TYPE_VAR_STRING:
	case MYSQL_TYPE_VARCHAR:
	case MYSQL_TYPE_BLOB:
	case MYSQL_TYPE_TINY_BLOB:
	case MYSQL_TYPE_MEDIUM_BLOB:
	case MYSQL_TYPE_LONG_BLOB:
		return field->charsetnr == 63 ? 'b' : 's'; /* 63 is the binary charset */
	default:
		return '?';
	}
}
