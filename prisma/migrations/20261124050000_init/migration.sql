-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "twinning_id" TEXT,
    "town_id" TEXT,
    "member_id" TEXT,
    "action" TEXT NOT NULL,
    "subject_id" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commitment" (
    "id" TEXT NOT NULL,
    "twinning_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "owner_member_id" TEXT,
    "owner_office" TEXT,
    "owner_town_id" TEXT NOT NULL,
    "offered_by_id" TEXT NOT NULL,
    "due_on" TEXT,
    "theme" TEXT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "answered_by_id" TEXT,
    "confirmed_by_id" TEXT,
    "version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commitment_beneficiary" (
    "commitment_id" TEXT NOT NULL,
    "town_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "commitment_beneficiary_pkey" PRIMARY KEY ("commitment_id","town_id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" TEXT NOT NULL,
    "town_id" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "represents" TEXT,
    "asked_represents" BOOLEAN NOT NULL,
    "substitute" BOOLEAN NOT NULL,
    "language" TEXT,
    "platform_locale" TEXT,
    "time_zone" TEXT,
    "weekly_hours" JSONB,
    "active" BOOLEAN NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member_account" (
    "member_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "town_id" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "platform" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "member_account_pkey" PRIMARY KEY ("member_id","position")
);

-- CreateTable
CREATE TABLE "office" (
    "id" TEXT NOT NULL,
    "town_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "holder_id" TEXT,
    "since_on" TEXT,
    "until_on" TEXT,

    CONSTRAINT "office_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting" (
    "id" TEXT NOT NULL,
    "twinning_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT,
    "host_town_id" TEXT,
    "organiser_id" TEXT NOT NULL,
    "length_minutes" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "picked" INTEGER[],
    "deadline_at" TIMESTAMPTZ(3),
    "confirmed_slot" INTEGER,
    "cancel_reason" TEXT,
    "version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_participant" (
    "meeting_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "meeting_participant_pkey" PRIMARY KEY ("meeting_id","member_id")
);

-- CreateTable
CREATE TABLE "slot" (
    "meeting_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "wall" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slot_pkey" PRIMARY KEY ("meeting_id","number")
);

-- CreateTable
CREATE TABLE "ballot" (
    "meeting_id" TEXT NOT NULL,
    "slot_number" INTEGER NOT NULL,
    "member_id" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "cast_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ballot_pkey" PRIMARY KEY ("meeting_id","slot_number","member_id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "id" TEXT NOT NULL,
    "twinning_id" TEXT NOT NULL,
    "number" INTEGER,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "meeting_id" TEXT,
    "commitment_id" TEXT,
    "kind" TEXT NOT NULL,
    "member_id" TEXT,
    "space_id" TEXT,
    "occurrence" TEXT NOT NULL,
    "subject_version" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3),
    "delivery_id" TEXT,
    "doubtful" BOOLEAN NOT NULL DEFAULT false,
    "sent_at" TIMESTAMPTZ(3),
    "sent_platform" TEXT,
    "sent_tenant_id" TEXT,
    "sent_channel_id" TEXT,
    "sent_message_id" TEXT,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posting" (
    "id" TEXT NOT NULL,
    "space_id" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "meeting_id" TEXT,
    "commitment_id" TEXT,
    "view" TEXT NOT NULL,
    "args" JSONB NOT NULL,
    "wanted_version" INTEGER NOT NULL,
    "shown_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3),
    "delivery_id" TEXT,
    "doubtful" BOOLEAN NOT NULL DEFAULT false,
    "shown_platform" TEXT,
    "shown_tenant_id" TEXT,
    "shown_channel_id" TEXT,
    "shown_message_id" TEXT,

    CONSTRAINT "posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft" (
    "id" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seen_request" (
    "id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seen_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "twinning" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "since_on" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "twinning_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "town" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "founder_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "town_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "twinning_town" (
    "twinning_id" TEXT NOT NULL,
    "town_id" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "twinning_town_pkey" PRIMARY KEY ("twinning_id","town_id")
);

-- CreateTable
CREATE TABLE "space" (
    "id" TEXT NOT NULL,
    "twinning_id" TEXT NOT NULL,
    "town_id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "bound_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "space_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "twinning_id" TEXT NOT NULL,
    "town_id" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter" (
    "twinning_id" TEXT NOT NULL,
    "counted" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("twinning_id","counted")
);

-- CreateIndex
CREATE INDEX "audit_entry_subject_id_at_idx" ON "audit_entry"("subject_id", "at");

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

-- CreateIndex
CREATE UNIQUE INDEX "commitment_twinning_id_number_key" ON "commitment"("twinning_id", "number");

-- CreateIndex
CREATE INDEX "commitment_beneficiary_town_id_idx" ON "commitment_beneficiary"("town_id");

-- CreateIndex
CREATE INDEX "member_town_id_idx" ON "member"("town_id");

-- CreateIndex
CREATE INDEX "member_account_platform_tenant_id_user_id_idx" ON "member_account"("platform", "tenant_id", "user_id");

-- CreateIndex
CREATE INDEX "office_holder_id_idx" ON "office"("holder_id");

-- CreateIndex
CREATE UNIQUE INDEX "office_town_id_kind_key" ON "office"("town_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_twinning_id_number_key" ON "meeting"("twinning_id", "number");

-- CreateIndex
CREATE INDEX "meeting_participant_member_id_idx" ON "meeting_participant"("member_id");

-- CreateIndex
CREATE INDEX "ballot_member_id_idx" ON "ballot"("member_id");

-- CreateIndex
CREATE INDEX "reminder_subject_type_subject_id_idx" ON "reminder"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "reminder_member_id_state_idx" ON "reminder"("member_id", "state");

-- CreateIndex
CREATE INDEX "reminder_space_id_state_idx" ON "reminder"("space_id", "state");

-- CreateIndex
CREATE INDEX "reminder_created_by_id_state_idx" ON "reminder"("created_by_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_twinning_id_number_key" ON "reminder"("twinning_id", "number");

-- CreateIndex
CREATE INDEX "posting_subject_type_subject_id_idx" ON "posting"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "posting_space_id_idx" ON "posting"("space_id");

-- CreateIndex
CREATE INDEX "draft_expires_at_idx" ON "draft"("expires_at");

-- CreateIndex
CREATE INDEX "seen_request_seen_at_idx" ON "seen_request"("seen_at");

-- CreateIndex
CREATE INDEX "twinning_town_town_id_idx" ON "twinning_town"("town_id");

-- CreateIndex
CREATE INDEX "space_twinning_id_idx" ON "space"("twinning_id");

-- CreateIndex
CREATE UNIQUE INDEX "space_platform_tenant_id_channel_id_key" ON "space"("platform", "tenant_id", "channel_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_digest_key" ON "invitation"("digest");

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_twinning_id_fkey" FOREIGN KEY ("twinning_id") REFERENCES "twinning"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_owner_member_id_fkey" FOREIGN KEY ("owner_member_id") REFERENCES "member"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_owner_town_id_fkey" FOREIGN KEY ("owner_town_id") REFERENCES "town"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_offered_by_id_fkey" FOREIGN KEY ("offered_by_id") REFERENCES "member"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_answered_by_id_fkey" FOREIGN KEY ("answered_by_id") REFERENCES "member"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_confirmed_by_id_fkey" FOREIGN KEY ("confirmed_by_id") REFERENCES "member"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "commitment_beneficiary" ADD CONSTRAINT "commitment_beneficiary_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "commitment_beneficiary" ADD CONSTRAINT "commitment_beneficiary_town_id_fkey" FOREIGN KEY ("town_id") REFERENCES "town"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_town_id_fkey" FOREIGN KEY ("town_id") REFERENCES "town"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "member_account" ADD CONSTRAINT "member_account_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_town_id_fkey" FOREIGN KEY ("town_id") REFERENCES "town"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_twinning_id_fkey" FOREIGN KEY ("twinning_id") REFERENCES "twinning"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_host_town_id_fkey" FOREIGN KEY ("host_town_id") REFERENCES "town"("id") ON DELETE SET NULL ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_organiser_id_fkey" FOREIGN KEY ("organiser_id") REFERENCES "member"("id") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "meeting_participant" ADD CONSTRAINT "meeting_participant_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "meeting_participant" ADD CONSTRAINT "meeting_participant_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "ballot" ADD CONSTRAINT "ballot_meeting_id_slot_number_fkey" FOREIGN KEY ("meeting_id", "slot_number") REFERENCES "slot"("meeting_id", "number") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "ballot" ADD CONSTRAINT "ballot_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_twinning_id_fkey" FOREIGN KEY ("twinning_id") REFERENCES "twinning"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_space_id_fkey" FOREIGN KEY ("space_id") REFERENCES "space"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_space_id_fkey" FOREIGN KEY ("space_id") REFERENCES "space"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "town" ADD CONSTRAINT "town_founder_id_fkey" FOREIGN KEY ("founder_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "twinning_town" ADD CONSTRAINT "twinning_town_twinning_id_fkey" FOREIGN KEY ("twinning_id") REFERENCES "twinning"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "twinning_town" ADD CONSTRAINT "twinning_town_town_id_fkey" FOREIGN KEY ("town_id") REFERENCES "town"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "space" ADD CONSTRAINT "space_twinning_id_town_id_fkey" FOREIGN KEY ("twinning_id", "town_id") REFERENCES "twinning_town"("twinning_id", "town_id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_twinning_id_fkey" FOREIGN KEY ("twinning_id") REFERENCES "twinning"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_town_id_fkey" FOREIGN KEY ("town_id") REFERENCES "town"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "counter" ADD CONSTRAINT "counter_twinning_id_fkey" FOREIGN KEY ("twinning_id") REFERENCES "twinning"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- By hand from here on: what Prisma's schema language cannot say. The foreign keys above were made DEFERRABLE
-- INITIALLY DEFERRED by hand too: they are checked when a transaction ends, so its writes may come in any order
-- (a town names its founder, who is a member of that town).

-- Two active members of one town never share an account; a former member's account is free.
CREATE UNIQUE INDEX "member_account_active_key" ON "member_account"("town_id", "platform", "tenant_id", "user_id") WHERE "active";

-- One reminder for each subject, kind, target, occurrence and version of the subject.
CREATE UNIQUE INDEX "reminder_member_key" ON "reminder"("subject_type", "subject_id", "kind", "member_id", "occurrence", "subject_version") WHERE "member_id" IS NOT NULL;
CREATE UNIQUE INDEX "reminder_space_key" ON "reminder"("subject_type", "subject_id", "kind", "space_id", "occurrence", "subject_version") WHERE "space_id" IS NOT NULL;

-- What falls due. The rows that are over (most of them, in the end) are not in these indexes.
CREATE INDEX "reminder_scheduled_idx" ON "reminder"((GREATEST("due_at", "retry_at"))) WHERE "state" = 'scheduled';
CREATE INDEX "reminder_sending_idx" ON "reminder"("lease_until") WHERE "state" = 'sending';
CREATE INDEX "posting_wanted_idx" ON "posting"("created_at") WHERE "state" IN ('scheduled', 'sent') AND "wanted_version" > "shown_version";
CREATE INDEX "posting_sending_idx" ON "posting"("lease_until") WHERE "state" = 'sending';
CREATE INDEX "meeting_deadline_idx" ON "meeting"("deadline_at") WHERE "state" = 'polling';

-- States and kinds are text with a list, not enums: a new word is then a plain change of a constraint.
ALTER TABLE "twinning" ADD CONSTRAINT "twinning_since_on_check" CHECK ("since_on" ~ '^\d{4}-\d\d-\d\d$');
ALTER TABLE "town" ADD CONSTRAINT "town_country_check" CHECK ("country" ~ '^[A-Z]{2}$');
ALTER TABLE "space" ADD CONSTRAINT "space_platform_check" CHECK ("platform" IN ('slack', 'discord'));
ALTER TABLE "space" ADD CONSTRAINT "space_audience_check" CHECK ("audience" IN ('committee', 'youth'));
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_purpose_check" CHECK ("purpose" IN ('partner', 'space'));
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_audience_check" CHECK ("audience" IN ('committee', 'youth'));
ALTER TABLE "counter" ADD CONSTRAINT "counter_counted_check" CHECK ("counted" IN ('meeting', 'commitment', 'reminder') AND "last" > 0);
ALTER TABLE "member" ADD CONSTRAINT "member_represents_check" CHECK ("represents" IN ('municipality', 'citizens', 'youth'));
ALTER TABLE "member_account" ADD CONSTRAINT "member_account_platform_check" CHECK ("platform" IN ('slack', 'discord'));
ALTER TABLE "office" ADD CONSTRAINT "office_since_on_check" CHECK ("since_on" ~ '^\d{4}-\d\d-\d\d$');
ALTER TABLE "office" ADD CONSTRAINT "office_until_on_check" CHECK ("until_on" ~ '^\d{4}-\d\d-\d\d$');
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_state_check" CHECK ("state" IN ('draft', 'polling', 'undecided', 'confirmed', 'cancelled'));
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_length_minutes_check" CHECK ("length_minutes" > 0);
ALTER TABLE "slot" ADD CONSTRAINT "slot_number_check" CHECK ("number" > 0);
ALTER TABLE "ballot" ADD CONSTRAINT "ballot_answer_check" CHECK ("answer" IN ('yes', 'if-need-be', 'no'));
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_state_check" CHECK ("state" IN ('offered', 'accepted', 'declined', 'done', 'confirmed', 'withdrawn'));
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_owner_check" CHECK (num_nonnulls("owner_member_id", "owner_office") = 1);
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_due_on_check" CHECK ("due_on" ~ '^\d{4}-\d\d-\d\d$');
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_state_check" CHECK ("state" IN ('scheduled', 'sending', 'sent', 'cancelled', 'dead'));
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_target_check" CHECK (num_nonnulls("member_id", "space_id") = 1);
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_sending_check" CHECK ("state" <> 'sending' OR num_nulls("lease_until", "delivery_id") = 0);
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_sent_check" CHECK (num_nulls("sent_platform", "sent_tenant_id", "sent_channel_id", "sent_message_id") IN (0, 4));
ALTER TABLE "posting" ADD CONSTRAINT "posting_state_check" CHECK ("state" IN ('scheduled', 'sending', 'sent', 'cancelled', 'dead'));
ALTER TABLE "posting" ADD CONSTRAINT "posting_sending_check" CHECK ("state" <> 'sending' OR num_nulls("lease_until", "delivery_id") = 0);
ALTER TABLE "posting" ADD CONSTRAINT "posting_shown_check" CHECK (num_nulls("shown_platform", "shown_tenant_id", "shown_channel_id", "shown_message_id") IN (0, 4));

-- The foreign key of a subject holds the subject's id, and no other subject has one.
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_subject_check" CHECK (
  "subject_type" IN ('meeting', 'commitment', 'twinning', 'reminder')
  AND "meeting_id" IS NOT DISTINCT FROM CASE WHEN "subject_type" = 'meeting' THEN "subject_id" END
  AND "commitment_id" IS NOT DISTINCT FROM CASE WHEN "subject_type" = 'commitment' THEN "subject_id" END
);
ALTER TABLE "posting" ADD CONSTRAINT "posting_subject_check" CHECK (
  "subject_type" IN ('meeting', 'commitment', 'twinning', 'reminder')
  AND "meeting_id" IS NOT DISTINCT FROM CASE WHEN "subject_type" = 'meeting' THEN "subject_id" END
  AND "commitment_id" IS NOT DISTINCT FROM CASE WHEN "subject_type" = 'commitment' THEN "subject_id" END
);
