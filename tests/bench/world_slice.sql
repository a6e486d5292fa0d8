-- Orders @from to @until, in order of their time. See world_base.sql.
SET foreign_key_checks = 0, unique_checks = 0;
SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;

-- Lines first: an order sums them up. One to six each, two on average; Zipf chooses the product.
INSERT INTO order_line (account_id, line_item_id, order_id, position, offer_id, offer_name, sku, quantity, price_minor, currency, bought_at)
  SELECT IF(CRC32(CONCAT(o.seq, 'account')) % 100 < 3, 2, 1),
    CONCAT(LPAD(HEX(o.seq), 8, '0'), '-', LPAD(l.seq, 4, '0'), '-11ee-8000-', LPAD(HEX(CRC32(o.seq)), 12, '0')),
    o.seq, l.seq - 1, p.offer_id, p.name, p.sku, 1 + (CRC32(CONCAT(o.seq, l.seq)) % 9 = 0), p.minor, 'PLN',
    @now - INTERVAL FLOOR((@orders - o.seq) * 94608000 / @orders) SECOND
  FROM seq_1_to_6 l JOIN bench_slice o ON l.seq <= CASE WHEN bench_draw(o.seq, 'lines') < 0.45 THEN 1 WHEN bench_draw(o.seq, 'lines') < 0.75 THEN 2
    WHEN bench_draw(o.seq, 'lines') < 0.9 THEN 3 WHEN bench_draw(o.seq, 'lines') < 0.95 THEN 4 ELSE 6 END
  JOIN bench_product p ON p.n = LEAST(3000, FLOOR(EXP(bench_draw(o.seq * 8 + l.seq, 'zipf') * LN(3001))))
  WHERE o.seq BETWEEN @from AND @until ORDER BY o.seq;

-- Old ones are sent; what a day brings is new in the morning and begun in the evening; one of a
-- thousand was never paid, one of ten thousand is forgotten.
INSERT INTO orders (id, account_id, form_id, revision, status, fulfillment, fulfillment_provider, line_items_sent, place, payment_state, problem, flags,
    marketplace, bought_at, updated_at_remote, ship_by, total_minor, currency, payment_id, payment_type, payment_provider, payment_finished_at,
    paid_minor, paid_currency, delivery_method_id, delivery_method, delivery_minor, delivery_currency, smart, pickup_id, invoice_required,
    line_count, item_count, first_line, first_sku, created_at, updated_at)
  SELECT i, account_id, form_id, LEFT(MD5(i), 8),
    CASE place WHEN 'cancelled' THEN 'CANCELLED' WHEN 'unpaid' THEN 'BOUGHT' ELSE 'READY_FOR_PROCESSING' END,
    CASE place WHEN 'sent' THEN 'SENT' WHEN 'new' THEN 'NEW' WHEN 'open' THEN 'PROCESSING' WHEN 'cancelled' THEN 'CANCELLED' END,
    'SELLER', IF(place = 'sent', 'ALL', 'NONE'), place,
    CASE WHEN place = 'unpaid' THEN 'unpaid' WHEN bench_draw(i, 'pay') < 0.1 THEN 'cod' WHEN bench_draw(i, 'pay') < 0.12 THEN 'term' ELSE 'paid' END,
    IF(bench_draw(i, 'problem') < 0.0003, 'amount', NULL), IF(bench_draw(i, 'flag') < 0.1, 1, 0),
    ELT(CASE WHEN bench_draw(i, 'market') < 0.92 THEN 1 WHEN bench_draw(i, 'market') < 0.97 THEN 2 WHEN bench_draw(i, 'market') < 0.99 THEN 3 ELSE 4 END,
      'allegro-pl', 'allegro-cz', 'allegro-sk', 'allegro-hu'),
    at, at, IF(place IN ('unpaid', 'cancelled'), NULL, at + INTERVAL 2 DAY), minor, 'PLN',
    UUID(), 'ONLINE', 'P24', IF(place = 'unpaid', NULL, at + INTERVAL 3 MINUTE), IF(place = 'unpaid', NULL, minor), IF(place = 'unpaid', NULL, 'PLN'),
    CONCAT(LPAD(method, 8, '0'), '-685a-4d8d-88c9-1ab2c3d4e5f6'),
    ELT(method, 'Paczkomaty InPost', 'Kurier DPD', 'One Box', 'Kurier InPost', 'Odbiór w punkcie', 'Poczta Polska', 'Kurier UPS', 'Kurier GLS', 'Osobisty', 'Paleta', 'Kurier DHL'),
    990, 'PLN', CRC32(i) % 2, IF(method = 1, CONCAT('WAW', CRC32(i) % 500, 'M'), NULL), bench_draw(i, 'invoice') < 0.08,
    lines_n, items, first_line, first_sku, at, at
  FROM (SELECT s.seq AS i, l.account_id, l.at, l.minor, l.lines_n, l.items, l.first_line, l.first_sku,
      CONCAT(LEFT(MD5(s.seq), 8), '-', SUBSTR(MD5(s.seq), 9, 4), '-11ee-', SUBSTR(MD5(s.seq), 13, 4), '-', SUBSTR(MD5(s.seq), 17, 12)) AS form_id,
      IF(s.seq < @orders / 40 AND bench_draw(s.seq, 'method') < 0.01, 11, LEAST(10, FLOOR(EXP(bench_draw(s.seq, 'method') * LN(11))))) AS method,
      CASE WHEN bench_draw(s.seq, 'place') < 0.025 THEN 'cancelled' WHEN bench_draw(s.seq, 'place') < 0.026 THEN 'unpaid'
        WHEN bench_draw(s.seq, 'place') < 0.0261 THEN 'new'
        WHEN (@orders - s.seq) * 1095 / @orders < 0.35 AND bench_draw(s.seq, 'place') < 0.9 THEN 'new'
        WHEN (@orders - s.seq) * 1095 / @orders < 0.7 AND bench_draw(s.seq, 'place') < 0.6 THEN 'open' ELSE 'sent' END AS place
    FROM bench_slice s JOIN (SELECT order_id, account_id, MIN(bought_at) AS at, 990 + SUM(quantity * price_minor) AS minor, COUNT(*) AS lines_n,
        SUM(quantity) AS items, MIN(IF(position = 0, offer_name, NULL)) AS first_line, MIN(IF(position = 0, sku, NULL)) AS first_sku
      FROM order_line WHERE order_id BETWEEN @from AND @until GROUP BY order_id, account_id) l ON l.order_id = s.seq
    WHERE s.seq BETWEEN @from AND @until) made
  ORDER BY i;

