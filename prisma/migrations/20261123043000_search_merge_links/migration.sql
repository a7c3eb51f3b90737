-- Duplicates that were merged, related tickets, notices that hold several comments, and the search over tickets and comments.
-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "merged_into_id" UUID;

-- AlterTable
ALTER TABLE "outbox_message" ADD COLUMN     "comment_ids" UUID[];

-- CreateTable
CREATE TABLE "ticket_link" (
    "ticket_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_link_pkey" PRIMARY KEY ("ticket_id","other_id")
);

-- CreateIndex
CREATE INDEX "ticket_merged_into_id_idx" ON "ticket"("merged_into_id");

-- CreateIndex
CREATE INDEX "ticket_link_other_id_idx" ON "ticket_link"("other_id");

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "ticket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_link" ADD CONSTRAINT "ticket_link_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_link" ADD CONSTRAINT "ticket_link_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say. A text is indexed three times: by the stems of both languages, and word by word
-- with Lithuanian letters plain and joined words taken apart ("SIP/2.0" is found as "sip"), for codes and names.
CREATE FUNCTION "search_words"(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.english'::regconfig, left(said, 50000))
    || to_tsvector('pg_catalog.lithuanian'::regconfig, left(said, 50000))
    || to_tsvector('pg_catalog.simple'::regconfig,
      translate(left(said, 50000), 'ąčęėįšųūžĄČĘĖĮŠŲŪŽ/@=-_', 'aceeisuuzACEEISUUZ     '))
$$;

CREATE FUNCTION "search_query"(asked text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT websearch_to_tsquery('pg_catalog.english'::regconfig, asked)
    || websearch_to_tsquery('pg_catalog.lithuanian'::regconfig, asked)
    || websearch_to_tsquery('pg_catalog.simple'::regconfig,
      translate(asked, 'ąčęėįšųūžĄČĘĖĮŠŲŪŽ/@=-_', 'aceeisuuzACEEISUUZ     '))
$$;

ALTER TABLE "ticket" ADD COLUMN     "search" TSVECTOR
  GENERATED ALWAYS AS (setweight("search_words"("summary"), 'A') || setweight("search_words"("description"), 'B')) STORED;

-- Nothing sensitive and nothing that was taken back is ever in it.
ALTER TABLE "comment" ADD COLUMN     "search" TSVECTOR
  GENERATED ALWAYS AS (CASE WHEN NOT "sensitive" AND "withdrawn_at" IS NULL THEN "search_words"("body") END) STORED;

-- A short list of what is not yet sorted in keeps a search quick while much is written.
CREATE INDEX "ticket_search" ON "ticket" USING gin ("search") WITH (gin_pending_list_limit = 256);
CREATE INDEX "comment_search" ON "comment" USING gin ("search") WITH (gin_pending_list_limit = 256);

-- How often a word stands anywhere decides how it is looked for; with the usual thousand words known, rare ones look common.
ALTER TABLE "ticket" ALTER COLUMN "search" SET STATISTICS 500;
ALTER TABLE "comment" ALTER COLUMN "search" SET STATISTICS 500;
