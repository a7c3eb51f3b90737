-- Files of records that are checked and taken in, and what is said to many at once.
CREATE TABLE "record_import" (
    "id" UUID NOT NULL,
    "kind" TEXT,
    "state" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "attachment_id" UUID,
    "conversation_id" TEXT,
    "engineer_id" UUID,
    "content" BYTEA,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "next_row" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "faults" JSONB NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "record_import_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "broadcast" (
    "id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "audience" JSONB NOT NULL,
    "text" BYTEA NOT NULL,
    "people" INTEGER NOT NULL,
    "engineer_id" UUID,
    "conversation_id" TEXT,
    "card_key" TEXT,
    "card_revision" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "broadcast_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "broadcast_recipient" (
    "broadcast_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "contact_id" UUID NOT NULL,
    "queued_at" TIMESTAMPTZ(3),

    CONSTRAINT "broadcast_recipient_pkey" PRIMARY KEY ("broadcast_id", "place")
);

CREATE INDEX "record_import_due_at_idx" ON "record_import"("due_at");

CREATE INDEX "broadcast_next_at_idx" ON "broadcast"("next_at");

ALTER TABLE "record_import" ADD CONSTRAINT "record_import_engineer_id_fkey" FOREIGN KEY ("engineer_id") REFERENCES "engineer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "broadcast" ADD CONSTRAINT "broadcast_engineer_id_fkey" FOREIGN KEY ("engineer_id") REFERENCES "engineer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "broadcast_recipient" ADD CONSTRAINT "broadcast_recipient_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcast"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "broadcast_recipient" ADD CONSTRAINT "broadcast_recipient_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
