-- breaks earlier programs: the stock of a product is the sum of its movements in the ledger.
-- What there was becomes its first movements.

INSERT INTO stock_move (product_id, place_id, kind, on_hand, doc_kind, doc, at, actor, why)
SELECT m.product_id, 1, IF(m.origin = 'file', 'file', 'correction'), m.delta,
  IF(m.run_id IS NULL, 'old', 'run'), IFNULL(m.run_id, m.id), m.at, 'import-products', IF(m.origin = 'file', NULL, m.origin)
FROM stock_movement m ON DUPLICATE KEY UPDATE id = stock_move.id;

INSERT INTO stock_move (product_id, place_id, kind, on_hand, doc_kind, doc, actor)
SELECT p.id, 1, 'correction', IFNULL(p.stock, 0) - IFNULL(s.sum, 0), 'old', 'begin', 'kramctl'
FROM product p LEFT JOIN (SELECT product_id, SUM(on_hand) sum FROM stock_move WHERE doc_kind IN ('run', 'old') GROUP BY product_id) s ON s.product_id = p.id
WHERE IFNULL(p.stock, 0) <> IFNULL(s.sum, 0) OR (p.stock IS NOT NULL AND s.sum IS NULL)
ON DUPLICATE KEY UPDATE id = stock_move.id;

INSERT INTO stock_level (product_id, place_id, on_hand, reserved, moves)
SELECT product_id, place_id, SUM(on_hand), SUM(reserved), COUNT(*) FROM stock_move GROUP BY product_id, place_id
ON DUPLICATE KEY UPDATE on_hand = VALUES(on_hand), reserved = VALUES(reserved), moves = VALUES(moves);

INSERT INTO stock_total (product_id, on_hand, reserved, is_known)
SELECT l.product_id, SUM(l.on_hand), SUM(l.reserved), MAX(p.stock IS NOT NULL) FROM stock_level l LEFT JOIN product p ON p.id = l.product_id GROUP BY l.product_id
ON DUPLICATE KEY UPDATE on_hand = VALUES(on_hand), reserved = VALUES(reserved), is_known = VALUES(is_known);

ALTER TABLE product DROP COLUMN IF EXISTS stock;
DROP TABLE IF EXISTS stock_movement;

ALTER TABLE import_profile ADD COLUMN IF NOT EXISTS place_id INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'where what its files count is';

-- The stock of a product at one place, as a file of that place tells it.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW stock_here AS
SELECT l.product_id, l.place_id, IF(t.is_known, l.on_hand, NULL) AS stock
FROM stock_level l JOIN stock_total t ON t.product_id = l.product_id;
