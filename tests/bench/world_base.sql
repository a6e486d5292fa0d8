-- A shop of three years, made by the server itself. world.mjs puts in @orders and @now, runs this
-- once, then world_slice.sql for each slice of the orders, then world_end.sql.
-- Every draw is CRC32 of what it is for, so that the same size gives the same shop.

CREATE OR REPLACE FUNCTION bench_draw(n BIGINT, what VARCHAR(8) CHARACTER SET ascii) RETURNS DOUBLE DETERMINISTIC
  RETURN CRC32(CONCAT(n, what)) / 4294967296;

-- 3,000 products; the number is the rank of popularity.
CREATE OR REPLACE TABLE bench_product (n INT PRIMARY KEY, sku VARCHAR(40), offer_id VARCHAR(32), name VARCHAR(255), minor BIGINT);
INSERT INTO bench_product
  SELECT seq,
    IF(seq % 5 = 0, CONCAT('590', LPAD(CRC32(seq), 10, '0')),
      CONCAT(ELT(1 + seq % 4, 'TS', 'KB', 'LM', 'ET'), '-', LPAD(seq, 4, '0'), '-', ELT(1 + seq % 5, 'BLK', 'WHT', 'RED', 'XL', 'M'))),
    CONCAT('1', LPAD(CRC32(CONCAT(seq, 'offer')), 10, '0')),
    CONCAT(ELT(1 + seq % 20, 'Koszulka bawełniana', 'Kubek ceramiczny', 'Lampka biurkowa', 'Etui na telefon',
        'Skarpetki sportowe', 'Zestaw kluczy', 'Poduszka dekoracyjna', 'Plecak szkolny', 'Kabel USB-C',
        'Słuchawki bezprzewodowe', 'Filtr wody', 'Karma dla kota', 'Olej silnikowy', 'Zegarek męski',
        'Puzzle drewniane', 'Krem nawilżający', 'Szampon ziołowy', 'Bidon stalowy', 'Rękawice robocze', 'Świeca sojowa'),
      ' ', ELT(1 + seq % 7, 'czarna', 'biała', 'zielona', 'niebieska', 'czerwona', 'szara', 'złota'),
      ' ', ELT(1 + seq % 11, 'premium', 'klasyczna', 'zimowa', 'letnia', 'mini', 'maxi', 'retro', 'sport', 'eko', 'komplet', 'deluxe'),
      ' model ', LPAD(seq, 4, '0'), 'q'),
    900 + CRC32(seq) % 20000
  FROM seq_1_to_3000;

-- Buyers: four for ten orders; who comes first in the table buys more often.
CREATE OR REPLACE TABLE bench_buyer (n INT PRIMARY KEY, login VARCHAR(40), email VARCHAR(80), first_name VARCHAR(40), last_name VARCHAR(60),
  phone VARCHAR(20), street VARCHAR(80), city VARCHAR(40), zip VARCHAR(8)) CHARACTER SET utf8mb4;
EXECUTE IMMEDIATE CONCAT('INSERT INTO bench_buyer SELECT seq,
    CONCAT(ELT(1 + seq % 5, "klient", "zakupy", "user", "firma", "client"), "_", CRC32(CONCAT(seq, "login"))),
    CONCAT(LOWER(HEX(CRC32(seq))), "+", seq, "@allegromail.pl"),
    ELT(1 + FLOOR(EXP(bench_draw(seq, "first") * LN(31))) - 1, "Anna", "Jan", "Maria", "Piotr", "Katarzyna", "Krzysztof", "Agnieszka", "Andrzej",
      "Barbara", "Tomasz", "Ewa", "Paweł", "Krystyna", "Michał", "Elżbieta", "Marcin", "Zofia", "Jakub", "Teresa", "Łukasz", "Magdalena", "Adam",
      "Joanna", "Stanisław", "Monika", "Rafał", "Danuta", "Dawid", "Żaneta", "Grzegorz"),
    CONCAT(ELT(1 + FLOOR(EXP(bench_draw(seq, "stem") * LN(41))) - 1, "Now", "Kowal", "Wiśniew", "Wójc", "Lewandow", "Dąbrow", "Zieliń", "Szymań",
      "Woźnia", "Kozłow", "Jankow", "Mazur", "Krawcz", "Piotrow", "Grabow", "Pawłow", "Michal", "Nowic", "Adamczy", "Dud", "Zając", "Wieczor", "Jabłoń",
      "Król", "Majew", "Olszew", "Jawor", "Wróbl", "Malinow", "Stępi", "Gór", "Rut", "Witkow", "Walcz", "Sikor", "Bara", "Ostrow", "Tomasz", "Pietrza", "Wrona"),
      ELT(1 + seq % 9, "ski", "ska", "ak", "ek", "owski", "czyk", "icz", "ewska", "iński")),
    CONCAT("+48 ", 500 + seq % 300, " ", LPAD(CRC32(CONCAT(seq, "p")) % 1000, 3, "0"), " ", LPAD(CRC32(CONCAT(seq, "q")) % 1000, 3, "0")),
    CONCAT(ELT(1 + seq % 12, "Polna", "Leśna", "Słoneczna", "Krótka", "Szkolna", "Ogrodowa", "Lipowa", "Brzozowa", "Łąkowa", "Kwiatowa", "Kościelna", "Sosnowa"), " ", 1 + seq % 180),
    ELT(1 + FLOOR(EXP(bench_draw(seq, "city") * LN(25))) - 1, "Warszawa", "Kraków", "Łódź", "Wrocław", "Poznań", "Gdańsk", "Szczecin", "Bydgoszcz",
      "Lublin", "Białystok", "Katowice", "Gdynia", "Częstochowa", "Radom", "Rzeszów", "Toruń", "Sosnowiec", "Kielce", "Gliwice", "Olsztyn",
      "Zabrze", "Bielsko-Biała", "Bytom", "Zielona Góra"),
    CONCAT(LPAD(seq % 100, 2, "0"), "-", LPAD(seq % 1000, 3, "0"))
  FROM seq_1_to_', FLOOR(@orders * 0.4));

INSERT INTO account (id, name, environment, seller_id, seller_login, base_marketplace, state, scopes, connected_at, checked_at)
  VALUES (1, 'Main shop', 'simulator', '1', 'main_shop', 'allegro-pl', 'CONNECTED', 'allegro:api:orders:read', @now, @now),
    (2, 'Outlet', 'simulator', '2', 'outlet', 'allegro-pl', 'CONNECTED', 'allegro:api:orders:read', @now, @now);
INSERT INTO order_cursor (account_id, last_event_id, polled_at, event_at) VALUES (1, 'event-1', @now, @now), (2, 'event-2', @now, @now);
INSERT INTO order_import (account_id, from_at, until_at, done_until, total, stored, state, started_at, ended_at)
  SELECT id, @now - INTERVAL 30 DAY, @now, @now, 1, 1, 'DONE', @now, @now FROM account;
INSERT INTO order_day (account_id, day_at, until_at, state, theirs, here, equal, checked_at)
  SELECT a.id, DATE(@now) - INTERVAL s.seq DAY, DATE(@now) - INTERVAL s.seq - 1 DAY, 'SEALED', 900, 900, 900, @now
  FROM account a JOIN seq_1_to_90 s;

-- What INSERT ... SELECT has to look at is made when all is there.
ALTER TABLE order_search DROP KEY words;
