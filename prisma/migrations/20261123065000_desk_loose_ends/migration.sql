-- When the words of a ticket's card change next by themselves: what is left of a promise grows less without anybody's doing.
ALTER TABLE "ticket_room" ADD COLUMN     "stale_at" TIMESTAMPTZ(3);
UPDATE "ticket_room" SET "stale_at" = "created_at" WHERE NOT "closed";

-- What Prisma's schema language cannot say: the cards that wait for it.
CREATE INDEX "ticket_room_stale" ON "ticket_room" ("stale_at") WHERE "stale_at" IS NOT NULL;
