CREATE TABLE IF NOT EXISTS "change_log" (
  "seq" INTEGER,
  "at" INTEGER NOT NULL,
  "object" TEXT NOT NULL,
  "record" INTEGER,
  "kind" TEXT NOT NULL,
  "actor" INTEGER,
  "cause" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "changes" TEXT,
  "secret" BLOB,
  "subject" INTEGER,
  "ids" BLOB,
  PRIMARY KEY ("seq")
);
CREATE INDEX IF NOT EXISTS "ix_change_log__record" ON "change_log" ("record", "seq");
CREATE INDEX IF NOT EXISTS "ix_change_log__cause" ON "change_log" ("cause");
CREATE TABLE IF NOT EXISTS "counter" (
  "name" TEXT NOT NULL,
  "reached" INTEGER NOT NULL,
  PRIMARY KEY ("name")
);
CREATE TABLE IF NOT EXISTS "node" (
  "number" INTEGER NOT NULL,
  "owner" TEXT NOT NULL,
  "seen_at" INTEGER NOT NULL,
  PRIMARY KEY ("number")
);
CREATE TABLE IF NOT EXISTS "note" (
  "name" TEXT NOT NULL,
  "words" TEXT NOT NULL,
  PRIMARY KEY ("name")
);
CREATE TABLE IF NOT EXISTS "subject_key" (
  "subject" INTEGER NOT NULL,
  "secret" BLOB NOT NULL,
  PRIMARY KEY ("subject")
);
CREATE TABLE IF NOT EXISTS "search_text" (
  "id" INTEGER NOT NULL,
  "object" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "texts" TEXT NOT NULL,
  PRIMARY KEY ("id")
);
CREATE TABLE IF NOT EXISTS "preference" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "customer" INTEGER,
  "topic" TEXT,
  "topic__sort" BLOB,
  "attitude" TEXT,
  "strength" INTEGER,
  "evidence" TEXT,
  "noted_on" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_preference__created_at" ON "preference" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_preference__deleted_at" ON "preference" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_preference__customer" ON "preference" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_preference__topic" ON "preference" ("topic");
CREATE INDEX IF NOT EXISTS "ix_preference__topic__sort" ON "preference" ("topic__sort");
CREATE INDEX IF NOT EXISTS "ix_preference__attitude" ON "preference" ("attitude");
CREATE TABLE IF NOT EXISTS "alert" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "customer" INTEGER,
  "kind" TEXT,
  "reason" TEXT,
  "at_stake" INTEGER,
  "at_stake__currency" TEXT,
  "score" INTEGER,
  "status" TEXT,
  "opened_on" INTEGER,
  "snoozed_until" INTEGER,
  "outcome" TEXT,
  "dismissed_as" TEXT,
  "dismissed_because" TEXT,
  "assignee" INTEGER,
  "trial_group" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_alert__created_at" ON "alert" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_alert__deleted_at" ON "alert" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_alert__customer" ON "alert" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_alert__kind" ON "alert" ("kind");
CREATE INDEX IF NOT EXISTS "ix_alert__score" ON "alert" ("score");
CREATE INDEX IF NOT EXISTS "ix_alert__status" ON "alert" ("status");
CREATE INDEX IF NOT EXISTS "ix_alert__opened_on" ON "alert" ("opened_on");
CREATE INDEX IF NOT EXISTS "ix_alert__dismissed_as" ON "alert" ("dismissed_as");
CREATE INDEX IF NOT EXISTS "ix_alert__assignee" ON "alert" ("assignee") WHERE "assignee" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_alert__trial_group" ON "alert" ("trial_group");
CREATE TABLE IF NOT EXISTS "api_token" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "user" INTEGER,
  "name" TEXT,
  "token_hash" TEXT,
  "role" INTEGER,
  "expires_on" INTEGER,
  "last_used_at" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_api_token__created_at" ON "api_token" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_api_token__deleted_at" ON "api_token" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_api_token__user" ON "api_token" ("user") WHERE "user" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_api_token__token_hash" ON "api_token" ("token_hash") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_api_token__role" ON "api_token" ("role") WHERE "role" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_api_token__expires_on" ON "api_token" ("expires_on");
CREATE TABLE IF NOT EXISTS "attachment" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "about" INTEGER,
  "about__object" TEXT,
  "name" TEXT,
  "name__sort" BLOB,
  "size" INTEGER,
  "media_type" TEXT,
  "sha256" TEXT,
  "sha256__sort" BLOB,
  "image" BOOLEAN,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_attachment__created_at" ON "attachment" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_attachment__deleted_at" ON "attachment" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_attachment__about" ON "attachment" ("about") WHERE "about" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_attachment__name__sort" ON "attachment" ("name__sort");