INSERT INTO order_person (order_id, buyer_id, login, email, guest, language, first_name, last_name, phone, street, city, post_code, country,
    ship_first_name, ship_last_name, ship_phone, ship_street, ship_city, ship_zip, ship_country)
  SELECT s.seq, b.n, b.login, b.email, 0, 'pl-PL', b.first_name, b.last_name, b.phone, b.street, b.city, b.zip, 'PL',
    b.first_name, b.last_name, b.phone, b.street, b.city, b.zip, 'PL'
  FROM bench_slice s JOIN bench_buyer b ON b.n = 1 + FLOOR(POW(bench_draw(s.seq, 'buyer'), 2) * FLOOR(@orders * 0.4 - 1))
  WHERE s.seq BETWEEN @from AND @until ORDER BY s.seq;

INSERT INTO order_form (account_id, form_id, dirty_gen, clean_gen, doc_hash, state, event_at, first_seen_at, updated_at)
  SELECT account_id, form_id, 1, 1, UNHEX(SHA2(id, 256)), 'APPLIED', bought_at, bought_at, bought_at FROM orders WHERE id BETWEEN @from AND @until;
INSERT INTO order_raw (account_id, form_id, fetched_at, doc)
  SELECT account_id, form_id, bought_at, COMPRESS('{}') FROM orders WHERE id BETWEEN @from AND @until;

-- As order_words() of the importer has them.
SET group_concat_max_len = 16000;
INSERT INTO order_search (order_id, words)
  SELECT o.id, CONCAT_WS(' ', '', REPLACE(REPLACE(p.email, '@', ' '), '+', ' '), REGEXP_REPLACE(p.email, '[^a-z0-9]', ''), ';',
    CONCAT('_a', o.total_minor), '|', REPLACE(o.form_id, '-', ' '), REPLACE(o.form_id, '-', ''), p.login, REPLACE(p.login, '_', ''),
    p.first_name, p.last_name, p.ship_first_name, p.ship_last_name, p.ship_city, REGEXP_REPLACE(p.phone, '[^0-9]', ''),
    RIGHT(p.phone, 9), RIGHT(p.phone, 8), RIGHT(p.phone, 7), RIGHT(p.phone, 6), RIGHT(p.phone, 5), RIGHT(p.phone, 4), RIGHT(p.phone, 3), o.pickup_id, l.words)
  FROM orders o JOIN order_person p ON p.order_id = o.id JOIN (SELECT order_id,
      GROUP_CONCAT(REPLACE(sku, '-', ' '), ' ', REPLACE(sku, '-', ''), ' ', offer_id, ' ', REPLACE(offer_name, '-', ' ') SEPARATOR ' ') AS words
    FROM order_line WHERE order_id BETWEEN @from AND @until GROUP BY order_id) l ON l.order_id = o.id
  WHERE o.id BETWEEN @from AND @until ORDER BY o.id;
