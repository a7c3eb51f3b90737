-- Rooms (topics) of tickets in contacts' private chats, where the messenger gives such chats rooms.
CREATE TABLE "contact_room" (
    "chat_id" TEXT NOT NULL,
    "ticket_id" UUID NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_room_pkey" PRIMARY KEY ("chat_id","ticket_id")
);

CREATE UNIQUE INDEX "contact_room_conversation_id_key" ON "contact_room"("conversation_id");

CREATE INDEX "contact_room_ticket_id_idx" ON "contact_room"("ticket_id");

ALTER TABLE "contact_room" ADD CONSTRAINT "contact_room_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "contact_room" ADD CONSTRAINT "contact_room_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "contact_room" ADD CONSTRAINT "contact_room_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