CREATE INDEX IF NOT EXISTS "ix_attachment__sha256" ON "attachment" ("sha256");
CREATE TABLE IF NOT EXISTS "bulk_job" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "object" TEXT,
  "object__sort" BLOB,
  "filter" TEXT,
  "exclude" TEXT,
  "change" TEXT,
  "state" TEXT,
  "done" INTEGER,
  "total" INTEGER,
  "failed" INTEGER,
  "error" TEXT,
  "role" INTEGER,
  "reached" TEXT,
  "undo_reached" INTEGER,
  "started_at" INTEGER,
  "finished_at" INTEGER,
  "owner" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_bulk_job__created_at" ON "bulk_job" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_bulk_job__deleted_at" ON "bulk_job" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_bulk_job__object" ON "bulk_job" ("object");
CREATE INDEX IF NOT EXISTS "ix_bulk_job__state" ON "bulk_job" ("state");
CREATE INDEX IF NOT EXISTS "ix_bulk_job__owner" ON "bulk_job" ("owner");
CREATE TABLE IF NOT EXISTS "checkpoint" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "reader" TEXT,
  "seq" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_checkpoint__created_at" ON "checkpoint" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_checkpoint__deleted_at" ON "checkpoint" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_checkpoint__reader" ON "checkpoint" ("reader") WHERE "deleted_at" IS NULL;
CREATE TABLE IF NOT EXISTS "comment" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "about" INTEGER,
  "about__object" TEXT,
  "body" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_comment__created_at" ON "comment" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_comment__deleted_at" ON "comment" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_comment__about" ON "comment" ("about") WHERE "about" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "comment__mentions" (
  "record" INTEGER NOT NULL,
  "target" INTEGER NOT NULL,
  "target__object" TEXT,
  "place" INTEGER NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_comment__mentions__target" ON "comment__mentions" ("target");
