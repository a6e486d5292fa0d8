/* Each unit is a fraction of the first one of its kind; a way is the product of two fractions. */
#include "domain/mapping/unit.h"

#include "base/str.h"

#include <string.h>

enum measure {
	LENGTH,
	AREA,
	MASS,
	VOLUME,
	POWER,
	VOLTAGE,
	CURRENT,
	CHARGE,
	ENERGY,
	FREQUENCY,
	PRESSURE,
	AGE,
	DURATION,
	PIECES,
	LIGHT,
	KELVIN,
	CELSIUS,
	PERCENT,
	LOUDNESS,
};

static const struct unit {
	const char *names; /* folded, by blanks */
	enum measure measure;
	int64_t times; /* of the first unit of its kind, times / per */
	int64_t per;
} units[] = {
    {"mm milimetr milimetry milimetrow", LENGTH, 1, 1},
    {"cm centymetr centymetry centymetrow", LENGTH, 10, 1},
    {"dm", LENGTH, 100, 1},
    {"m mb metr metry metrow", LENGTH, 1000, 1},
    {"km", LENGTH, 1000000, 1},
    {"\" '' cal cale cali in inch inches ′′", LENGTH, 127, 5},
    {"mm2", AREA, 1, 1},
    {"cm2", AREA, 100, 1},
    {"m2", AREA, 1000000, 1},
    {"g gr gram gramy gramow", MASS, 1, 1},
    {"mg", MASS, 1, 1000},
    {"dag dkg", MASS, 10, 1},
    {"kg kilogram kilogramy kilogramow", MASS, 1000, 1},
    {"t tona tony ton", MASS, 1000000, 1},
    {"ml cm3 mililitr mililitry mililitrow", VOLUME, 1, 1},
    {"cl", VOLUME, 10, 1},
    {"l dm3 litr litry litrow", VOLUME, 1000, 1},
    {"m3", VOLUME, 1000000, 1},
    {"w wat waty watow", POWER, 1, 1},
    {"kw", POWER, 1000, 1},
    {"v wolt wolty woltow", VOLTAGE, 1, 1},
    {"mv", VOLTAGE, 1, 1000},
    {"kv", VOLTAGE, 1000, 1},
    {"a", CURRENT, 1, 1},
    {"ma", CURRENT, 1, 1000},
    {"mah", CHARGE, 1, 1},
    {"ah", CHARGE, 1000, 1},
    {"wh", ENERGY, 1, 1},
    {"kwh", ENERGY, 1000, 1},
    {"hz", FREQUENCY, 1, 1},
    {"khz", FREQUENCY, 1000, 1},
    {"mhz", FREQUENCY, 1000000, 1},
    {"ghz", FREQUENCY, 1000000000, 1},
    {"bar", PRESSURE, 1, 1},
    {"miesiac miesiace miesiecy mies msc month months", AGE, 1, 1},
    {"rok roku lata lat latek year years", AGE, 12, 1},
    {"s sek sekunda sekundy sekund", DURATION, 1, 1},
    {"min minuta minuty minut", DURATION, 60, 1},
    {"h godz godzina godziny godzin", DURATION, 3600, 1},
    {"szt sztuka sztuki sztuk pcs pc piece pieces", PIECES, 1, 1},
    {"lm lumen lumeny lumenow", LIGHT, 1, 1},
    {"k kelwin kelwinow", KELVIN, 1, 1},
    {"°c", CELSIUS, 1, 1},
    {"% procent", PERCENT, 1, 1},
    {"db", LOUDNESS, 1, 1},
};

enum { NAME_MAX_BYTES = 32 };

static const struct unit *find(const char *name)
{
	char bare[NAME_MAX_BYTES];
	size_t len = strlen(name);

	if (len && name[len - 1] == '.')
		len--;
	if (!len || len >= sizeof(bare))
		return NULL;
	memcpy(bare, name, len);
	bare[len] = '\0';
	for (size_t i = 0; i < COUNT_OF(units); i++)
		if (str_has_word(units[i].names, bare))
			return &units[i];
	return NULL;
}

bool unit_is_known(const char *name)
{
	return find(name) != NULL;
}

const char *unit_base(const char *name)
{
	static const char *const bases[] = {
	    [LENGTH] = "mm",  [AREA] = "mm2",	  [MASS] = "mg",      [VOLUME] = "ml",
	    [POWER] = "w",    [VOLTAGE] = "mv",	  [CURRENT] = "ma",   [CHARGE] = "mah",
	    [ENERGY] = "wh",  [FREQUENCY] = "hz", [PRESSURE] = "bar", [AGE] = "miesiac",
	    [DURATION] = "s", [PIECES] = "szt",	  [LIGHT] = "lm",     [KELVIN] = "k",
	    [CELSIUS] = "°c", [PERCENT] = "%",	  [LOUDNESS] = "db",
	};
	const struct unit *u = find(name);

	return u ? bases[u->measure] : name;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
	while (b) {
		const int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* n * times / per, exactly. */
static enum unit_way scale(int64_t n, int64_t times, int64_t per, int64_t *out)
{
	const int64_t shared = common_divisor(times, per);

	times /= shared;
	per /= shared;
	if (n % per == 0)
		return __builtin_mul_overflow(n / per, times, out) ? UNIT_TOO_LARGE : UNIT_FINE;
	if (__builtin_mul_overflow(n, times, out))
		return UNIT_TOO_LARGE;
	return UNIT_INEXACT; /* times and per share nothing */
}

enum unit_way unit_convert(int64_t n, const char *from, const char *to, int64_t *out)
{
	const struct unit *a = find(str_empty(from) ? "szt" : from);
	const struct unit *b = find(str_empty(to) ? "szt" : to);

	*out = n;
	if (str_eq(from, to))
		return UNIT_FINE;
	if (!a || !b || a->measure != b->measure)
		return UNIT_FOREIGN;
	/* At most 10^9 each: their products stay in the range. */
	return scale(n, a->times * b->per, a->per * b->times, out);
}
