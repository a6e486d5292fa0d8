/* What buyers and the seller write. */
#include "world/catalog.h"

static const char *const message_list[] = {
    "Proszę o szybką wysyłkę, to prezent na urodziny mamy.",
    "Dzień dobry, proszę zapakować na prezent i nie wkładać rachunku do paczki. Dziękuję!",
    "Kurier niech dzwoni na domofon 14, drugie piętro bez windy.",
    "Jeżeli nie ma granatowego, może być szary.",
    "Proszę o fakturę na dane firmy z konta.",
    "Wysyłka dopiero po 1 grudnia, teraz jestem za granicą.",
};
const struct texts messages = LIST(message_list);

static const char *const note_list[] = {
    "Stała klientka: dorzucić próbkę świecy.",
    "Dzwonić przed wysyłką, adres do potwierdzenia.",
};
const struct texts seller_notes = LIST(note_list);

static const char *const emoji_list[] = {
    "Super sklep! 🥰🎁 Proszę kokardę 🎀, a dla dzieci 👨‍👩‍👧‍👦 naklejki "
    "🦄",
    "Dziękuję 🙏🏽 i pozdrawiam z Gdańska ⚓️",
};
const struct texts emoji_messages = LIST(emoji_list);

/* Strung together until 2,000 characters are full. */
static const char *const sentence_list[] = {
    "Dzień dobry, piszę obszernie, żeby nie było nieporozumień. ",
    "Kubki mają stanąć na półce w jadalni, dlatego zależy mi na tym samym odcieniu szkliwa. ",
    "Poprzednim razem jeden talerz przyszedł wyszczerbiony, więc proszę o dodatkową folię. ",
    "Żółty papier do pakowania bardzo się podobał, jeśli jeszcze jest, poproszę ponownie. ",
    "Paczkę odbierze sąsiadka, pani Łucja spod ósemki, bo ja pracuję do późna. ",
    "W razie pytań najlepiej pisać, telefon odbieram dopiero wieczorem. ",
};
const struct texts long_sentences = LIST(sentence_list);
