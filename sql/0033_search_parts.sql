-- The search row of an order has parts now, by who may see what stands in them, and more to be found by:
-- city, point of delivery, amount, the last digits of a phone. Rows from before are written anew by
-- keep-house, a few hundred at a time.

UPDATE order_search_cleaning SET done_id = 0, ended_at = NULL WHERE id = 1;
