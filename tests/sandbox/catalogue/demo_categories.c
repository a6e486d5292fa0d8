/* What the shop sells, and the attributes it writes down. */
#include "catalogue/demo_products.h"

#include "base/compiler.h"
#include "base/str.h"

#define HOME	 "Dom i Ogród > "
#define LIGHT	 HOME "Oświetlenie > "
#define TECH	 "Elektronika > "
#define KITCHEN	 HOME "Wyposażenie > Kuchnia > "
#define TEXTILES HOME "Wyposażenie > Tekstylia > "
#define DECOR	 HOME "Wyposażenie > Dekoracje > "
#define GARDEN	 HOME "Ogród > "

/* clang-format off */
const struct demo_category demo_categories[DEMO_CATEGORIES] = {
    {"Oświetlenie > Kinkiety", LIGHT "Lampy wewnętrzne > Kinkiety", LIGHT "Oświetlenie zewnętrzne > Kinkiety",
     {"Kinkiet ścienny", "Kinkiet ogrodowy"}, {"Philips", "Trio", "Lumika"}, {"Kolor", "Moc", "Szczelność"}, 8900, 850},
    {"Oświetlenie > Lampy sufitowe", LIGHT "Lampy wewnętrzne > Lampy wiszące", LIGHT "Lampy wewnętrzne > Plafony",
     {"Lampa wisząca", "Plafon sufitowy"}, {"Trio", "Lumika", "Philips"}, {"Kolor", "Moc", "Wysokość"}, 14900, 2300},
    {"Oświetlenie > Żarówki", LIGHT "Żarówki > LED", LIGHT "Żarówki > Dekoracyjne",
     {"Żarówka LED", "Żarówka dekoracyjna"}, {"Philips", "Bosch", "Lumika"}, {"Moc", "Barwa", "Sztuk"}, 990, 60},
    {"Meble > Krzesła i hokery", HOME "Meble > Kuchnia i jadalnia > Krzesła", HOME "Meble > Kuchnia i jadalnia > Hokery",
     {"Krzesło tapicerowane", "Hoker barowy"}, {"Drewnex", "Meblomax", "Siesta"}, {"Kolor", "Materiał", "Wysokość"}, 18900, 7200},
    {"Kuchnia > Garnki i patelnie", KITCHEN "Garnki", KITCHEN "Patelnie",
     {"Garnek stalowy", "Patelnia granitowa"}, {"Żubr", "Kuchmistrz", "Gerwazy"}, {"Materiał", "Średnica", "Kolor"}, 5900, 1900},
    {"Kuchnia > Noże", KITCHEN "Noże kuchenne", NULL,
     {"Nóż szefa kuchni", NULL}, {"Żubr", "Łucznik", "Gerwazy"}, {"Materiał", "Długość", NULL}, 4900, 280},
    {"Kuchnia > Kubki", KITCHEN "Kubki i filiżanki", NULL,
     {"Kubek porcelanowy", NULL}, {"Kuchmistrz", "Bolesna", "Łąka"}, {"Kolor", "Pojemność", "Sztuk"}, 1900, 380},
    {"Sypialnia > Pościel", TEXTILES "Pościel", TEXTILES "Prześcieradła",
     {"Pościel bawełniana", "Prześcieradło z gumką"}, {"Senna", "Bawełniana Noc", "Łąka"}, {"Kolor", "Materiał", "Rozmiar"}, 6900, 1400},
    {"Łazienka > Ręczniki", TEXTILES "Ręczniki", NULL,
     {"Ręcznik frotte", NULL}, {"Senna", "Łąka", "Frotex"}, {"Kolor", "Rozmiar", "Gramatura"}, 2900, 520},
    {"Dekoracje > Zegary", DECOR "Zegary ścienne", NULL,
     {"Zegar ścienny", NULL}, {"Chronos", "Łucznik", "Drewnex"}, {"Kolor", "Średnica", "Materiał"}, 5900, 900},
    {"Dekoracje > Ramki", DECOR "Ramki na zdjęcia", NULL,
     {"Ramka na zdjęcie", NULL}, {"Drewnex", "Kadr", "Chronos"}, {"Kolor", "Rozmiar", "Materiał"}, 1900, 430},
    {"Ogród > Narzędzia", GARDEN "Narzędzia ogrodnicze > Sekatory", GARDEN "Narzędzia ogrodnicze > Łopaty",
     {"Sekator ręczny", "Łopata ogrodowa"}, {"Żubr", "Bosch", "Ogrodnik"}, {"Kolor", "Długość", "Materiał"}, 3900, 640},
    {"Ogród > Hamaki i leżaki", GARDEN "Meble ogrodowe > Hamaki", GARDEN "Meble ogrodowe > Leżaki",
     {"Hamak bawełniany", "Leżak składany"}, {"Siesta", "Ogrodnik", "Żubr"}, {"Kolor", "Wysokość", "Materiał"}, 12900, 3100},
    {"Warsztat > Wiertarki i wkrętarki", HOME "Narzędzia > Elektronarzędzia > Wiertarki", HOME "Narzędzia > Elektronarzędzia > Wkrętarki",
     {"Wiertarka udarowa", "Wkrętarka akumulatorowa"}, {"Bosch", "Żubr", "Majster"}, {"Moc", "Napięcie", "Kolor"}, 24900, 2100},
    {"Telefony > Etui", TECH "Telefony i akcesoria > Akcesoria GSM > Etui i pokrowce", NULL,
     {"Etui silikonowe do telefonu", NULL}, {"Osłonka", "Tarcza", "Philips"}, {"Kolor", "Model telefonu", "Materiał"}, 2900, 60},
    {"Telefony > Ładowarki i kable", TECH "Telefony i akcesoria > Akcesoria GSM > Ładowarki", TECH "Telefony i akcesoria > Akcesoria GSM > Kable",
     {"Ładowarka sieciowa", "Kabel USB-C"}, {"Philips", "Tarcza", "Prądek"}, {"Kolor", "Moc", "Długość"}, 3900, 120},
    {"AGD > Czajniki", TECH "RTV i AGD > AGD małe > Do kuchni > Czajniki", NULL,
     {"Czajnik elektryczny", NULL}, {"Bosch", "Philips", "Łucznik"}, {"Kolor", "Moc", "Pojemność"}, 9900, 1150},
    {"AGD > Odkurzacze", TECH "RTV i AGD > AGD małe > Do domu > Odkurzacze", NULL,
     {"Odkurzacz workowy", NULL}, {"Bosch", "Philips", "Zelka"}, {"Kolor", "Moc", "Napięcie"}, 34900, 5400},
    {"Zabawki > Klocki", "Dziecko > Zabawki > Klocki", NULL,
     {"Klocki konstrukcyjne", NULL}, {"Klocuś", "Budowniczy", "Zabawex"}, {"Wiek", "Liczba elementów", "Kolor"}, 4900, 700},
    {"Zabawki > Gry i puzzle", "Dziecko > Zabawki > Gry planszowe", "Dziecko > Zabawki > Puzzle",
     {"Gra planszowa", "Puzzle"}, {"Zabawex", "Planszówka", "Klocuś"}, {"Wiek", "Liczba elementów", NULL}, 3900, 650},
    {"Rowery > Akcesoria", "Sport i turystyka > Rowery i akcesoria > Oświetlenie rowerowe", "Sport i turystyka > Rowery i akcesoria > Pompki",
     {"Lampka rowerowa", "Pompka rowerowa"}, {"Szprycha", "Philips", "Trio"}, {"Kolor", "Szczelność", "Materiał"}, 3900, 160},
    {"Zwierzęta > Smycze i obroże", "Supermarket > Dla zwierząt > Psy > Smycze", "Supermarket > Dla zwierząt > Psy > Obroże",
     {"Smycz dla psa", "Obroża dla psa"}, {"Azor", "Łapka", "Żubr"}, {"Kolor", "Długość", "Materiał"}, 2900, 180},
    {"Turystyka > Latarki", "Sport i turystyka > Turystyka > Latarki czołowe", NULL,
     {"Latarka czołowa", NULL}, {"Trio", "Szlak", "Philips"}, {"Kolor", "Moc", "Szczelność"}, 4900, 110},
    {"Rękodzieło > Świece sojowe", DECOR "Świece i świeczniki", NULL,
     {"Świeca sojowa", NULL}, {"", "", ""}, {"Zapach", "Kolor", NULL}, 3900, 420},
    {"Rękodzieło > Ceramika", DECOR "Wazony", NULL,
     {"Wazon ceramiczny", NULL}, {"", "", ""}, {"Kolor", "Wysokość", NULL}, 7900, 980},
};

