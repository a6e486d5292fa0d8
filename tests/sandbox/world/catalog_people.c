/* Names, towns, streets and companies. Any likeness to living people is chance. */
#include "world/catalog.h"

static const struct full_name names_pl[] = {
    {"Katarzyna", "Wójcik", "kasia_wojcik"},
    {"Piotr", "Kowalczyk", "piotrek_k"},
    {"Małgorzata", "Żółkiewska", "gosia_zolkiewska"},
    {"Łukasz", "Święcicki", "lukasz_sw"},
    {"Agnieszka", "Dąbrowska", "agadabrowska"},
    {"Grzegorz", "Brzęczyszczykiewicz", "grzes_brz"},
    {"Zofia", "Ćwiklińska", "zosia_cw"},
    {"Michał", "Jabłoński", "michal_jablonski"},
    {"Aleksandra", "Górska", "ola_gorska"},
    {"Stanisław", "Źrebiec", "stach_zrebiec"},
    {"Joanna", "Kaczmarek", "asia_kaczmarek"},
    {"Wojciech", "Zieliński", "wojtek_z"},
    {"Barbara", "Szymańska", "basia_szymanska"},
    {"Jakub", "Łęcki", "kuba_lecki"},
    {"Magdalena", "Piątek", "magda_piatek"},
    {"Rafał", "Sikora", "rafalsikora"},
    {"Ewelina", "Mróz", "ewelina_mroz"},
    {"Tomasz", "Wróblewski", "tomek_wrobel"},
    {"Anna", "Nowak-Kwiatkowska", "anna_nk"},
    {"Paweł", "Gąsior", "pawel_gasior"},
    {"Danuta", "Chmielewska", "danuta_ch"},
    {"Krzysztof", "Jędrzejczyk", "krzysiek_j"},
    {"Natalia", "Włodarczyk", "nati_wlodarczyk"},
    {"Mateusz", "Ostrowski", "mati_ostrowski"},
    {"Dorota", "Śliwińska", "dorota_sliwka"},
    {"Bartłomiej", "Pawlak", "bartek_pawlak"},
    {"Izabela", "Sobczak", "iza_sobczak"},
    {"Sławomir", "Głowacki", "slawek_g"},
    {"Weronika", "Maciejewska", "weronika_m"},
    {"Zbigniew", "Kubiak", "zbyszek_kubiak"},
};

static const char *const streets_pl[] = {
    "ul. Grunwaldzka",	"ul. Długa",	      "ul. Świętojańska", "os. Złotego Wieku",
    "ul. Piłsudskiego", "al. Niepodległości", "ul. Krótka",	  "ul. Słowackiego",
    "ul. Żeromskiego",	"pl. Wolności",	      "ul. Łąkowa",	  "ul. Tadeusza Kościuszki",
    "ul. Ogrodowa",	"ul. Źródlana",	      "ul. 3 Maja",	  "ul. Królowej Jadwigi",
    "ul. Mickiewicza",	"ul. Wiśniowa",	      "os. Tysiąclecia",  "ul. Bohaterów Westerplatte",
};

static const struct town towns_pl[] = {
    {"Warszawa", "02-", 3},    {"Kraków", "31-", 3},
    {"Łódź", "90-", 3},	       {"Wrocław", "53-", 3},
    {"Poznań", "60-", 3},      {"Gdańsk", "80-", 3},
    {"Szczecin", "71-", 3},    {"Bydgoszcz", "85-", 3},
    {"Lublin", "20-", 3},      {"Białystok", "15-", 3},
    {"Katowice", "40-", 3},    {"Rzeszów", "35-", 3},
    {"Częstochowa", "42-", 3}, {"Zielona Góra", "65-", 3},
    {"Świnoujście", "72-", 3}, {"Żary", "68-", 3},
    {"Nowy Sącz", "33-", 3},   {"Ełk", "19-", 3},
    {"Zakopane", "34-", 3},    {"Środa Wielkopolska", "63-", 3},
};

static const struct full_name names_cz[] = {
    {"Jiří", "Dvořák", "jiri_dvorak"},	  {"Kateřina", "Nováková", "katka_novakova"},
    {"Tomáš", "Říha", "tomas_riha"},	  {"Žaneta", "Šťastná", "zaneta_stastna"},
    {"Ondřej", "Čermák", "ondra_cermak"}, {"Lucie", "Křížová", "lucie_krizova"},
};
static const char *const streets_cz[] = {"Vinohradská",	 "Nádražní", "Husova",
					 "Dlouhá třída", "Údolní",   "Příčná"};
