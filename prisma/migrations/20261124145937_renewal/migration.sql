-- AlterTable
ALTER TABLE "space" ADD COLUMN     "digest" TEXT;

-- AlterTable
ALTER TABLE "twinning_settings" ADD COLUMN     "agreement" TEXT,
ADD COLUMN     "review_months" INTEGER,
ADD COLUMN     "signed_on" TEXT;

-- CreateTable
CREATE TABLE "review" (
    "id" TEXT NOT NULL,
    "twinning_id" TEXT NOT NULL,
    "from_on" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "proposed_by_town_id" TEXT,
    "version" INTEGER NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_part" (
    "review_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "town_id" TEXT NOT NULL,
    "themes" TEXT[],
    "note" TEXT,
    "concrete" TEXT,
    "invitations" TEXT,
    "ideas" TEXT,
    "written_by_id" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_part_pkey" PRIMARY KEY ("review_id","town_id")
);

-- CreateTable
CREATE TABLE "review_confirmation" (
    "review_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "town_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "confirmed_by_id" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_confirmation_pkey" PRIMARY KEY ("review_id","town_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "review_twinning_id_due_on_key" ON "review"("twinning_id", "due_on");

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_twinning_id_fkey" FOREIGN KEY ("twinning_id") REFERENCES "twinning"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_part" ADD CONSTRAINT "review_part_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_part" ADD CONSTRAINT "review_part_town_id_fkey" FOREIGN KEY ("town_id") REFERENCES "town"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_part" ADD CONSTRAINT "review_part_written_by_id_fkey" FOREIGN KEY ("written_by_id") REFERENCES "member"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_confirmation" ADD CONSTRAINT "review_confirmation_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_confirmation" ADD CONSTRAINT "review_confirmation_town_id_fkey" FOREIGN KEY ("town_id") REFERENCES "town"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "review_confirmation" ADD CONSTRAINT "review_confirmation_confirmed_by_id_fkey" FOREIGN KEY ("confirmed_by_id") REFERENCES "member"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- As everywhere: references are checked when a transaction ends, so that its writes may come in any order.
ALTER TABLE "review" ALTER CONSTRAINT "review_twinning_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "review_part" ALTER CONSTRAINT "review_part_review_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "review_part" ALTER CONSTRAINT "review_part_town_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "review_part" ALTER CONSTRAINT "review_part_written_by_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "review_confirmation" ALTER CONSTRAINT "review_confirmation_review_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "review_confirmation" ALTER CONSTRAINT "review_confirmation_town_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "review_confirmation" ALTER CONSTRAINT "review_confirmation_confirmed_by_id_fkey" DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "space" ADD CONSTRAINT "space_digest_check" CHECK ("digest" ~ '^(off|[1-7]-([01]\d|2[0-3]))$');
ALTER TABLE "twinning_settings" ADD CONSTRAINT "twinning_settings_review_months_check" CHECK ("review_months" BETWEEN 3 AND 60);
ALTER TABLE "twinning_settings" ADD CONSTRAINT "twinning_settings_signed_on_check" CHECK ("signed_on" ~ '^\d{4}-\d\d-\d\d$');
ALTER TABLE "review" ADD CONSTRAINT "review_state_check" CHECK ("state" IN ('planned', 'open', 'proposed', 'confirmed', 'lapsed'));
ALTER TABLE "review" ADD CONSTRAINT "review_from_on_check" CHECK ("from_on" ~ '^\d{4}-\d\d-\d\d$');
ALTER TABLE "review" ADD CONSTRAINT "review_due_on_check" CHECK ("due_on" ~ '^\d{4}-\d\d-\d\d$');

-- What falls due; most reviews, in the end, have begun.
CREATE INDEX "review_planned_idx" ON "review"("starts_at") WHERE "state" = 'planned';

-- A reminder or a posting may be about a review, too. What a subject's type may be is the program's to know (it reads
-- no other word): a list here would have to be replaced by everybody who adds one.
ALTER TABLE "reminder" DROP CONSTRAINT "reminder_subject_check";
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_subject_check" CHECK (
  "meeting_id" IS NOT DISTINCT FROM CASE WHEN "subject_type" = 'meeting' THEN "subject_id" END
  AND "commitment_id" IS NOT DISTINCT FROM CASE WHEN "subject_type" = 'commitment' THEN "subject_id" END
);
ALTER TABLE "posting" DROP CONSTRAINT "posting_subject_check";
ALTER TABLE "posting" ADD CONSTRAINT "posting_subject_check" CHECK (
  "meeting_id" IS NOT DISTINCT FROM CASE WHEN "subject_type" = 'meeting' THEN "subject_id" END
  AND "commitment_id" IS NOT DISTINCT FROM CASE WHEN "subject_type" = 'commitment' THEN "subject_id" END
);
