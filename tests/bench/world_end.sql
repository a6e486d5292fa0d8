-- Text index, tallies and choices of the filters, after all slices. See world_base.sql.
ALTER TABLE order_search ADD FULLTEXT KEY words (words);
INSERT INTO order_tally (account_id, place, n) SELECT account_id, place, COUNT(*) FROM orders GROUP BY account_id, place;
INSERT INTO order_due (account_id, day, n)
  SELECT account_id, TIMESTAMP(DATE(send_key)), COUNT(*) FROM orders WHERE to_send = 1 GROUP BY account_id, TIMESTAMP(DATE(send_key));
INSERT INTO order_due_hour (account_id, hour, n)
  SELECT account_id, TIMESTAMP(DATE(send_key), MAKETIME(HOUR(send_key), 0, 0)), COUNT(*) FROM orders WHERE to_send = 1 GROUP BY 1, 2;
INSERT INTO order_hour (hour, account_id, n) SELECT TIMESTAMP(DATE(bought_at), MAKETIME(HOUR(bought_at), 0, 0)), account_id, COUNT(*) FROM orders GROUP BY 1, 2;
INSERT INTO order_turnover (hour, account_id, currency, minor) SELECT TIMESTAMP(DATE(bought_at), MAKETIME(HOUR(bought_at), 0, 0)), account_id, currency, SUM(total_minor)
  FROM orders WHERE place NOT IN ('merged', 'cancelled') GROUP BY 1, 2, 3;
INSERT IGNORE INTO order_facet (kind, value, label) SELECT 'marketplace', marketplace, NULL FROM orders GROUP BY marketplace;
INSERT IGNORE INTO order_facet (kind, value, label) SELECT 'method', delivery_method_id, MIN(delivery_method) FROM orders GROUP BY delivery_method_id;
-- Once seen, and no order has it any more: the filter that finds nothing at all.
INSERT IGNORE INTO order_facet (kind, value, label) VALUES ('method', 'ffffffff-0000-4000-8000-000000000000', 'Drone');
DROP TABLE bench_buyer, bench_product, bench_slice;
DROP FUNCTION bench_draw;
ANALYZE TABLE orders, order_person, order_line, order_search, order_form;
