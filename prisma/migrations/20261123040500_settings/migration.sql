-- What people chose to be told, whether the current ticket is followed by itself, and an invoice's document as a file to send.
-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "current_ticket" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "muted_notices" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "engineer" ADD COLUMN     "muted_notices" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "invoice" ADD COLUMN     "pdf_file_id" UUID;

-- Documents that were given before are found by where they are kept.
UPDATE "invoice" i SET "pdf_file_id" = a."id" FROM "attachment" a WHERE a."store_key" = i."pdf_key" AND a."state" = 'stored';
