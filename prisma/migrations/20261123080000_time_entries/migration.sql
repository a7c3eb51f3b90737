-- Work done on tickets, append-only: a correction is a row of its own.
-- CreateTable
CREATE TABLE "time_entry" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "engineer_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seconds" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "level" SMALLINT NOT NULL,
    "task" TEXT,
    "quantity" INTEGER,
    "after_hours_agreed" BOOLEAN,
    "billable_agreed" BOOLEAN,
    "corrects_id" UUID,
    "note" TEXT,
    "source_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "time_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "time_entry_corrects_id_key" ON "time_entry"("corrects_id");

-- CreateIndex
CREATE UNIQUE INDEX "time_entry_source_key_key" ON "time_entry"("source_key");

-- CreateIndex
CREATE INDEX "time_entry_ticket_id_id_idx" ON "time_entry"("ticket_id", "id");

-- CreateIndex
CREATE INDEX "time_entry_engineer_id_started_at_idx" ON "time_entry"("engineer_id", "started_at");

-- AddForeignKey
ALTER TABLE "time_entry" ADD CONSTRAINT "time_entry_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "time_entry" ADD CONSTRAINT "time_entry_engineer_id_fkey" FOREIGN KEY ("engineer_id") REFERENCES "engineer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "time_entry" ADD CONSTRAINT "time_entry_corrects_id_fkey" FOREIGN KEY ("corrects_id") REFERENCES "time_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
