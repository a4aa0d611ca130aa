CREATE TABLE IF NOT EXISTS "change_log" (
  "seq" BIGSERIAL,
  "at" BIGINT NOT NULL,
  "object" TEXT COLLATE "C" NOT NULL,
  "record" BIGINT,
  "kind" TEXT COLLATE "C" NOT NULL,
  "actor" BIGINT,
  "cause" TEXT COLLATE "C" NOT NULL,
  "version" BIGINT NOT NULL,
  "changes" TEXT COLLATE "C",
  "secret" BYTEA,
  "subject" BIGINT,
  "ids" BYTEA,
  "transaction" xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY ("seq")
);
CREATE INDEX IF NOT EXISTS "ix_change_log__record" ON "change_log" ("record" NULLS FIRST, "seq" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_change_log__cause" ON "change_log" ("cause" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "counter" (
  "name" TEXT COLLATE "C" NOT NULL,
  "reached" BIGINT NOT NULL,
  PRIMARY KEY ("name")
);
CREATE TABLE IF NOT EXISTS "node" (
  "number" BIGINT NOT NULL,
  "owner" TEXT COLLATE "C" NOT NULL,
  "seen_at" BIGINT NOT NULL,
  PRIMARY KEY ("number")
);
CREATE TABLE IF NOT EXISTS "note" (
  "name" TEXT COLLATE "C" NOT NULL,
  "words" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY ("name")
);
CREATE TABLE IF NOT EXISTS "subject_key" (
  "subject" BIGINT NOT NULL,
  "secret" BYTEA NOT NULL,
  PRIMARY KEY ("subject")
);
CREATE TABLE IF NOT EXISTS "search_text" (
  "id" BIGINT NOT NULL,
  "object" TEXT COLLATE "C" NOT NULL,
  "title" TEXT COLLATE "C" NOT NULL,
  "texts" TEXT COLLATE "C" NOT NULL,
  "grams" TEXT[] NOT NULL,
  PRIMARY KEY ("id")
);
CREATE TABLE IF NOT EXISTS "preference" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "customer" BIGINT,
  "topic" TEXT COLLATE "C",
  "topic__sort" BYTEA,
  "attitude" TEXT COLLATE "C",
  "strength" BIGINT,
  "evidence" TEXT COLLATE "C",
  "noted_on" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_preference__created_at" ON "preference" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_preference__deleted_at" ON "preference" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_preference__customer" ON "preference" ("customer" NULLS FIRST, "id" NULLS FIRST) WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_preference__topic" ON "preference" ("topic" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_preference__topic__sort" ON "preference" ("topic__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_preference__attitude" ON "preference" ("attitude" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "alert" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "customer" BIGINT,
  "kind" TEXT COLLATE "C",
  "reason" TEXT COLLATE "C",
  "at_stake" BIGINT,
  "at_stake__currency" TEXT COLLATE "C",
  "score" BIGINT,
  "status" TEXT COLLATE "C",
  "opened_on" BIGINT,
  "snoozed_until" BIGINT,
  "outcome" TEXT COLLATE "C",
  "dismissed_as" TEXT COLLATE "C",
  "dismissed_because" TEXT COLLATE "C",
  "assignee" BIGINT,
  "trial_group" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_alert__created_at" ON "alert" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_alert__deleted_at" ON "alert" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_alert__customer" ON "alert" ("customer" NULLS FIRST, "id" NULLS FIRST) WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_alert__kind" ON "alert" ("kind" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_alert__score" ON "alert" ("score" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_alert__status" ON "alert" ("status" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_alert__opened_on" ON "alert" ("opened_on" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_alert__dismissed_as" ON "alert" ("dismissed_as" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_alert__assignee" ON "alert" ("assignee" NULLS FIRST, "id" NULLS FIRST) WHERE "assignee" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_alert__trial_group" ON "alert" ("trial_group" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "api_token" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "user" BIGINT,
  "name" TEXT COLLATE "C",
  "token_hash" TEXT COLLATE "C",
  "role" BIGINT,
  "expires_on" BIGINT,
  "last_used_at" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_api_token__created_at" ON "api_token" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_api_token__deleted_at" ON "api_token" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_api_token__user" ON "api_token" ("user" NULLS FIRST, "id" NULLS FIRST) WHERE "user" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_api_token__token_hash" ON "api_token" ("token_hash" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_api_token__role" ON "api_token" ("role" NULLS FIRST, "id" NULLS FIRST) WHERE "role" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_api_token__expires_on" ON "api_token" ("expires_on" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "attachment" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "about" BIGINT,
  "about__object" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "name__sort" BYTEA,
  "size" BIGINT,
  "media_type" TEXT COLLATE "C",
  "sha256" TEXT COLLATE "C",
  "sha256__sort" BYTEA,
  "image" BOOLEAN,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_attachment__created_at" ON "attachment" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_attachment__deleted_at" ON "attachment" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_attachment__about" ON "attachment" ("about" NULLS FIRST, "id" NULLS FIRST) WHERE "about" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_attachment__name__sort" ON "attachment" ("name__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_attachment__sha256" ON "attachment" ("sha256" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "bulk_job" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "object" TEXT COLLATE "C",
  "object__sort" BYTEA,
  "filter" TEXT COLLATE "C",
  "exclude" TEXT COLLATE "C",
  "change" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "done" BIGINT,
  "total" BIGINT,
  "failed" BIGINT,
  "error" TEXT COLLATE "C",
  "role" BIGINT,
  "reached" TEXT COLLATE "C",
  "undo_reached" BIGINT,
  "started_at" BIGINT,
  "finished_at" BIGINT,
  "owner" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_bulk_job__created_at" ON "bulk_job" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_bulk_job__deleted_at" ON "bulk_job" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_bulk_job__object" ON "bulk_job" ("object" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_bulk_job__state" ON "bulk_job" ("state" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_bulk_job__owner" ON "bulk_job" ("owner" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "checkpoint" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "reader" TEXT COLLATE "C",
  "seq" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_checkpoint__created_at" ON "checkpoint" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_checkpoint__deleted_at" ON "checkpoint" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_checkpoint__reader" ON "checkpoint" ("reader" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE IF NOT EXISTS "comment" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "about" BIGINT,
  "about__object" TEXT COLLATE "C",
  "body" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_comment__created_at" ON "comment" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_comment__deleted_at" ON "comment" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_comment__about" ON "comment" ("about" NULLS FIRST, "id" NULLS FIRST) WHERE "about" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "comment__mentions" (
  "record" BIGINT NOT NULL,
  "target" BIGINT NOT NULL,
  "target__object" TEXT COLLATE "C",
  "place" BIGINT NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_comment__mentions__target" ON "comment__mentions" ("target" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "comment__files" (
  "record" BIGINT NOT NULL,
  "target" BIGINT NOT NULL,
  "target__object" TEXT COLLATE "C",
  "place" BIGINT NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_comment__files__target" ON "comment__files" ("target" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "contact" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "name" TEXT COLLATE "C",
  "name__sort" BYTEA,
  "customer" BIGINT,
  "salutation" TEXT COLLATE "C",
  "job_title" TEXT COLLATE "C",
  "job_title__sort" BYTEA,
  "department" TEXT COLLATE "C",
  "decision" TEXT COLLATE "C",
  "mobile" TEXT COLLATE "C",
  "phone" TEXT COLLATE "C",
  "email" TEXT COLLATE "C",
  "wechat" TEXT COLLATE "C",
  "wechat__sort" BYTEA,
  "address" TEXT COLLATE "C",
  "birthday" BIGINT,
  "lunar_birthday" TEXT COLLATE "C",
  "habits" TEXT COLLATE "C",
  "do_not_call" BOOLEAN,
  "do_not_mail" BOOLEAN,
  "next_contact_on" BIGINT,
  "last_contact_on" BIGINT,
  "external_id" TEXT COLLATE "C",
  "external_id__sort" BYTEA,
  "description" TEXT COLLATE "C",
  "owner" BIGINT,
  "team" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_contact__created_at" ON "contact" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_contact__deleted_at" ON "contact" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_contact__name__sort" ON "contact" ("name__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_contact__customer" ON "contact" ("customer" NULLS FIRST, "id" NULLS FIRST) WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_contact__job_title__sort" ON "contact" ("job_title__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_contact__decision" ON "contact" ("decision" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_contact__mobile" ON "contact" ("mobile" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_contact__phone" ON "contact" ("phone" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_contact__email" ON "contact" ("email" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_contact__wechat__sort" ON "contact" ("wechat__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_contact__next_contact_on" ON "contact" ("next_contact_on" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_contact__last_contact_on" ON "contact" ("last_contact_on" NULLS FIRST, "id" NULLS FIRST);
CREATE UNIQUE INDEX IF NOT EXISTS "uq_contact__external_id" ON "contact" ("external_id" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_contact__external_id__sort" ON "contact" ("external_id__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_contact__owner" ON "contact" ("owner" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_contact__team" ON "contact" ("team" NULLS FIRST, "id" NULLS FIRST) WHERE "team" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "contact__tags" (
  "record" BIGINT NOT NULL,
  "target" BIGINT NOT NULL,
  "target__object" TEXT COLLATE "C",
  "place" BIGINT NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_contact__tags__target" ON "contact__tags" ("target" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "contact_role" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "customer" BIGINT,
  "contact" BIGINT,
  "role" TEXT COLLATE "C",
  "job_title" TEXT COLLATE "C",
  "main" BOOLEAN,
  "since" BIGINT,
  "until" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_contact_role__created_at" ON "contact_role" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_contact_role__deleted_at" ON "contact_role" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_contact_role__customer" ON "contact_role" ("customer" NULLS FIRST, "id" NULLS FIRST) WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_contact_role__contact" ON "contact_role" ("contact" NULLS FIRST, "id" NULLS FIRST) WHERE "contact" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "credential" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "user" BIGINT,
  "password_hash" TEXT COLLATE "C",
  "totp_secret" TEXT COLLATE "C",
  "totp_confirmed" BOOLEAN,
  "totp_last_step" BIGINT,
  "recovery_hashes" TEXT COLLATE "C",
  "failed_count" BIGINT,
  "locked_until" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_credential__created_at" ON "credential" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_credential__deleted_at" ON "credential" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_credential__user" ON "credential" ("user" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE IF NOT EXISTS "customer" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "name" TEXT COLLATE "C",
  "name__sort" BYTEA,
  "short_name" TEXT COLLATE "C",
  "short_name__sort" BYTEA,
  "kind" TEXT COLLATE "C",
  "roles" TEXT COLLATE "C",
  "status" TEXT COLLATE "C",
  "grade" TEXT COLLATE "C",
  "source" TEXT COLLATE "C",
  "industry" TEXT COLLATE "C",
  "parent" BIGINT,
  "referred_by" BIGINT,
  "contact" BIGINT,
  "phone" TEXT COLLATE "C",
  "email" TEXT COLLATE "C",
  "website" TEXT COLLATE "C",
  "tax_number" TEXT COLLATE "C",
  "tax_number__sort" BYTEA,
  "address" TEXT COLLATE "C",
  "billing_address" TEXT COLLATE "C",
  "shipping_address" TEXT COLLATE "C",
  "birthday" BIGINT,
  "lunar_birthday" TEXT COLLATE "C",
  "habits" TEXT COLLATE "C",
  "description" TEXT COLLATE "C",
  "employees" BIGINT,
  "stated_wallet" BIGINT,
  "stated_wallet__currency" TEXT COLLATE "C",
  "currency" TEXT COLLATE "C",
  "next_contact_on" BIGINT,
  "last_contact_on" BIGINT,
  "external_id" TEXT COLLATE "C",
  "external_id__sort" BYTEA,
  "order_count" BIGINT,
  "last_order_on" BIGINT,
  "turnover" BIGINT,
  "turnover__currency" TEXT COLLATE "C",
  "owner" BIGINT,
  "team" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_customer__created_at" ON "customer" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__deleted_at" ON "customer" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_customer__name" ON "customer" ("name" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__name__sort" ON "customer" ("name__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__short_name__sort" ON "customer" ("short_name__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__kind" ON "customer" ("kind" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__status" ON "customer" ("status" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__grade" ON "customer" ("grade" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__source" ON "customer" ("source" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__industry" ON "customer" ("industry" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__parent" ON "customer" ("parent" NULLS FIRST, "id" NULLS FIRST) WHERE "parent" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_customer__referred_by" ON "customer" ("referred_by" NULLS FIRST, "id" NULLS FIRST) WHERE "referred_by" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_customer__contact" ON "customer" ("contact" NULLS FIRST, "id" NULLS FIRST) WHERE "contact" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_customer__phone" ON "customer" ("phone" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__email" ON "customer" ("email" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__tax_number" ON "customer" ("tax_number" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__tax_number__sort" ON "customer" ("tax_number__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__next_contact_on" ON "customer" ("next_contact_on" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__last_contact_on" ON "customer" ("last_contact_on" NULLS FIRST, "id" NULLS FIRST);
CREATE UNIQUE INDEX IF NOT EXISTS "uq_customer__external_id" ON "customer" ("external_id" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_customer__external_id__sort" ON "customer" ("external_id__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__owner" ON "customer" ("owner" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__team" ON "customer" ("team" NULLS FIRST, "id" NULLS FIRST) WHERE "team" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "customer__insight" (
  "id" BIGINT NOT NULL,
  "value_tier" TEXT COLLATE "C",
  "value_reason" TEXT COLLATE "C",
  "value_at_stake" BIGINT,
  "value_at_stake__currency" TEXT COLLATE "C",
  "risk" TEXT COLLATE "C",
  "risk_reason" TEXT COLLATE "C",
  "clv_12m" BIGINT,
  "clv_12m__currency" TEXT COLLATE "C",
  "margin_12m" BIGINT,
  "margin_12m__currency" TEXT COLLATE "C",
  "turnover_12m" BIGINT,
  "turnover_12m__currency" TEXT COLLATE "C",
  "cost_to_serve_12m" BIGINT,
  "cost_to_serve_12m__currency" TEXT COLLATE "C",
  "potential_12m" BIGINT,
  "potential_12m__currency" TEXT COLLATE "C",
  "rfm_segment" TEXT COLLATE "C",
  "rfm_r" BIGINT,
  "rfm_f" BIGINT,
  "rfm_m" BIGINT,
  "p_alive" BIGINT,
  "p_order_4w" BIGINT,
  "p_order_13w" BIGINT,
  "expected_orders_90d" BIGINT,
  "expected_spend" BIGINT,
  "expected_spend__currency" TEXT COLLATE "C",
  "rhythm_days" BIGINT,
  "purchase_days" BIGINT,
  "last_purchase_on" BIGINT,
  "next_order_on" BIGINT,
  "overdue_ratio" BIGINT,
  "value_tier_before" TEXT COLLATE "C",
  "value_tier_since" BIGINT,
  "first_purchase_on" BIGINT,
  "purchase_months" TEXT COLLATE "C",
  "turnover_months" TEXT COLLATE "C",
  "margin_months" TEXT COLLATE "C",
  "valued_on" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__value_tier" ON "customer__insight" ("value_tier" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__value_at_stake" ON "customer__insight" ("value_at_stake" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__risk" ON "customer__insight" ("risk" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__clv_12m" ON "customer__insight" ("clv_12m" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__margin_12m" ON "customer__insight" ("margin_12m" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__rfm_segment" ON "customer__insight" ("rfm_segment" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__p_alive" ON "customer__insight" ("p_alive" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__last_purchase_on" ON "customer__insight" ("last_purchase_on" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__next_order_on" ON "customer__insight" ("next_order_on" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__value_tier_before" ON "customer__insight" ("value_tier_before" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__value_tier_since" ON "customer__insight" ("value_tier_since" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__first_purchase_on" ON "customer__insight" ("first_purchase_on" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "customer__tags" (
  "record" BIGINT NOT NULL,
  "target" BIGINT NOT NULL,
  "target__object" TEXT COLLATE "C",
  "place" BIGINT NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_customer__tags__target" ON "customer__tags" ("target" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "definition" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "kind" TEXT COLLATE "C",
  "object" TEXT COLLATE "C",
  "object__sort" BYTEA,
  "name" TEXT COLLATE "C",
  "body" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_definition__created_at" ON "definition" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_definition__deleted_at" ON "definition" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_definition__kind" ON "definition" ("kind" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_definition__object" ON "definition" ("object" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "distinct_pair" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "object" TEXT COLLATE "C",
  "object__sort" BYTEA,
  "one" BIGINT,
  "one__object" TEXT COLLATE "C",
  "other" BIGINT,
  "other__object" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_distinct_pair__created_at" ON "distinct_pair" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_distinct_pair__deleted_at" ON "distinct_pair" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_distinct_pair__object" ON "distinct_pair" ("object" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_distinct_pair__one" ON "distinct_pair" ("one" NULLS FIRST, "id" NULLS FIRST) WHERE "one" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_distinct_pair__other" ON "distinct_pair" ("other" NULLS FIRST, "id" NULLS FIRST) WHERE "other" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "exchange_rate" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "from_currency" TEXT COLLATE "C",
  "from_currency__sort" BYTEA,
  "to_currency" TEXT COLLATE "C",
  "rate" BIGINT,
  "valid_on" BIGINT,
  "source" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_exchange_rate__created_at" ON "exchange_rate" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_exchange_rate__deleted_at" ON "exchange_rate" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_exchange_rate__from_currency" ON "exchange_rate" ("from_currency" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_exchange_rate__valid_on" ON "exchange_rate" ("valid_on" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "follower" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "about" BIGINT,
  "about__object" TEXT COLLATE "C",
  "user" BIGINT,
  "because" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_follower__created_at" ON "follower" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_follower__deleted_at" ON "follower" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_follower__about" ON "follower" ("about" NULLS FIRST, "id" NULLS FIRST) WHERE "about" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_follower__user" ON "follower" ("user" NULLS FIRST, "id" NULLS FIRST) WHERE "user" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "idempotency" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "key" TEXT COLLATE "C",
  "actor" TEXT COLLATE "C",
  "actor__sort" BYTEA,
  "request_hash" TEXT COLLATE "C",
  "answer" TEXT COLLATE "C",
  "expires_at" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_idempotency__created_at" ON "idempotency" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_idempotency__deleted_at" ON "idempotency" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_idempotency__key" ON "idempotency" ("key" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_idempotency__actor" ON "idempotency" ("actor" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_idempotency__expires_at" ON "idempotency" ("expires_at" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "import_run" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "file_name" TEXT COLLATE "C",
  "size" BIGINT,
  "sha256" TEXT COLLATE "C",
  "sha256__sort" BYTEA,
  "state" TEXT COLLATE "C",
  "as_object" TEXT COLLATE "C",
  "key" TEXT COLLATE "C",
  "dry_run" BOOLEAN,
  "mapping" TEXT COLLATE "C",
  "summary" TEXT COLLATE "C",
  "error" TEXT COLLATE "C",
  "done" BIGINT,
  "total" BIGINT,
  "refused" BIGINT,
  "started_at" BIGINT,
  "finished_at" BIGINT,
  "owner" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_import_run__created_at" ON "import_run" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_import_run__deleted_at" ON "import_run" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_import_run__sha256" ON "import_run" ("sha256" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_import_run__state" ON "import_run" ("state" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_import_run__owner" ON "import_run" ("owner" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "insight_run" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "as_of" BIGINT,
  "state" TEXT COLLATE "C",
  "summary" TEXT COLLATE "C",
  "cohorts" TEXT COLLATE "C",
  "error" TEXT COLLATE "C",
  "started_at" BIGINT,
  "finished_at" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_insight_run__created_at" ON "insight_run" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_insight_run__deleted_at" ON "insight_run" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_insight_run__as_of" ON "insight_run" ("as_of" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_insight_run__state" ON "insight_run" ("state" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "invitation" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "name" TEXT COLLATE "C",
  "email" TEXT COLLATE "C",
  "team" BIGINT,
  "language" TEXT COLLATE "C",
  "invited_by" BIGINT,
  "token_hash" TEXT COLLATE "C",
  "expires_at" BIGINT,
  "accepted_at" BIGINT,
  "user" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_invitation__created_at" ON "invitation" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_invitation__deleted_at" ON "invitation" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_invitation__email" ON "invitation" ("email" NULLS FIRST, "id" NULLS FIRST);
CREATE UNIQUE INDEX IF NOT EXISTS "uq_invitation__token_hash" ON "invitation" ("token_hash" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE IF NOT EXISTS "invitation__roles" (
  "record" BIGINT NOT NULL,
  "target" BIGINT NOT NULL,
  "target__object" TEXT COLLATE "C",
  "place" BIGINT NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_invitation__roles__target" ON "invitation__roles" ("target" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "layout" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "object" TEXT COLLATE "C",
  "object__sort" BYTEA,
  "role" BIGINT,
  "sections" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_layout__created_at" ON "layout" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_layout__deleted_at" ON "layout" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_layout__object" ON "layout" ("object" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_layout__role" ON "layout" ("role" NULLS FIRST, "id" NULLS FIRST) WHERE "role" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "mail_choice" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "user" BIGINT,
  "notices" TEXT COLLATE "C",
  "hour" BIGINT,
  "told_until" BIGINT,
  "told_on" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_mail_choice__created_at" ON "mail_choice" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_mail_choice__deleted_at" ON "mail_choice" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_mail_choice__user" ON "mail_choice" ("user" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_mail_choice__notices" ON "mail_choice" ("notices" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "mapping" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "signature" TEXT COLLATE "C",
  "as_object" TEXT COLLATE "C",
  "as_object__sort" BYTEA,
  "map" TEXT COLLATE "C",
  "key" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_mapping__created_at" ON "mapping" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_mapping__deleted_at" ON "mapping" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_mapping__signature" ON "mapping" ("signature" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_mapping__as_object" ON "mapping" ("as_object" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "merge_run" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "object" TEXT COLLATE "C",
  "object__sort" BYTEA,
  "kept" BIGINT,
  "kept__object" TEXT COLLATE "C",
  "merged" BIGINT,
  "merged__object" TEXT COLLATE "C",
  "moved" TEXT COLLATE "C",
  "undone" BOOLEAN,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_merge_run__created_at" ON "merge_run" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_merge_run__deleted_at" ON "merge_run" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_merge_run__object" ON "merge_run" ("object" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_merge_run__kept" ON "merge_run" ("kept" NULLS FIRST, "id" NULLS FIRST) WHERE "kept" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_merge_run__merged" ON "merge_run" ("merged" NULLS FIRST, "id" NULLS FIRST) WHERE "merged" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "notification" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "kind" TEXT COLLATE "C",
  "text" TEXT COLLATE "C",
  "about" BIGINT,
  "about__object" TEXT COLLATE "C",
  "read" BOOLEAN,
  "owner" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_notification__created_at" ON "notification" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_notification__deleted_at" ON "notification" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_notification__kind" ON "notification" ("kind" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_notification__about" ON "notification" ("about" NULLS FIRST, "id" NULLS FIRST) WHERE "about" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_notification__read" ON "notification" ("read" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_notification__owner" ON "notification" ("owner" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "outgoing_mail" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "key" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C",
  "recipient" TEXT COLLATE "C",
  "recipient_name" TEXT COLLATE "C",
  "subject" TEXT COLLATE "C",
  "sealed" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "attempts" BIGINT,
  "next_try_at" BIGINT,
  "useless_after" BIGINT,
  "sent_at" BIGINT,
  "last_error" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_outgoing_mail__created_at" ON "outgoing_mail" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_outgoing_mail__deleted_at" ON "outgoing_mail" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_outgoing_mail__key" ON "outgoing_mail" ("key" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_outgoing_mail__kind" ON "outgoing_mail" ("kind" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_outgoing_mail__state" ON "outgoing_mail" ("state" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_outgoing_mail__next_try_at" ON "outgoing_mail" ("next_try_at" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "password_reset" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "user" BIGINT,
  "token_hash" TEXT COLLATE "C",
  "expires_at" BIGINT,
  "used_at" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_password_reset__created_at" ON "password_reset" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_password_reset__deleted_at" ON "password_reset" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_password_reset__user" ON "password_reset" ("user" NULLS FIRST, "id" NULLS FIRST) WHERE "user" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_password_reset__token_hash" ON "password_reset" ("token_hash" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_password_reset__expires_at" ON "password_reset" ("expires_at" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "record_member" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "record" BIGINT,
  "record__object" TEXT COLLATE "C",
  "user" BIGINT,
  "level" TEXT COLLATE "C",
  "expires_on" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_record_member__created_at" ON "record_member" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_record_member__deleted_at" ON "record_member" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_record_member__record" ON "record_member" ("record" NULLS FIRST, "id" NULLS FIRST) WHERE "record" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_record_member__user" ON "record_member" ("user" NULLS FIRST, "id" NULLS FIRST) WHERE "user" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_record_member__expires_on" ON "record_member" ("expires_on" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "relationship" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "customer" BIGINT,
  "other" BIGINT,
  "kind" TEXT COLLATE "C",
  "since" BIGINT,
  "note" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_relationship__created_at" ON "relationship" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_relationship__deleted_at" ON "relationship" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_relationship__customer" ON "relationship" ("customer" NULLS FIRST, "id" NULLS FIRST) WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_relationship__other" ON "relationship" ("other" NULLS FIRST, "id" NULLS FIRST) WHERE "other" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_relationship__kind" ON "relationship" ("kind" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "role" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "name" TEXT COLLATE "C",
  "description" TEXT COLLATE "C",
  "administrator" BOOLEAN,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_role__created_at" ON "role" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_role__deleted_at" ON "role" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_role__name" ON "role" ("name" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE IF NOT EXISTS "role_field" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "role" BIGINT,
  "object" TEXT COLLATE "C",
  "object__sort" BYTEA,
  "field" TEXT COLLATE "C",
  "level" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_role_field__created_at" ON "role_field" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_role_field__deleted_at" ON "role_field" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_role_field__role" ON "role_field" ("role" NULLS FIRST, "id" NULLS FIRST) WHERE "role" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_role_field__object" ON "role_field" ("object" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "role_grant" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "role" BIGINT,
  "object" TEXT COLLATE "C",
  "object__sort" BYTEA,
  "action" TEXT COLLATE "C",
  "scope" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_role_grant__created_at" ON "role_grant" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_role_grant__deleted_at" ON "role_grant" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_role_grant__role" ON "role_grant" ("role" NULLS FIRST, "id" NULLS FIRST) WHERE "role" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_role_grant__object" ON "role_grant" ("object" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "saved_view" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "name" TEXT COLLATE "C",
  "object" TEXT COLLATE "C",
  "object__sort" BYTEA,
  "kind" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "pinned" BOOLEAN,
  "position" BIGINT,
  "visibility" TEXT COLLATE "C",
  "owner" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_saved_view__created_at" ON "saved_view" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_saved_view__deleted_at" ON "saved_view" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_saved_view__object" ON "saved_view" ("object" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_saved_view__owner" ON "saved_view" ("owner" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "saved_view__default_for" (
  "record" BIGINT NOT NULL,
  "target" BIGINT NOT NULL,
  "target__object" TEXT COLLATE "C",
  "place" BIGINT NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_saved_view__default_for__target" ON "saved_view__default_for" ("target" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "screen" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "user" BIGINT,
  "state" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_screen__created_at" ON "screen" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_screen__deleted_at" ON "screen" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_screen__user" ON "screen" ("user" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE IF NOT EXISTS "session" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "user" BIGINT,
  "token_hash" TEXT COLLATE "C",
  "csrf" TEXT COLLATE "C",
  "last_seen_at" BIGINT,
  "expires_at" BIGINT,
  "address" TEXT COLLATE "C",
  "agent" TEXT COLLATE "C",
  "seen_as" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_session__created_at" ON "session" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_session__deleted_at" ON "session" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_session__user" ON "session" ("user" NULLS FIRST, "id" NULLS FIRST) WHERE "user" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_session__token_hash" ON "session" ("token_hash" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_session__expires_at" ON "session" ("expires_at" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "setting" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "key" TEXT COLLATE "C",
  "value" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_setting__created_at" ON "setting" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_setting__deleted_at" ON "setting" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_setting__key" ON "setting" ("key" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE IF NOT EXISTS "tag" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "name" TEXT COLLATE "C",
  "name__sort" BYTEA,
  "color" TEXT COLLATE "C",
  "description" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_tag__created_at" ON "tag" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_tag__deleted_at" ON "tag" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_tag__name" ON "tag" ("name" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_tag__name__sort" ON "tag" ("name__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "team" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "name" TEXT COLLATE "C",
  "name__sort" BYTEA,
  "parent" BIGINT,
  "leader" BIGINT,
  "description" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_team__created_at" ON "team" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_team__deleted_at" ON "team" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_team__name" ON "team" ("name" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_team__name__sort" ON "team" ("name__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_team__parent" ON "team" ("parent" NULLS FIRST, "id" NULLS FIRST) WHERE "parent" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_team__leader" ON "team" ("leader" NULLS FIRST, "id" NULLS FIRST) WHERE "leader" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "user" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "name" TEXT COLLATE "C",
  "name__sort" BYTEA,
  "email" TEXT COLLATE "C",
  "language" TEXT COLLATE "C",
  "time_zone" TEXT COLLATE "C",
  "team" BIGINT,
  "manager" BIGINT,
  "active" BOOLEAN,
  "job_title" TEXT COLLATE "C",
  "phone" TEXT COLLATE "C",
  "avatar" BIGINT,
  "last_seen_at" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_user__created_at" ON "user" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_user__deleted_at" ON "user" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_user__name__sort" ON "user" ("name__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE UNIQUE INDEX IF NOT EXISTS "uq_user__email" ON "user" ("email" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_user__team" ON "user" ("team" NULLS FIRST, "id" NULLS FIRST) WHERE "team" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_user__manager" ON "user" ("manager" NULLS FIRST, "id" NULLS FIRST) WHERE "manager" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_user__active" ON "user" ("active" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "user__roles" (
  "record" BIGINT NOT NULL,
  "target" BIGINT NOT NULL,
  "target__object" TEXT COLLATE "C",
  "place" BIGINT NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_user__roles__target" ON "user__roles" ("target" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "value_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "customer" BIGINT,
  "on" BIGINT,
  "value_tier" TEXT COLLATE "C",
  "rfm_segment" TEXT COLLATE "C",
  "rfm_r" BIGINT,
  "rfm_f" BIGINT,
  "rfm_m" BIGINT,
  "p_alive" BIGINT,
  "clv_12m" BIGINT,
  "clv_12m__currency" TEXT COLLATE "C",
  "margin_12m" BIGINT,
  "margin_12m__currency" TEXT COLLATE "C",
  "risk" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_value_history__created_at" ON "value_history" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_value_history__deleted_at" ON "value_history" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_value_history__customer" ON "value_history" ("customer" NULLS FIRST, "id" NULLS FIRST) WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_value_history__on" ON "value_history" ("on" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "activity" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "subject" TEXT COLLATE "C",
  "subject__sort" BYTEA,
  "kind" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "direction" TEXT COLLATE "C",
  "happened_at" BIGINT,
  "duration" BIGINT,
  "customer" BIGINT,
  "contact" BIGINT,
  "about" BIGINT,
  "about__object" TEXT COLLATE "C",
  "body" TEXT COLLATE "C",
  "outcome" TEXT COLLATE "C",
  "owner" BIGINT,
  "team" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_activity__created_at" ON "activity" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_activity__deleted_at" ON "activity" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_activity__subject__sort" ON "activity" ("subject__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_activity__kind" ON "activity" ("kind" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_activity__state" ON "activity" ("state" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_activity__happened_at" ON "activity" ("happened_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_activity__customer" ON "activity" ("customer" NULLS FIRST, "id" NULLS FIRST) WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_activity__contact" ON "activity" ("contact" NULLS FIRST, "id" NULLS FIRST) WHERE "contact" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_activity__about" ON "activity" ("about" NULLS FIRST, "id" NULLS FIRST) WHERE "about" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_activity__owner" ON "activity" ("owner" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_activity__team" ON "activity" ("team" NULLS FIRST, "id" NULLS FIRST) WHERE "team" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "activity__mentions" (
  "record" BIGINT NOT NULL,
  "target" BIGINT NOT NULL,
  "target__object" TEXT COLLATE "C",
  "place" BIGINT NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_activity__mentions__target" ON "activity__mentions" ("target" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "activity__files" (
  "record" BIGINT NOT NULL,
  "target" BIGINT NOT NULL,
  "target__object" TEXT COLLATE "C",
  "place" BIGINT NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_activity__files__target" ON "activity__files" ("target" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "task" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "subject" TEXT COLLATE "C",
  "subject__sort" BYTEA,
  "status" TEXT COLLATE "C",
  "priority" TEXT COLLATE "C",
  "due_on" BIGINT,
  "due_at" BIGINT,
  "reminder_at" BIGINT,
  "done_at" BIGINT,
  "customer" BIGINT,
  "about" BIGINT,
  "about__object" TEXT COLLATE "C",
  "body" TEXT COLLATE "C",
  "owner" BIGINT,
  "team" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_task__created_at" ON "task" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_task__deleted_at" ON "task" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_task__subject__sort" ON "task" ("subject__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_task__status" ON "task" ("status" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_task__priority" ON "task" ("priority" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_task__due_on" ON "task" ("due_on" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_task__reminder_at" ON "task" ("reminder_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_task__customer" ON "task" ("customer" NULLS FIRST, "id" NULLS FIRST) WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_task__about" ON "task" ("about" NULLS FIRST, "id" NULLS FIRST) WHERE "about" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_task__owner" ON "task" ("owner" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_task__team" ON "task" ("team" NULLS FIRST, "id" NULLS FIRST) WHERE "team" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "task__mentions" (
  "record" BIGINT NOT NULL,
  "target" BIGINT NOT NULL,
  "target__object" TEXT COLLATE "C",
  "place" BIGINT NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_task__mentions__target" ON "task__mentions" ("target" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "task__files" (
  "record" BIGINT NOT NULL,
  "target" BIGINT NOT NULL,
  "target__object" TEXT COLLATE "C",
  "place" BIGINT NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_task__files__target" ON "task__files" ("target" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "order" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "number" TEXT COLLATE "C",
  "external_number" TEXT COLLATE "C",
  "external_number__sort" BYTEA,
  "customer" BIGINT,
  "ordered_on" BIGINT,
  "ordered_at" BIGINT,
  "status" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C",
  "channel" TEXT COLLATE "C",
  "currency" TEXT COLLATE "C",
  "total" BIGINT,
  "total__currency" TEXT COLLATE "C",
  "margin" BIGINT,
  "margin__currency" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "owner" BIGINT,
  "team" BIGINT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_order__created_at" ON "order" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_order__deleted_at" ON "order" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_order__external_number" ON "order" ("external_number" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_order__external_number__sort" ON "order" ("external_number__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_order__customer" ON "order" ("customer" NULLS FIRST, "id" NULLS FIRST) WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_order__ordered_on" ON "order" ("ordered_on" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_order__status" ON "order" ("status" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_order__kind" ON "order" ("kind" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_order__channel" ON "order" ("channel" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_order__owner" ON "order" ("owner" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_order__team" ON "order" ("team" NULLS FIRST, "id" NULLS FIRST) WHERE "team" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "order_line" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "order" BIGINT,
  "product" BIGINT,
  "description" TEXT COLLATE "C",
  "quantity" BIGINT,
  "unit_price" BIGINT,
  "discount" BIGINT,
  "amount" BIGINT,
  "amount__currency" TEXT COLLATE "C",
  "cost" BIGINT,
  "cost__currency" TEXT COLLATE "C",
  "margin" BIGINT,
  "margin__currency" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_order_line__created_at" ON "order_line" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_order_line__deleted_at" ON "order_line" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_order_line__order" ON "order_line" ("order" NULLS FIRST, "id" NULLS FIRST) WHERE "order" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_order_line__product" ON "order_line" ("product" NULLS FIRST, "id" NULLS FIRST) WHERE "product" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_order_line__kind" ON "order_line" ("kind" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "product" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "code" TEXT COLLATE "C",
  "code__sort" BYTEA,
  "name" TEXT COLLATE "C",
  "name__sort" BYTEA,
  "category" BIGINT,
  "unit" TEXT COLLATE "C",
  "price" BIGINT,
  "price__currency" TEXT COLLATE "C",
  "cost" BIGINT,
  "cost__currency" TEXT COLLATE "C",
  "status" TEXT COLLATE "C",
  "barcode" TEXT COLLATE "C",
  "barcode__sort" BYTEA,
  "image" BIGINT,
  "description" TEXT COLLATE "C",
  "external_id" TEXT COLLATE "C",
  "external_id__sort" BYTEA,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_product__created_at" ON "product" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_product__deleted_at" ON "product" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_product__code" ON "product" ("code" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_product__code__sort" ON "product" ("code__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_product__name" ON "product" ("name" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_product__name__sort" ON "product" ("name__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_product__category" ON "product" ("category" NULLS FIRST, "id" NULLS FIRST) WHERE "category" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_product__status" ON "product" ("status" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_product__barcode" ON "product" ("barcode" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_product__barcode__sort" ON "product" ("barcode__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE UNIQUE INDEX IF NOT EXISTS "uq_product__external_id" ON "product" ("external_id" NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_product__external_id__sort" ON "product" ("external_id__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE TABLE IF NOT EXISTS "product_category" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "created_at" BIGINT NOT NULL,
  "created_by" BIGINT,
  "updated_at" BIGINT NOT NULL,
  "updated_by" BIGINT,
  "deleted_at" BIGINT,
  "name" TEXT COLLATE "C",
  "name__sort" BYTEA,
  "parent" BIGINT,
  "description" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_product_category__created_at" ON "product_category" ("created_at" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_product_category__deleted_at" ON "product_category" ("deleted_at" NULLS FIRST, "id" NULLS FIRST) WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_product_category__name" ON "product_category" ("name" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_product_category__name__sort" ON "product_category" ("name__sort" NULLS FIRST, "id" NULLS FIRST);
CREATE INDEX IF NOT EXISTS "ix_product_category__parent" ON "product_category" ("parent" NULLS FIRST, "id" NULLS FIRST) WHERE "parent" IS NOT NULL;
