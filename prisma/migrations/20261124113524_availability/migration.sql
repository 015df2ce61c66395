-- AlterTable
ALTER TABLE "town" ADD COLUMN     "region" TEXT;

-- CreateTable
CREATE TABLE "away" (
    "member_id" TEXT NOT NULL,
    "from_on" TEXT NOT NULL,
    "until_on" TEXT NOT NULL,

    CONSTRAINT "away_pkey" PRIMARY KEY ("member_id","from_on")
);

-- CreateIndex
CREATE INDEX "away_until_on_idx" ON "away"("until_on");

-- AddForeignKey
ALTER TABLE "away" ADD CONSTRAINT "away_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- As everywhere: references are checked when a transaction ends, so that its writes may come in any order.
ALTER TABLE "away" ALTER CONSTRAINT "away_member_id_fkey" DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "town" ADD CONSTRAINT "town_region_check" CHECK ("region" ~ '^[A-Za-z0-9]{1,12}$');
ALTER TABLE "away" ADD CONSTRAINT "away_days_check" CHECK (
  "from_on" ~ '^\d{4}-\d\d-\d\d$' AND "until_on" ~ '^\d{4}-\d\d-\d\d$' AND "from_on" <= "until_on"
);
