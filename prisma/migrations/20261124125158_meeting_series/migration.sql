-- AlterTable
ALTER TABLE "meeting" ADD COLUMN     "original_wall" TEXT,
ADD COLUMN     "series_id" TEXT;

-- CreateTable
CREATE TABLE "meeting_series" (
    "id" TEXT NOT NULL,
    "twinning_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT,
    "length_minutes" INTEGER NOT NULL,
    "rule" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "start_wall" TEXT NOT NULL,
    "until_on" TEXT,
    "host_town_ids" TEXT[],
    "participant_ids" TEXT[],
    "organiser_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "meeting_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fact" (
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "fact_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "meeting_series_twinning_id_idx" ON "meeting_series"("twinning_id");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_series_id_original_wall_key" ON "meeting"("series_id", "original_wall");

-- AddForeignKey
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "meeting_series"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "meeting_series" ADD CONSTRAINT "meeting_series_twinning_id_fkey" FOREIGN KEY ("twinning_id") REFERENCES "twinning"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "meeting_series" ADD CONSTRAINT "meeting_series_organiser_id_fkey" FOREIGN KEY ("organiser_id") REFERENCES "member"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- As everywhere: references are checked when a transaction ends, so that its writes may come in any order.
ALTER TABLE "meeting" ALTER CONSTRAINT "meeting_series_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "meeting_series" ALTER CONSTRAINT "meeting_series_twinning_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "meeting_series" ALTER CONSTRAINT "meeting_series_organiser_id_fkey" DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "meeting" ADD CONSTRAINT "meeting_occurrence_check" CHECK (num_nulls("series_id", "original_wall") IN (0, 2));
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_original_wall_check" CHECK ("original_wall" ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$');
ALTER TABLE "meeting_series" ADD CONSTRAINT "meeting_series_length_minutes_check" CHECK ("length_minutes" > 0);
ALTER TABLE "meeting_series" ADD CONSTRAINT "meeting_series_rule_check" CHECK ("rule" LIKE 'FREQ=%');
ALTER TABLE "meeting_series" ADD CONSTRAINT "meeting_series_start_wall_check" CHECK ("start_wall" ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d$');
ALTER TABLE "meeting_series" ADD CONSTRAINT "meeting_series_until_on_check" CHECK ("until_on" ~ '^\d{4}-\d\d-\d\d$');
