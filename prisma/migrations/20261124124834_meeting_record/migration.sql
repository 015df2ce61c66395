-- CreateTable
CREATE TABLE "agenda_item" (
    "id" TEXT NOT NULL,
    "meeting_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agenda_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "minutes" (
    "meeting_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "written_by_id" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "minutes_pkey" PRIMARY KEY ("meeting_id")
);

-- CreateTable
CREATE TABLE "offered_line" (
    "meeting_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "line" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "commitment_id" TEXT NOT NULL,

    CONSTRAINT "offered_line_pkey" PRIMARY KEY ("meeting_id","position")
);

-- CreateTable
CREATE TABLE "attendance" (
    "meeting_id" TEXT NOT NULL,
    "taken_by_id" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attendance_pkey" PRIMARY KEY ("meeting_id")
);

-- CreateTable
CREATE TABLE "attendee" (
    "meeting_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "member_id" TEXT NOT NULL,
    "town_id" TEXT NOT NULL,
    "represented" TEXT,
    "present" BOOLEAN NOT NULL,

    CONSTRAINT "attendee_pkey" PRIMARY KEY ("meeting_id","member_id")
);

-- CreateIndex
CREATE INDEX "agenda_item_meeting_id_idx" ON "agenda_item"("meeting_id");

-- AddForeignKey
ALTER TABLE "agenda_item" ADD CONSTRAINT "agenda_item_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "agenda_item" ADD CONSTRAINT "agenda_item_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_written_by_id_fkey" FOREIGN KEY ("written_by_id") REFERENCES "member"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "offered_line" ADD CONSTRAINT "offered_line_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "minutes"("meeting_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "offered_line" ADD CONSTRAINT "offered_line_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_taken_by_id_fkey" FOREIGN KEY ("taken_by_id") REFERENCES "member"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "attendee" ADD CONSTRAINT "attendee_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "attendance"("meeting_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "attendee" ADD CONSTRAINT "attendee_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "attendee" ADD CONSTRAINT "attendee_town_id_fkey" FOREIGN KEY ("town_id") REFERENCES "town"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- As everywhere: references are checked when a transaction ends, so that its writes may come in any order.
ALTER TABLE "agenda_item" ALTER CONSTRAINT "agenda_item_meeting_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "agenda_item" ALTER CONSTRAINT "agenda_item_author_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "minutes" ALTER CONSTRAINT "minutes_meeting_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "minutes" ALTER CONSTRAINT "minutes_written_by_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "offered_line" ALTER CONSTRAINT "offered_line_meeting_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "offered_line" ALTER CONSTRAINT "offered_line_commitment_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "attendance" ALTER CONSTRAINT "attendance_meeting_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "attendance" ALTER CONSTRAINT "attendance_taken_by_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "attendee" ALTER CONSTRAINT "attendee_meeting_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "attendee" ALTER CONSTRAINT "attendee_member_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "attendee" ALTER CONSTRAINT "attendee_town_id_fkey" DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "minutes" ADD CONSTRAINT "minutes_version_check" CHECK ("version" > 0);
ALTER TABLE "attendee" ADD CONSTRAINT "attendee_represented_check" CHECK ("represented" IN ('municipality', 'citizens', 'youth'));
