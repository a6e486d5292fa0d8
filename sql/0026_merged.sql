-- A merged order is in no list; those with a conflict stood among the problems all the same.

UPDATE orders SET problem = NULL WHERE problem > '' AND place = 'merged';