static const struct town towns_cz[] = {
    {"Praha", "11", 3}, {"Brno", "60", 3}, {"Ostrava", "70", 3}, {"České Budějovice", "37", 3}};

static const struct full_name names_sk[] = {
    {"Ľubomír", "Kováč", "lubo_kovac"},
    {"Zuzana", "Hričovská", "zuzka_h"},
    {"Štefan", "Ďurica", "stefan_durica"},
};
static const char *const streets_sk[] = {"Hlavná", "Štúrova", "Námestie slobody", "Ružinovská"};
static const struct town towns_sk[] = {
    {"Bratislava", "82", 3}, {"Košice", "04", 3}, {"Žilina", "01", 3}};

static const struct full_name names_hu[] = {
    {"Árpád", "Szőke", "arpad_szoke"},
    {"Zsófia", "Nagyné Tóth", "zsofi_toth"},
};
static const char *const streets_hu[] = {"Kossuth Lajos utca", "Petőfi Sándor utca"};
static const struct town towns_hu[] = {{"Budapest", "11", 2}, {"Győr", "90", 2}};

static const struct full_name names_ua[] = {
    {"Оксана", "Шевченко", "oksana_shev"},
    {"Юрій", "Коваленко", "yurii_koval"},
    {"Ірина", "Бондаренко", "iryna_bond"},
    {"Андрій", "Мельник", "andrii_melnyk"},
};

static const struct full_name names_odd[] = {
    {"Zosia 🌸", "Kwiatkowska", "zosia_kwiat"},
    {"Seán", "O'Connor", "sean_oconnor"},
    {"Anna Maria", "von Habsburg-Lothringen", "am_habsburg"},
    {"Li", "U", "li_u_88"},
    {"José María", "Núñez & Hijos", "jose_nunez"},
};

const struct people peoples[PEOPLE_COUNT] = {
    [PEOPLE_PL] = {"PL", "pl-PL", "+48 5", LIST(names_pl), LIST(streets_pl), LIST(towns_pl)},
    [PEOPLE_CZ] = {"CZ", "cs-CZ", "+420 7", LIST(names_cz), LIST(streets_cz), LIST(towns_cz)},
    [PEOPLE_SK] = {"SK", "sk-SK", "+421 9", LIST(names_sk), LIST(streets_sk), LIST(towns_sk)},
    [PEOPLE_HU] = {"HU", "hu-HU", "+36 2", LIST(names_hu), LIST(streets_hu), LIST(towns_hu)},
    [PEOPLE_UA] = {"PL", "uk-UA", "+48 7", LIST(names_ua), LIST(streets_pl), LIST(towns_pl)},
    [PEOPLE_ODD] = {"PL", "pl-PL", "+48 6", LIST(names_odd), LIST(streets_pl), LIST(towns_pl)},
};

static const struct company companies_pl[] = {
    {"Pracownia Wnętrz „Żuraw” Sp. z o.o.", "PL_NIP", "5252674798", NULL, "ACTIVE"},
    {"P.H.U. BŁYSK Jan Śnieg", "PL_NIP", "7811943221", NULL, "ACTIVE"},
    {"Kwiaciarnia Pod Lipą s.c. A. i B. Źdźbło", "PL_NIP", "6762466740", NULL, "NON_ACTIVE"},
    {"Hotel & Restauracja „U Michała” – Zakopane", "PL_NIP", "7361712345", NULL, "NOT_APPLICABLE"},
};
static const struct company companies_cz[] = {
    {"Útulný domov s.r.o.", "CZ_ICO", "27082440", "CZ27082440", "ACTIVE"}};
static const struct company companies_sk[] = {
    {"Pekný dom, spol. s r. o.", "SK_ICO", "35757442", "SK2020254159", "ACTIVE"}};

const struct company_list companies[COMPANY_KINDS] = {
    [COMPANY_PL] = LIST(companies_pl),
    [COMPANY_CZ] = LIST(companies_cz),
    [COMPANY_SK] = LIST(companies_sk),
};
