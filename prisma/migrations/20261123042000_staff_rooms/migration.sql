-- The engineers' group: a room (topic) for each ticket, and the line in front of a group that many rooms share.
ALTER TABLE "conversation" ADD COLUMN     "room_of" TEXT;

ALTER TABLE "outbox_message" ADD COLUMN     "lane" TEXT,
ADD COLUMN     "urgency" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "ticket_room" (
    "ticket_id" UUID NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "opened" INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "closed" BOOLEAN NOT NULL DEFAULT false,
    "announced" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_room_pkey" PRIMARY KEY ("ticket_id")
);

CREATE UNIQUE INDEX "ticket_room_conversation_id_key" ON "ticket_room"("conversation_id");

ALTER TABLE "ticket_room" ADD CONSTRAINT "ticket_room_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ticket_room" ADD CONSTRAINT "ticket_room_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE INDEX "outbox_message_line" ON "outbox_message" ("lane", "urgency" DESC, "id") WHERE "state" = 'queued' AND "lane" IS NOT NULL;
