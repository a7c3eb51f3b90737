-- Buyers, VAT and parties of invoices; credit notes; what is paid too much is kept for the next invoice.
-- AlterTable
ALTER TABLE "company" ADD COLUMN     "address" TEXT,
ADD COLUMN     "legal_name" TEXT,
ADD COLUMN     "registration_code" TEXT,
ADD COLUMN     "vat_code" TEXT,
ADD COLUMN     "vat_exemption" TEXT,
ADD COLUMN     "vat_rate" INTEGER;

-- AlterTable
ALTER TABLE "invoice" ADD COLUMN     "cancels_id" UUID,
ADD COLUMN     "credit_cents" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "credit_taken_cents" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "parties" JSONB,
ADD COLUMN     "vat_cents" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "vat_exemption" TEXT,
ADD COLUMN     "vat_rate" INTEGER;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "other_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "invoice_cancels_id_key" ON "invoice"("cancels_id");

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_cancels_id_fkey" FOREIGN KEY ("cancels_id") REFERENCES "invoice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "invoice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What was paid too much so far is kept from now on.
UPDATE "invoice" SET "credit_cents" = "paid_cents" - "total_cents" WHERE "status" <> 'cancelled' AND "paid_cents" > "total_cents";
