-- What reports ask: which tickets ended in a time, and when tickets waited for their client.
-- CreateIndex
CREATE INDEX "ticket_ended_at_idx" ON "ticket"("ended_at");

-- What Prisma's schema language cannot say.
CREATE INDEX "ticket_event_waiting" ON "ticket_event" ("at")
  WHERE "kind" = 'status' AND ("data"->>'from' = 'waiting' OR "data"->>'to' = 'waiting');
