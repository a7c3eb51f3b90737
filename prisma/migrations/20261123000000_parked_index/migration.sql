-- Messages that failed five times are counted whenever metrics are read; without this the whole history is looked through.
CREATE INDEX "inbound_message_parked" ON "inbound_message" ("id") WHERE "state" = 'parked';
