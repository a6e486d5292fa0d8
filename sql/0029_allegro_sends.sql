-- Orders that Allegro packs and sends itself (One Fulfillment) are nothing for the seller to send: they
-- have a place of their own, and leave the tallies of what waits.

UPDATE orders SET place = 'allegro' WHERE place IN ('new', 'open') AND fulfillment_provider = 'ALLEGRO';

-- Nor is there a parcel of the seller's to be stopped.
UPDATE orders SET problem = NULL WHERE problem = 'to-stop' AND fulfillment_provider = 'ALLEGRO';

UPDATE order_tally SET n = 0 WHERE place IN ('new', 'open', 'allegro');

INSERT INTO order_tally (account_id, place, n)
  SELECT account_id, place, COUNT(*) FROM orders WHERE place IN ('new', 'open', 'allegro') GROUP BY account_id, place
  ON DUPLICATE KEY UPDATE n = VALUES(n);

UPDATE order_due SET n = 0;

INSERT INTO order_due (account_id, day, n)
  SELECT account_id, TIMESTAMP(DATE(send_key)), COUNT(*) FROM orders WHERE to_send = 1
  GROUP BY account_id, TIMESTAMP(DATE(send_key))
  ON DUPLICATE KEY UPDATE n = VALUES(n);
