-- When the words of a ticket's card change next by themselves: what is left of a promise grows less without anybody's doing.
ALTER TABLE "ticket_room" ADD COLUMN     "stale_at" TIMESTAMPTZ(3);
UPDATE "ticket_room" SET "stale_at" = "created_at" WHERE NOT "closed";

-- What Prisma's schema language cannot say: the cards that wait for it.
CREATE INDEX "ticket_room_stale" ON "ticket_room" ("stale_at") WHERE "stale_at" IS NOT NULL;

-- Finding companies and people by any part of what one remembers, with or without the marks over letters ("ruta" finds "Rūta"). What is
-- found lies folded beside the record; the index holds every three letters in a row. No extension is needed for it.
CREATE FUNCTION "fold_text"(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(translate(regexp_replace(normalize(left(said, 2000), NFKD), '[\u0300-\u036f]', '', 'g'),
    'ŁłØøĐđĦħŦŧŊŋßÆæŒœıÞþ', 'LlOoDdHhTtNnsAaOoiTt'))
$$;
CREATE FUNCTION "text_grams"(folded text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array(SELECT DISTINCT substr(folded, i, 3) FROM generate_series(1, length(folded) - 2) AS i)
$$;

ALTER TABLE "company" ADD COLUMN     "find_text" TEXT GENERATED ALWAYS AS ("fold_text"("name")) STORED;
ALTER TABLE "contact" ADD COLUMN     "find_text" TEXT
  GENERATED ALWAYS AS ("fold_text"("name" || ' ' || coalesce("email", '') || ' ' || coalesce("telegram_id", '') || ' ' || coalesce("whatsapp", ''))) STORED;

CREATE INDEX "company_find" ON "company" USING gin ("text_grams"("find_text")) WITH (gin_pending_list_limit = 256);
CREATE INDEX "contact_find" ON "contact" USING gin ("text_grams"("find_text")) WITH (gin_pending_list_limit = 256);
