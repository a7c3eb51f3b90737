-- Prepaid time, and what a line of an invoice billed.
-- AlterTable
ALTER TABLE "invoice_line" ADD COLUMN     "charge_key" TEXT,
ADD COLUMN     "charge_kind" TEXT,
ADD COLUMN     "charge_reason" JSONB,
ADD COLUMN     "entry_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "ticket_id" UUID;

-- CreateTable
CREATE TABLE "allowance" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "seconds_per_month" INTEGER NOT NULL,
    "price_cents" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "round_by_seconds" INTEGER NOT NULL DEFAULT 1,
    "connection_fee_cents" BIGINT NOT NULL DEFAULT 0,
    "no_expiration" BOOLEAN NOT NULL DEFAULT false,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "bought_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allowance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "allowance_company_id_starts_on_idx" ON "allowance"("company_id", "starts_on");

-- CreateIndex
CREATE INDEX "invoice_line_ticket_id_idx" ON "invoice_line"("ticket_id");

-- AddForeignKey
ALTER TABLE "allowance" ADD CONSTRAINT "allowance_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE SET NULL ON UPDATE CASCADE;