CREATE TABLE IF NOT EXISTS "comment__files" (
  "record" INTEGER NOT NULL,
  "target" INTEGER NOT NULL,
  "target__object" TEXT,
  "place" INTEGER NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_comment__files__target" ON "comment__files" ("target");
CREATE TABLE IF NOT EXISTS "contact" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "name" TEXT,
  "name__sort" BLOB,
  "customer" INTEGER,
  "salutation" TEXT,
  "job_title" TEXT,
  "job_title__sort" BLOB,
  "department" TEXT,
  "decision" TEXT,
  "mobile" TEXT,
  "phone" TEXT,
  "email" TEXT,
  "wechat" TEXT,
  "wechat__sort" BLOB,
  "address" TEXT,
  "birthday" INTEGER,
  "lunar_birthday" TEXT,
  "habits" TEXT,
  "do_not_call" BOOLEAN,
  "do_not_mail" BOOLEAN,
  "next_contact_on" INTEGER,
  "last_contact_on" INTEGER,
  "external_id" TEXT,
  "external_id__sort" BLOB,
  "description" TEXT,
  "owner" INTEGER,
  "team" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_contact__created_at" ON "contact" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_contact__deleted_at" ON "contact" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_contact__name__sort" ON "contact" ("name__sort");
CREATE INDEX IF NOT EXISTS "ix_contact__customer" ON "contact" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_contact__job_title__sort" ON "contact" ("job_title__sort");
CREATE INDEX IF NOT EXISTS "ix_contact__decision" ON "contact" ("decision");
CREATE INDEX IF NOT EXISTS "ix_contact__mobile" ON "contact" ("mobile");
CREATE INDEX IF NOT EXISTS "ix_contact__phone" ON "contact" ("phone");
CREATE INDEX IF NOT EXISTS "ix_contact__email" ON "contact" ("email");
CREATE INDEX IF NOT EXISTS "ix_contact__wechat__sort" ON "contact" ("wechat__sort");
CREATE INDEX IF NOT EXISTS "ix_contact__next_contact_on" ON "contact" ("next_contact_on");
CREATE INDEX IF NOT EXISTS "ix_contact__last_contact_on" ON "contact" ("last_contact_on");
CREATE UNIQUE INDEX IF NOT EXISTS "uq_contact__external_id" ON "contact" ("external_id") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_contact__external_id__sort" ON "contact" ("external_id__sort");
CREATE INDEX IF NOT EXISTS "ix_contact__owner" ON "contact" ("owner");
CREATE INDEX IF NOT EXISTS "ix_contact__team" ON "contact" ("team") WHERE "team" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "contact__tags" (
  "record" INTEGER NOT NULL,
  "target" INTEGER NOT NULL,
  "target__object" TEXT,
  "place" INTEGER NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_contact__tags__target" ON "contact__tags" ("target");
CREATE TABLE IF NOT EXISTS "contact_role" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "customer" INTEGER,
  "contact" INTEGER,
  "role" TEXT,
  "job_title" TEXT,
  "main" BOOLEAN,
  "since" INTEGER,
  "until" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_contact_role__created_at" ON "contact_role" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_contact_role__deleted_at" ON "contact_role" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_contact_role__customer" ON "contact_role" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_contact_role__contact" ON "contact_role" ("contact") WHERE "contact" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "credential" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "user" INTEGER,
  "password_hash" TEXT,
  "totp_secret" TEXT,
  "totp_confirmed" BOOLEAN,
  "totp_last_step" INTEGER,
  "recovery_hashes" TEXT,
  "failed_count" INTEGER,
  "locked_until" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_credential__created_at" ON "credential" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_credential__deleted_at" ON "credential" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_credential__user" ON "credential" ("user") WHERE "deleted_at" IS NULL;
CREATE TABLE IF NOT EXISTS "customer" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "name" TEXT,
  "name__sort" BLOB,
  "short_name" TEXT,
  "short_name__sort" BLOB,
  "kind" TEXT,
  "roles" TEXT,
  "status" TEXT,
  "grade" TEXT,
  "source" TEXT,
  "industry" TEXT,
  "parent" INTEGER,
  "referred_by" INTEGER,
  "contact" INTEGER,
  "phone" TEXT,
  "email" TEXT,
  "website" TEXT,
  "tax_number" TEXT,
  "tax_number__sort" BLOB,
  "address" TEXT,
  "billing_address" TEXT,
  "shipping_address" TEXT,
  "birthday" INTEGER,
  "lunar_birthday" TEXT,
  "habits" TEXT,
  "description" TEXT,
  "employees" INTEGER,
  "stated_wallet" INTEGER,
  "stated_wallet__currency" TEXT,
  "currency" TEXT,
  "next_contact_on" INTEGER,
  "last_contact_on" INTEGER,
  "external_id" TEXT,
  "external_id__sort" BLOB,
  "order_count" INTEGER,
  "last_order_on" INTEGER,
  "turnover" INTEGER,
  "turnover__currency" TEXT,
  "owner" INTEGER,
  "team" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_customer__created_at" ON "customer" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_customer__deleted_at" ON "customer" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_customer__name" ON "customer" ("name");
CREATE INDEX IF NOT EXISTS "ix_customer__name__sort" ON "customer" ("name__sort");
CREATE INDEX IF NOT EXISTS "ix_customer__short_name__sort" ON "customer" ("short_name__sort");
CREATE INDEX IF NOT EXISTS "ix_customer__kind" ON "customer" ("kind");
CREATE INDEX IF NOT EXISTS "ix_customer__status" ON "customer" ("status");
CREATE INDEX IF NOT EXISTS "ix_customer__grade" ON "customer" ("grade");
CREATE INDEX IF NOT EXISTS "ix_customer__source" ON "customer" ("source");
CREATE INDEX IF NOT EXISTS "ix_customer__industry" ON "customer" ("industry");
CREATE INDEX IF NOT EXISTS "ix_customer__parent" ON "customer" ("parent") WHERE "parent" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_customer__referred_by" ON "customer" ("referred_by") WHERE "referred_by" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_customer__contact" ON "customer" ("contact") WHERE "contact" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_customer__phone" ON "customer" ("phone");
CREATE INDEX IF NOT EXISTS "ix_customer__email" ON "customer" ("email");
CREATE INDEX IF NOT EXISTS "ix_customer__tax_number" ON "customer" ("tax_number");
CREATE INDEX IF NOT EXISTS "ix_customer__tax_number__sort" ON "customer" ("tax_number__sort");
CREATE INDEX IF NOT EXISTS "ix_customer__next_contact_on" ON "customer" ("next_contact_on");
CREATE INDEX IF NOT EXISTS "ix_customer__last_contact_on" ON "customer" ("last_contact_on");
CREATE UNIQUE INDEX IF NOT EXISTS "uq_customer__external_id" ON "customer" ("external_id") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_customer__external_id__sort" ON "customer" ("external_id__sort");
CREATE INDEX IF NOT EXISTS "ix_customer__owner" ON "customer" ("owner");
CREATE INDEX IF NOT EXISTS "ix_customer__team" ON "customer" ("team") WHERE "team" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "customer__insight" (
  "id" INTEGER NOT NULL,
  "value_tier" TEXT,
  "value_reason" TEXT,
  "value_at_stake" INTEGER,
  "value_at_stake__currency" TEXT,
  "risk" TEXT,
  "risk_reason" TEXT,
  "clv_12m" INTEGER,
  "clv_12m__currency" TEXT,
  "margin_12m" INTEGER,
  "margin_12m__currency" TEXT,
  "turnover_12m" INTEGER,
  "turnover_12m__currency" TEXT,
  "cost_to_serve_12m" INTEGER,
  "cost_to_serve_12m__currency" TEXT,
  "potential_12m" INTEGER,
  "potential_12m__currency" TEXT,
  "rfm_segment" TEXT,
  "rfm_r" INTEGER,
  "rfm_f" INTEGER,
  "rfm_m" INTEGER,
  "p_alive" INTEGER,
  "p_order_4w" INTEGER,
  "p_order_13w" INTEGER,
  "expected_orders_90d" INTEGER,
  "expected_spend" INTEGER,
  "expected_spend__currency" TEXT,
  "rhythm_days" INTEGER,
  "purchase_days" INTEGER,
  "last_purchase_on" INTEGER,
  "next_order_on" INTEGER,
  "overdue_ratio" INTEGER,
  "value_tier_before" TEXT,
  "value_tier_since" INTEGER,
  "first_purchase_on" INTEGER,
  "purchase_months" TEXT,
  "turnover_months" TEXT,
  "margin_months" TEXT,
  "valued_on" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_customer__insight__value_tier" ON "customer__insight" ("value_tier");
CREATE INDEX IF NOT EXISTS "ix_customer__insight__value_at_stake" ON "customer__insight" ("value_at_stake");
CREATE INDEX IF NOT EXISTS "ix_customer__insight__risk" ON "customer__insight" ("risk");
CREATE INDEX IF NOT EXISTS "ix_customer__insight__clv_12m" ON "customer__insight" ("clv_12m");
CREATE INDEX IF NOT EXISTS "ix_customer__insight__margin_12m" ON "customer__insight" ("margin_12m");
CREATE INDEX IF NOT EXISTS "ix_customer__insight__rfm_segment" ON "customer__insight" ("rfm_segment");
CREATE INDEX IF NOT EXISTS "ix_customer__insight__p_alive" ON "customer__insight" ("p_alive");
CREATE INDEX IF NOT EXISTS "ix_customer__insight__last_purchase_on" ON "customer__insight" ("last_purchase_on");
CREATE INDEX IF NOT EXISTS "ix_customer__insight__next_order_on" ON "customer__insight" ("next_order_on");
CREATE INDEX IF NOT EXISTS "ix_customer__insight__value_tier_before" ON "customer__insight" ("value_tier_before");
CREATE INDEX IF NOT EXISTS "ix_customer__insight__value_tier_since" ON "customer__insight" ("value_tier_since");
CREATE INDEX IF NOT EXISTS "ix_customer__insight__first_purchase_on" ON "customer__insight" ("first_purchase_on");
CREATE TABLE IF NOT EXISTS "customer__tags" (
  "record" INTEGER NOT NULL,
  "target" INTEGER NOT NULL,
  "target__object" TEXT,
  "place" INTEGER NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_customer__tags__target" ON "customer__tags" ("target");
CREATE TABLE IF NOT EXISTS "definition" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "kind" TEXT,
  "object" TEXT,
  "object__sort" BLOB,
  "name" TEXT,
  "body" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_definition__created_at" ON "definition" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_definition__deleted_at" ON "definition" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_definition__kind" ON "definition" ("kind");
CREATE INDEX IF NOT EXISTS "ix_definition__object" ON "definition" ("object");
CREATE TABLE IF NOT EXISTS "distinct_pair" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "object" TEXT,
  "object__sort" BLOB,
  "one" INTEGER,
  "one__object" TEXT,
  "other" INTEGER,
  "other__object" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_distinct_pair__created_at" ON "distinct_pair" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_distinct_pair__deleted_at" ON "distinct_pair" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_distinct_pair__object" ON "distinct_pair" ("object");
CREATE INDEX IF NOT EXISTS "ix_distinct_pair__one" ON "distinct_pair" ("one") WHERE "one" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_distinct_pair__other" ON "distinct_pair" ("other") WHERE "other" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "exchange_rate" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "from_currency" TEXT,
  "from_currency__sort" BLOB,
  "to_currency" TEXT,
  "rate" INTEGER,
  "valid_on" INTEGER,
  "source" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_exchange_rate__created_at" ON "exchange_rate" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_exchange_rate__deleted_at" ON "exchange_rate" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_exchange_rate__from_currency" ON "exchange_rate" ("from_currency");
CREATE INDEX IF NOT EXISTS "ix_exchange_rate__valid_on" ON "exchange_rate" ("valid_on");
CREATE TABLE IF NOT EXISTS "follower" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "about" INTEGER,
  "about__object" TEXT,
  "user" INTEGER,
  "because" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_follower__created_at" ON "follower" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_follower__deleted_at" ON "follower" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_follower__about" ON "follower" ("about") WHERE "about" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_follower__user" ON "follower" ("user") WHERE "user" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "idempotency" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "key" TEXT,
  "actor" TEXT,
  "actor__sort" BLOB,
  "request_hash" TEXT,
  "answer" TEXT,
  "expires_at" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_idempotency__created_at" ON "idempotency" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_idempotency__deleted_at" ON "idempotency" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_idempotency__key" ON "idempotency" ("key") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_idempotency__actor" ON "idempotency" ("actor");
CREATE INDEX IF NOT EXISTS "ix_idempotency__expires_at" ON "idempotency" ("expires_at");
CREATE TABLE IF NOT EXISTS "import_run" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "file_name" TEXT,
  "size" INTEGER,
  "sha256" TEXT,
  "sha256__sort" BLOB,
  "state" TEXT,
  "as_object" TEXT,
  "key" TEXT,
  "dry_run" BOOLEAN,
  "mapping" TEXT,
  "summary" TEXT,
  "error" TEXT,
  "done" INTEGER,
  "total" INTEGER,
  "refused" INTEGER,
  "started_at" INTEGER,
  "finished_at" INTEGER,
  "owner" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_import_run__created_at" ON "import_run" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_import_run__deleted_at" ON "import_run" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_import_run__sha256" ON "import_run" ("sha256");
CREATE INDEX IF NOT EXISTS "ix_import_run__state" ON "import_run" ("state");
CREATE INDEX IF NOT EXISTS "ix_import_run__owner" ON "import_run" ("owner");
CREATE TABLE IF NOT EXISTS "insight_run" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "as_of" INTEGER,
  "state" TEXT,
  "summary" TEXT,
  "cohorts" TEXT,
  "error" TEXT,
  "started_at" INTEGER,
  "finished_at" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_insight_run__created_at" ON "insight_run" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_insight_run__deleted_at" ON "insight_run" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_insight_run__as_of" ON "insight_run" ("as_of");
CREATE INDEX IF NOT EXISTS "ix_insight_run__state" ON "insight_run" ("state");
CREATE TABLE IF NOT EXISTS "invitation" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "name" TEXT,
  "email" TEXT,
  "team" INTEGER,
  "language" TEXT,
  "invited_by" INTEGER,
  "token_hash" TEXT,
  "expires_at" INTEGER,
  "accepted_at" INTEGER,
  "user" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_invitation__created_at" ON "invitation" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_invitation__deleted_at" ON "invitation" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_invitation__email" ON "invitation" ("email");
CREATE UNIQUE INDEX IF NOT EXISTS "uq_invitation__token_hash" ON "invitation" ("token_hash") WHERE "deleted_at" IS NULL;
CREATE TABLE IF NOT EXISTS "invitation__roles" (
  "record" INTEGER NOT NULL,
  "target" INTEGER NOT NULL,
  "target__object" TEXT,
  "place" INTEGER NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_invitation__roles__target" ON "invitation__roles" ("target");
CREATE TABLE IF NOT EXISTS "layout" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "object" TEXT,
  "object__sort" BLOB,
  "role" INTEGER,
  "sections" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_layout__created_at" ON "layout" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_layout__deleted_at" ON "layout" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_layout__object" ON "layout" ("object");
CREATE INDEX IF NOT EXISTS "ix_layout__role" ON "layout" ("role") WHERE "role" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "mail_choice" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "user" INTEGER,
  "notices" TEXT,
  "hour" INTEGER,
  "told_until" INTEGER,
  "told_on" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_mail_choice__created_at" ON "mail_choice" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_mail_choice__deleted_at" ON "mail_choice" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_mail_choice__user" ON "mail_choice" ("user") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_mail_choice__notices" ON "mail_choice" ("notices");
CREATE TABLE IF NOT EXISTS "mapping" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "signature" TEXT,
  "as_object" TEXT,
  "as_object__sort" BLOB,
  "map" TEXT,
  "key" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_mapping__created_at" ON "mapping" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_mapping__deleted_at" ON "mapping" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_mapping__signature" ON "mapping" ("signature") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_mapping__as_object" ON "mapping" ("as_object");
CREATE TABLE IF NOT EXISTS "merge_run" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "object" TEXT,
  "object__sort" BLOB,
  "kept" INTEGER,
  "kept__object" TEXT,
  "merged" INTEGER,
  "merged__object" TEXT,
  "moved" TEXT,
  "undone" BOOLEAN,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_merge_run__created_at" ON "merge_run" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_merge_run__deleted_at" ON "merge_run" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_merge_run__object" ON "merge_run" ("object");
CREATE INDEX IF NOT EXISTS "ix_merge_run__kept" ON "merge_run" ("kept") WHERE "kept" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_merge_run__merged" ON "merge_run" ("merged") WHERE "merged" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "notification" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "kind" TEXT,
  "text" TEXT,
  "about" INTEGER,
  "about__object" TEXT,
  "read" BOOLEAN,
  "owner" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_notification__created_at" ON "notification" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_notification__deleted_at" ON "notification" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_notification__kind" ON "notification" ("kind");
CREATE INDEX IF NOT EXISTS "ix_notification__about" ON "notification" ("about") WHERE "about" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_notification__read" ON "notification" ("read");
CREATE INDEX IF NOT EXISTS "ix_notification__owner" ON "notification" ("owner");
CREATE TABLE IF NOT EXISTS "outgoing_mail" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "key" TEXT,
  "kind" TEXT,
  "recipient" TEXT,
  "recipient_name" TEXT,
  "subject" TEXT,
  "sealed" TEXT,
  "state" TEXT,
  "attempts" INTEGER,
  "next_try_at" INTEGER,
  "useless_after" INTEGER,
  "sent_at" INTEGER,
  "last_error" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_outgoing_mail__created_at" ON "outgoing_mail" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_outgoing_mail__deleted_at" ON "outgoing_mail" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_outgoing_mail__key" ON "outgoing_mail" ("key") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_outgoing_mail__kind" ON "outgoing_mail" ("kind");
CREATE INDEX IF NOT EXISTS "ix_outgoing_mail__state" ON "outgoing_mail" ("state");
CREATE INDEX IF NOT EXISTS "ix_outgoing_mail__next_try_at" ON "outgoing_mail" ("next_try_at");
CREATE TABLE IF NOT EXISTS "password_reset" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "user" INTEGER,
  "token_hash" TEXT,
  "expires_at" INTEGER,
  "used_at" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_password_reset__created_at" ON "password_reset" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_password_reset__deleted_at" ON "password_reset" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_password_reset__user" ON "password_reset" ("user") WHERE "user" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_password_reset__token_hash" ON "password_reset" ("token_hash") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_password_reset__expires_at" ON "password_reset" ("expires_at");
CREATE TABLE IF NOT EXISTS "record_member" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "record" INTEGER,
  "record__object" TEXT,
  "user" INTEGER,
  "level" TEXT,
  "expires_on" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_record_member__created_at" ON "record_member" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_record_member__deleted_at" ON "record_member" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_record_member__record" ON "record_member" ("record") WHERE "record" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_record_member__user" ON "record_member" ("user") WHERE "user" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_record_member__expires_on" ON "record_member" ("expires_on");
CREATE TABLE IF NOT EXISTS "relationship" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "customer" INTEGER,
  "other" INTEGER,
  "kind" TEXT,
  "since" INTEGER,
  "note" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_relationship__created_at" ON "relationship" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_relationship__deleted_at" ON "relationship" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_relationship__customer" ON "relationship" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_relationship__other" ON "relationship" ("other") WHERE "other" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_relationship__kind" ON "relationship" ("kind");
CREATE TABLE IF NOT EXISTS "role" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "name" TEXT,
  "description" TEXT,
  "administrator" BOOLEAN,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_role__created_at" ON "role" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_role__deleted_at" ON "role" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_role__name" ON "role" ("name") WHERE "deleted_at" IS NULL;
CREATE TABLE IF NOT EXISTS "role_field" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "role" INTEGER,
  "object" TEXT,
  "object__sort" BLOB,
  "field" TEXT,
  "level" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_role_field__created_at" ON "role_field" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_role_field__deleted_at" ON "role_field" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_role_field__role" ON "role_field" ("role") WHERE "role" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_role_field__object" ON "role_field" ("object");
CREATE TABLE IF NOT EXISTS "role_grant" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "role" INTEGER,
  "object" TEXT,
  "object__sort" BLOB,
  "action" TEXT,
  "scope" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_role_grant__created_at" ON "role_grant" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_role_grant__deleted_at" ON "role_grant" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_role_grant__role" ON "role_grant" ("role") WHERE "role" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_role_grant__object" ON "role_grant" ("object");
CREATE TABLE IF NOT EXISTS "saved_view" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "name" TEXT,
  "object" TEXT,
  "object__sort" BLOB,
  "kind" TEXT,
  "state" TEXT,
  "pinned" BOOLEAN,
  "position" INTEGER,
  "visibility" TEXT,
  "owner" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_saved_view__created_at" ON "saved_view" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_saved_view__deleted_at" ON "saved_view" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_saved_view__object" ON "saved_view" ("object");
CREATE INDEX IF NOT EXISTS "ix_saved_view__owner" ON "saved_view" ("owner");
CREATE TABLE IF NOT EXISTS "saved_view__default_for" (
  "record" INTEGER NOT NULL,
  "target" INTEGER NOT NULL,
  "target__object" TEXT,
  "place" INTEGER NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_saved_view__default_for__target" ON "saved_view__default_for" ("target");
CREATE TABLE IF NOT EXISTS "screen" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "user" INTEGER,
  "state" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_screen__created_at" ON "screen" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_screen__deleted_at" ON "screen" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_screen__user" ON "screen" ("user") WHERE "deleted_at" IS NULL;
CREATE TABLE IF NOT EXISTS "session" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "user" INTEGER,
  "token_hash" TEXT,
  "csrf" TEXT,
  "last_seen_at" INTEGER,
  "expires_at" INTEGER,
  "address" TEXT,
  "agent" TEXT,
  "seen_as" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_session__created_at" ON "session" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_session__deleted_at" ON "session" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_session__user" ON "session" ("user") WHERE "user" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_session__token_hash" ON "session" ("token_hash") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_session__expires_at" ON "session" ("expires_at");
CREATE TABLE IF NOT EXISTS "setting" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "key" TEXT,
  "value" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_setting__created_at" ON "setting" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_setting__deleted_at" ON "setting" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_setting__key" ON "setting" ("key") WHERE "deleted_at" IS NULL;
CREATE TABLE IF NOT EXISTS "tag" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "name" TEXT,
  "name__sort" BLOB,
  "color" TEXT,
  "description" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_tag__created_at" ON "tag" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_tag__deleted_at" ON "tag" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_tag__name" ON "tag" ("name") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_tag__name__sort" ON "tag" ("name__sort");
CREATE TABLE IF NOT EXISTS "team" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "name" TEXT,
  "name__sort" BLOB,
  "parent" INTEGER,
  "leader" INTEGER,
  "description" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_team__created_at" ON "team" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_team__deleted_at" ON "team" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_team__name" ON "team" ("name") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_team__name__sort" ON "team" ("name__sort");
CREATE INDEX IF NOT EXISTS "ix_team__parent" ON "team" ("parent") WHERE "parent" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_team__leader" ON "team" ("leader") WHERE "leader" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "user" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "name" TEXT,
  "name__sort" BLOB,
  "email" TEXT,
  "language" TEXT,
  "time_zone" TEXT,
  "team" INTEGER,
  "manager" INTEGER,
  "active" BOOLEAN,
  "job_title" TEXT,
  "phone" TEXT,
  "avatar" INTEGER,
  "last_seen_at" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_user__created_at" ON "user" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_user__deleted_at" ON "user" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_user__name__sort" ON "user" ("name__sort");
CREATE UNIQUE INDEX IF NOT EXISTS "uq_user__email" ON "user" ("email") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_user__team" ON "user" ("team") WHERE "team" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_user__manager" ON "user" ("manager") WHERE "manager" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_user__active" ON "user" ("active");
CREATE TABLE IF NOT EXISTS "user__roles" (
  "record" INTEGER NOT NULL,
  "target" INTEGER NOT NULL,
  "target__object" TEXT,
  "place" INTEGER NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_user__roles__target" ON "user__roles" ("target");
CREATE TABLE IF NOT EXISTS "value_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "customer" INTEGER,
  "on" INTEGER,
  "value_tier" TEXT,
  "rfm_segment" TEXT,
  "rfm_r" INTEGER,
  "rfm_f" INTEGER,
  "rfm_m" INTEGER,
  "p_alive" INTEGER,
  "clv_12m" INTEGER,
  "clv_12m__currency" TEXT,
  "margin_12m" INTEGER,
  "margin_12m__currency" TEXT,
  "risk" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_value_history__created_at" ON "value_history" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_value_history__deleted_at" ON "value_history" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_value_history__customer" ON "value_history" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_value_history__on" ON "value_history" ("on");
CREATE TABLE IF NOT EXISTS "activity" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "subject" TEXT,
  "subject__sort" BLOB,
  "kind" TEXT,
  "state" TEXT,
  "direction" TEXT,
  "happened_at" INTEGER,
  "duration" INTEGER,
  "customer" INTEGER,
  "contact" INTEGER,
  "about" INTEGER,
  "about__object" TEXT,
  "body" TEXT,
  "outcome" TEXT,
  "owner" INTEGER,
  "team" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_activity__created_at" ON "activity" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_activity__deleted_at" ON "activity" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_activity__subject__sort" ON "activity" ("subject__sort");
CREATE INDEX IF NOT EXISTS "ix_activity__kind" ON "activity" ("kind");
CREATE INDEX IF NOT EXISTS "ix_activity__state" ON "activity" ("state");
CREATE INDEX IF NOT EXISTS "ix_activity__happened_at" ON "activity" ("happened_at");
CREATE INDEX IF NOT EXISTS "ix_activity__customer" ON "activity" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_activity__contact" ON "activity" ("contact") WHERE "contact" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_activity__about" ON "activity" ("about") WHERE "about" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_activity__owner" ON "activity" ("owner");
CREATE INDEX IF NOT EXISTS "ix_activity__team" ON "activity" ("team") WHERE "team" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "activity__mentions" (
  "record" INTEGER NOT NULL,
  "target" INTEGER NOT NULL,
  "target__object" TEXT,
  "place" INTEGER NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_activity__mentions__target" ON "activity__mentions" ("target");
CREATE TABLE IF NOT EXISTS "activity__files" (
  "record" INTEGER NOT NULL,
  "target" INTEGER NOT NULL,
  "target__object" TEXT,
  "place" INTEGER NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_activity__files__target" ON "activity__files" ("target");
CREATE TABLE IF NOT EXISTS "task" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "subject" TEXT,
  "subject__sort" BLOB,
  "status" TEXT,
  "priority" TEXT,
  "due_on" INTEGER,
  "due_at" INTEGER,
  "reminder_at" INTEGER,
  "done_at" INTEGER,
  "customer" INTEGER,
  "about" INTEGER,
  "about__object" TEXT,
  "body" TEXT,
  "owner" INTEGER,
  "team" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_task__created_at" ON "task" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_task__deleted_at" ON "task" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_task__subject__sort" ON "task" ("subject__sort");
CREATE INDEX IF NOT EXISTS "ix_task__status" ON "task" ("status");
CREATE INDEX IF NOT EXISTS "ix_task__priority" ON "task" ("priority");
CREATE INDEX IF NOT EXISTS "ix_task__due_on" ON "task" ("due_on");
CREATE INDEX IF NOT EXISTS "ix_task__reminder_at" ON "task" ("reminder_at");
CREATE INDEX IF NOT EXISTS "ix_task__customer" ON "task" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_task__about" ON "task" ("about") WHERE "about" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_task__owner" ON "task" ("owner");
CREATE INDEX IF NOT EXISTS "ix_task__team" ON "task" ("team") WHERE "team" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "task__mentions" (
  "record" INTEGER NOT NULL,
  "target" INTEGER NOT NULL,
  "target__object" TEXT,
  "place" INTEGER NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_task__mentions__target" ON "task__mentions" ("target");
CREATE TABLE IF NOT EXISTS "task__files" (
  "record" INTEGER NOT NULL,
  "target" INTEGER NOT NULL,
  "target__object" TEXT,
  "place" INTEGER NOT NULL,
  PRIMARY KEY ("record", "target")
);
CREATE INDEX IF NOT EXISTS "ix_task__files__target" ON "task__files" ("target");
CREATE TABLE IF NOT EXISTS "order" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "number" TEXT,
  "external_number" TEXT,
  "external_number__sort" BLOB,
  "customer" INTEGER,
  "ordered_on" INTEGER,
  "ordered_at" INTEGER,
  "status" TEXT,
  "kind" TEXT,
  "channel" TEXT,
  "currency" TEXT,
  "total" INTEGER,
  "total__currency" TEXT,
  "margin" INTEGER,
  "margin__currency" TEXT,
  "note" TEXT,
  "owner" INTEGER,
  "team" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_order__created_at" ON "order" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_order__deleted_at" ON "order" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_order__external_number" ON "order" ("external_number");
CREATE INDEX IF NOT EXISTS "ix_order__external_number__sort" ON "order" ("external_number__sort");
CREATE INDEX IF NOT EXISTS "ix_order__customer" ON "order" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_order__ordered_on" ON "order" ("ordered_on");
CREATE INDEX IF NOT EXISTS "ix_order__status" ON "order" ("status");
CREATE INDEX IF NOT EXISTS "ix_order__kind" ON "order" ("kind");
CREATE INDEX IF NOT EXISTS "ix_order__channel" ON "order" ("channel");
CREATE INDEX IF NOT EXISTS "ix_order__owner" ON "order" ("owner");
CREATE INDEX IF NOT EXISTS "ix_order__team" ON "order" ("team") WHERE "team" IS NOT NULL;
CREATE TABLE IF NOT EXISTS "order_line" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "order" INTEGER,
  "product" INTEGER,
  "description" TEXT,
  "quantity" INTEGER,
  "unit_price" INTEGER,
  "discount" INTEGER,
  "amount" INTEGER,
  "amount__currency" TEXT,
  "cost" INTEGER,
  "cost__currency" TEXT,
  "margin" INTEGER,
  "margin__currency" TEXT,
  "kind" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_order_line__created_at" ON "order_line" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_order_line__deleted_at" ON "order_line" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_order_line__order" ON "order_line" ("order") WHERE "order" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_order_line__product" ON "order_line" ("product") WHERE "product" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_order_line__kind" ON "order_line" ("kind");
CREATE TABLE IF NOT EXISTS "product" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "code" TEXT,
  "code__sort" BLOB,
  "name" TEXT,
  "name__sort" BLOB,
  "category" INTEGER,
  "unit" TEXT,
  "price" INTEGER,
  "price__currency" TEXT,
  "cost" INTEGER,
  "cost__currency" TEXT,
  "status" TEXT,
  "barcode" TEXT,
  "barcode__sort" BLOB,
  "image" INTEGER,
  "description" TEXT,
  "external_id" TEXT,
  "external_id__sort" BLOB,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_product__created_at" ON "product" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_product__deleted_at" ON "product" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS "uq_product__code" ON "product" ("code") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_product__code__sort" ON "product" ("code__sort");
CREATE INDEX IF NOT EXISTS "ix_product__name" ON "product" ("name");
CREATE INDEX IF NOT EXISTS "ix_product__name__sort" ON "product" ("name__sort");
CREATE INDEX IF NOT EXISTS "ix_product__category" ON "product" ("category") WHERE "category" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_product__status" ON "product" ("status");
CREATE INDEX IF NOT EXISTS "ix_product__barcode" ON "product" ("barcode");
CREATE INDEX IF NOT EXISTS "ix_product__barcode__sort" ON "product" ("barcode__sort");
CREATE UNIQUE INDEX IF NOT EXISTS "uq_product__external_id" ON "product" ("external_id") WHERE "deleted_at" IS NULL;
CREATE INDEX IF NOT EXISTS "ix_product__external_id__sort" ON "product" ("external_id__sort");
CREATE TABLE IF NOT EXISTS "product_category" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" INTEGER,
  "updated_at" INTEGER NOT NULL,
  "updated_by" INTEGER,
  "deleted_at" INTEGER,
  "name" TEXT,
  "name__sort" BLOB,
  "parent" INTEGER,
  "description" TEXT,
  PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "ix_product_category__created_at" ON "product_category" ("created_at");
CREATE INDEX IF NOT EXISTS "ix_product_category__deleted_at" ON "product_category" ("deleted_at") WHERE "deleted_at" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "ix_product_category__name" ON "product_category" ("name");
CREATE INDEX IF NOT EXISTS "ix_product_category__name__sort" ON "product_category" ("name__sort");
CREATE INDEX IF NOT EXISTS "ix_product_category__parent" ON "product_category" ("parent") WHERE "parent" IS NOT NULL;
