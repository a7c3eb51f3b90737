-- Times are told to people in their own zone as well, where it is known.
ALTER TABLE "contact" ADD COLUMN     "time_zone" TEXT;