/* As people type them: the dictionary's word, another case, a shade it does not have, a unit with
 * and without its blank, ranges in words. */
static const struct {
	const char *name;
	const char *values[8];
} attributes[] = {
    {"Kolor", {"Biały", "czarny", "szary", "ZIELONY", "żółty", "różowy", "czarny mat", "wielokolorowy"}},
    {"Moc", {"40 W", "60W", "5 W", "1200 W", "18W", "0,9 kW", "75 W", "20 W"}},
    {"Szczelność", {"IP44", "IP 20", "IP65", "ip44", "IP20", "IP 65", "IP44", "IP68"}},
    {"Wysokość", {"45 cm", "80-120 cm", "120 cm", "do 150 cm", "0,9-1,4 m", "62,5 cm", "75", "30 - 40 cm"}},
    {"Barwa", {"ciepła biel", "zimna biel", "neutralna", "2700 K", "ciepła", "4000 K", "zimna", "Ciepła Biel"}},
    {"Sztuk", {"1", "2 szt.", "4", "6 sztuk", "10", "1 szt.", "12", "2"}},
    {"Materiał", {"bawełna", "drewno dębowe", "stal nierdzewna", "tworzywo sztuczne", "Bawełna 100%", "aluminium", "szkło", "drewno"}},
    {"Średnica", {"20 cm", "24 cm", "28cm", "30 cm", "16 cm", "32 cm", "26 cm", "0,3 m"}},
    {"Długość", {"15 cm", "20 cm", "1 m", "120 cm", "2m", "1,5 m", "18 cm", "90 cm"}},
    {"Pojemność", {"350 ml", "0,5 l", "1,7 l", "250ml", "400 ml", "1 l", "1,5 l", "300 ml"}},
    {"Rozmiar", {"160x200", "140x200 cm", "70x140", "50 x 100", "220x200", "10x15", "30x40 cm", "90x200"}},
    {"Gramatura", {"500 g/m2", "400 g", "600 g/m2", "450 g/m2", "500", "550 g/m2", "400 g/m2", "600"}},
    {"Napięcie", {"230 V", "18 V", "12V", "230V", "20 V", "18V", "230 V", "10,8 V"}},
    {"Model telefonu", {"Galaxy A54", "iPhone 14", "Redmi Note 12", "Moto G84", "Galaxy S23", "iPhone 13", "Redmi 12", "Galaxy A34"}},
    {"Wiek", {"3+", "od 6 lat", "3-6 lat", "do 5 lat", "8+", "4-99", "10+", "od 3 do 5 lat"}},
    {"Liczba elementów", {"120", "500", "1000 elementów", "48", "250 szt.", "72", "1500", "36"}},
    {"Zapach", {"lawenda", "wanilia", "las po deszczu", "cynamon", "bawełna", "pomarańcza", "herbata", "sosna"}},
};
/* clang-format on */

const char *demo_attribute_value(const char *name, size_t i)
{
	for (size_t k = 0; k < COUNT_OF(attributes); k++)
		if (str_eq(attributes[k].name, name))
			return attributes[k].values[i % COUNT_OF(attributes[k].values)];
	return NULL;
}
