// @generated from the object files by the contract test of records; GUANXI_BLESS=1 writes it anew.

//! The fields of the built-in objects, each with the type of what it holds.

use crate::Key;
use serde_json::Value as Json;
use value::{Date, Decimal, Id, Link, Money, Timestamp};

/// Fields of `preference`.
pub mod preference {
    use super::*;

    pub const CUSTOMER: Key<Id> = Key::new("preference", "customer");
    pub const TOPIC: Key<String> = Key::new("preference", "topic");
    pub const ATTITUDE: Key<String> = Key::new("preference", "attitude");
    pub const STRENGTH: Key<i64> = Key::new("preference", "strength");
    pub const EVIDENCE: Key<String> = Key::new("preference", "evidence");
    pub const NOTED_ON: Key<Date> = Key::new("preference", "noted_on");
}

/// Fields of `alert`.
pub mod alert {
    use super::*;

    pub const CUSTOMER: Key<Id> = Key::new("alert", "customer");
    pub const KIND: Key<String> = Key::new("alert", "kind");
    pub const REASON: Key<Json> = Key::new("alert", "reason");
    pub const AT_STAKE: Key<Money> = Key::new("alert", "at_stake");
    pub const SCORE: Key<Decimal> = Key::new("alert", "score");
    pub const STATUS: Key<String> = Key::new("alert", "status");
    pub const OPENED_ON: Key<Date> = Key::new("alert", "opened_on");
    pub const SNOOZED_UNTIL: Key<Date> = Key::new("alert", "snoozed_until");
    pub const OUTCOME: Key<String> = Key::new("alert", "outcome");
    pub const DISMISSED_AS: Key<String> = Key::new("alert", "dismissed_as");
    pub const DISMISSED_BECAUSE: Key<String> = Key::new("alert", "dismissed_because");
    pub const ASSIGNEE: Key<Id> = Key::new("alert", "assignee");
    pub const TRIAL_GROUP: Key<String> = Key::new("alert", "trial_group");
}

/// Fields of `api_token`.
pub mod api_token {
    use super::*;

    pub const USER: Key<Id> = Key::new("api_token", "user");
    pub const NAME: Key<String> = Key::new("api_token", "name");
    pub const TOKEN_HASH: Key<String> = Key::new("api_token", "token_hash");
    pub const ROLE: Key<Id> = Key::new("api_token", "role");
    pub const EXPIRES_ON: Key<Date> = Key::new("api_token", "expires_on");
    pub const LAST_USED_AT: Key<Timestamp> = Key::new("api_token", "last_used_at");
}

/// Fields of `attachment`.
pub mod attachment {
    use super::*;

    pub const ABOUT: Key<Link> = Key::new("attachment", "about");
    pub const NAME: Key<String> = Key::new("attachment", "name");
    pub const SIZE: Key<i64> = Key::new("attachment", "size");
    pub const MEDIA_TYPE: Key<String> = Key::new("attachment", "media_type");
    pub const SHA256: Key<String> = Key::new("attachment", "sha256");
    pub const IMAGE: Key<bool> = Key::new("attachment", "image");
}

/// Fields of `bulk_job`.
pub mod bulk_job {
    use super::*;

    pub const OBJECT: Key<String> = Key::new("bulk_job", "object");
    pub const FILTER: Key<Json> = Key::new("bulk_job", "filter");
    pub const EXCLUDE: Key<Json> = Key::new("bulk_job", "exclude");
    pub const CHANGE: Key<Json> = Key::new("bulk_job", "change");
    pub const STATE: Key<String> = Key::new("bulk_job", "state");
    pub const DONE: Key<i64> = Key::new("bulk_job", "done");
    pub const TOTAL: Key<i64> = Key::new("bulk_job", "total");
    pub const FAILED: Key<i64> = Key::new("bulk_job", "failed");
    pub const ERROR: Key<Json> = Key::new("bulk_job", "error");
    pub const ROLE: Key<Id> = Key::new("bulk_job", "role");
    pub const REACHED: Key<String> = Key::new("bulk_job", "reached");
    pub const UNDO_REACHED: Key<i64> = Key::new("bulk_job", "undo_reached");
    pub const STARTED_AT: Key<Timestamp> = Key::new("bulk_job", "started_at");
    pub const FINISHED_AT: Key<Timestamp> = Key::new("bulk_job", "finished_at");
    pub const OWNER: Key<Id> = Key::new("bulk_job", "owner");
}

/// Fields of `checkpoint`.
pub mod checkpoint {
    use super::*;

    pub const READER: Key<String> = Key::new("checkpoint", "reader");
    pub const SEQ: Key<i64> = Key::new("checkpoint", "seq");
}

/// Fields of `comment`.
pub mod comment {
    use super::*;

    pub const ABOUT: Key<Link> = Key::new("comment", "about");
    pub const BODY: Key<String> = Key::new("comment", "body");
    pub const MENTIONS: Key<Vec<Id>> = Key::new("comment", "mentions");
    pub const FILES: Key<Vec<Id>> = Key::new("comment", "files");
}

/// Fields of `contact`.
pub mod contact {
    use super::*;

    pub const NAME: Key<Json> = Key::new("contact", "name");
    pub const CUSTOMER: Key<Id> = Key::new("contact", "customer");
    pub const SALUTATION: Key<String> = Key::new("contact", "salutation");
    pub const JOB_TITLE: Key<String> = Key::new("contact", "job_title");
    pub const DEPARTMENT: Key<String> = Key::new("contact", "department");
    pub const DECISION: Key<String> = Key::new("contact", "decision");
    pub const MOBILE: Key<String> = Key::new("contact", "mobile");
    pub const PHONE: Key<String> = Key::new("contact", "phone");
    pub const EMAIL: Key<String> = Key::new("contact", "email");
    pub const WECHAT: Key<String> = Key::new("contact", "wechat");
    pub const ADDRESS: Key<Json> = Key::new("contact", "address");
    pub const BIRTHDAY: Key<Date> = Key::new("contact", "birthday");
    pub const LUNAR_BIRTHDAY: Key<String> = Key::new("contact", "lunar_birthday");
    pub const HABITS: Key<String> = Key::new("contact", "habits");
    pub const TAGS: Key<Vec<Id>> = Key::new("contact", "tags");
    pub const DO_NOT_CALL: Key<bool> = Key::new("contact", "do_not_call");
    pub const DO_NOT_MAIL: Key<bool> = Key::new("contact", "do_not_mail");
    pub const NEXT_CONTACT_ON: Key<Date> = Key::new("contact", "next_contact_on");
    pub const LAST_CONTACT_ON: Key<Date> = Key::new("contact", "last_contact_on");
    pub const EXTERNAL_ID: Key<String> = Key::new("contact", "external_id");
    pub const DESCRIPTION: Key<String> = Key::new("contact", "description");
    pub const OWNER: Key<Id> = Key::new("contact", "owner");
    pub const TEAM: Key<Id> = Key::new("contact", "team");
}

/// Fields of `contact_role`.
pub mod contact_role {
    use super::*;

    pub const CUSTOMER: Key<Id> = Key::new("contact_role", "customer");
    pub const CONTACT: Key<Id> = Key::new("contact_role", "contact");
    pub const ROLE: Key<String> = Key::new("contact_role", "role");
    pub const JOB_TITLE: Key<String> = Key::new("contact_role", "job_title");
    pub const MAIN: Key<bool> = Key::new("contact_role", "main");
    pub const SINCE: Key<Date> = Key::new("contact_role", "since");
    pub const UNTIL: Key<Date> = Key::new("contact_role", "until");
}

/// Fields of `credential`.
pub mod credential {
    use super::*;

    pub const USER: Key<Id> = Key::new("credential", "user");
    pub const PASSWORD_HASH: Key<String> = Key::new("credential", "password_hash");
    pub const TOTP_SECRET: Key<String> = Key::new("credential", "totp_secret");
    pub const TOTP_CONFIRMED: Key<bool> = Key::new("credential", "totp_confirmed");
    pub const TOTP_LAST_STEP: Key<i64> = Key::new("credential", "totp_last_step");
    pub const RECOVERY_HASHES: Key<Json> = Key::new("credential", "recovery_hashes");
    pub const FAILED_COUNT: Key<i64> = Key::new("credential", "failed_count");
    pub const LOCKED_UNTIL: Key<Timestamp> = Key::new("credential", "locked_until");
}

/// Fields of `customer`.
pub mod customer {
    use super::*;

    pub const NAME: Key<String> = Key::new("customer", "name");
    pub const SHORT_NAME: Key<String> = Key::new("customer", "short_name");
    pub const KIND: Key<String> = Key::new("customer", "kind");
    pub const ROLES: Key<Vec<String>> = Key::new("customer", "roles");
    pub const STATUS: Key<String> = Key::new("customer", "status");
    pub const GRADE: Key<String> = Key::new("customer", "grade");
    pub const SOURCE: Key<String> = Key::new("customer", "source");
    pub const INDUSTRY: Key<String> = Key::new("customer", "industry");
    pub const PARENT: Key<Id> = Key::new("customer", "parent");
    pub const REFERRED_BY: Key<Id> = Key::new("customer", "referred_by");
    pub const CONTACT: Key<Id> = Key::new("customer", "contact");
    pub const TAGS: Key<Vec<Id>> = Key::new("customer", "tags");
    pub const PHONE: Key<String> = Key::new("customer", "phone");
    pub const EMAIL: Key<String> = Key::new("customer", "email");
    pub const WEBSITE: Key<String> = Key::new("customer", "website");
    pub const TAX_NUMBER: Key<String> = Key::new("customer", "tax_number");
    pub const ADDRESS: Key<Json> = Key::new("customer", "address");
    pub const BILLING_ADDRESS: Key<Json> = Key::new("customer", "billing_address");
    pub const SHIPPING_ADDRESS: Key<Json> = Key::new("customer", "shipping_address");
    pub const BIRTHDAY: Key<Date> = Key::new("customer", "birthday");
    pub const LUNAR_BIRTHDAY: Key<String> = Key::new("customer", "lunar_birthday");
    pub const HABITS: Key<String> = Key::new("customer", "habits");
    pub const DESCRIPTION: Key<String> = Key::new("customer", "description");
    pub const EMPLOYEES: Key<i64> = Key::new("customer", "employees");
    pub const STATED_WALLET: Key<Money> = Key::new("customer", "stated_wallet");
    pub const CURRENCY: Key<String> = Key::new("customer", "currency");
    pub const NEXT_CONTACT_ON: Key<Date> = Key::new("customer", "next_contact_on");
    pub const LAST_CONTACT_ON: Key<Date> = Key::new("customer", "last_contact_on");
    pub const EXTERNAL_ID: Key<String> = Key::new("customer", "external_id");
    pub const ORDER_COUNT: Key<i64> = Key::new("customer", "order_count");
    pub const LAST_ORDER_ON: Key<Date> = Key::new("customer", "last_order_on");
    pub const TURNOVER: Key<Money> = Key::new("customer", "turnover");
    pub const VALUE_TIER: Key<String> = Key::new("customer", "value_tier");
    pub const VALUE_REASON: Key<Json> = Key::new("customer", "value_reason");
    pub const VALUE_AT_STAKE: Key<Money> = Key::new("customer", "value_at_stake");
    pub const RISK: Key<String> = Key::new("customer", "risk");
    pub const RISK_REASON: Key<Json> = Key::new("customer", "risk_reason");
    pub const CLV_12M: Key<Money> = Key::new("customer", "clv_12m");
    pub const MARGIN_12M: Key<Money> = Key::new("customer", "margin_12m");
    pub const TURNOVER_12M: Key<Money> = Key::new("customer", "turnover_12m");
    pub const COST_TO_SERVE_12M: Key<Money> = Key::new("customer", "cost_to_serve_12m");
    pub const POTENTIAL_12M: Key<Money> = Key::new("customer", "potential_12m");
    pub const RFM_SEGMENT: Key<String> = Key::new("customer", "rfm_segment");
    pub const RFM_R: Key<i64> = Key::new("customer", "rfm_r");
    pub const RFM_F: Key<i64> = Key::new("customer", "rfm_f");
    pub const RFM_M: Key<i64> = Key::new("customer", "rfm_m");
    pub const P_ALIVE: Key<Decimal> = Key::new("customer", "p_alive");
    pub const P_ORDER_4W: Key<Decimal> = Key::new("customer", "p_order_4w");
    pub const P_ORDER_13W: Key<Decimal> = Key::new("customer", "p_order_13w");
    pub const EXPECTED_ORDERS_90D: Key<Decimal> = Key::new("customer", "expected_orders_90d");
    pub const EXPECTED_SPEND: Key<Money> = Key::new("customer", "expected_spend");
    pub const RHYTHM_DAYS: Key<Decimal> = Key::new("customer", "rhythm_days");
    pub const PURCHASE_DAYS: Key<i64> = Key::new("customer", "purchase_days");
    pub const LAST_PURCHASE_ON: Key<Date> = Key::new("customer", "last_purchase_on");
    pub const NEXT_ORDER_ON: Key<Date> = Key::new("customer", "next_order_on");
    pub const OVERDUE_RATIO: Key<Decimal> = Key::new("customer", "overdue_ratio");
    pub const VALUE_TIER_BEFORE: Key<String> = Key::new("customer", "value_tier_before");
    pub const VALUE_TIER_SINCE: Key<Date> = Key::new("customer", "value_tier_since");
    pub const FIRST_PURCHASE_ON: Key<Date> = Key::new("customer", "first_purchase_on");
    pub const PURCHASE_MONTHS: Key<String> = Key::new("customer", "purchase_months");
    pub const TURNOVER_MONTHS: Key<Json> = Key::new("customer", "turnover_months");
    pub const MARGIN_MONTHS: Key<Json> = Key::new("customer", "margin_months");
    pub const VALUED_ON: Key<Date> = Key::new("customer", "valued_on");
    pub const OWNER: Key<Id> = Key::new("customer", "owner");
    pub const TEAM: Key<Id> = Key::new("customer", "team");
}

/// Fields of `definition`.
pub mod definition {
    use super::*;

    pub const KIND: Key<String> = Key::new("definition", "kind");
    pub const OBJECT: Key<String> = Key::new("definition", "object");
    pub const NAME: Key<String> = Key::new("definition", "name");
    pub const BODY: Key<Json> = Key::new("definition", "body");
}

/// Fields of `distinct_pair`.
pub mod distinct_pair {
    use super::*;

    pub const OBJECT: Key<String> = Key::new("distinct_pair", "object");
    pub const ONE: Key<Link> = Key::new("distinct_pair", "one");
    pub const OTHER: Key<Link> = Key::new("distinct_pair", "other");
}

/// Fields of `exchange_rate`.
pub mod exchange_rate {
    use super::*;

    pub const FROM_CURRENCY: Key<String> = Key::new("exchange_rate", "from_currency");
    pub const TO_CURRENCY: Key<String> = Key::new("exchange_rate", "to_currency");
    pub const RATE: Key<Decimal> = Key::new("exchange_rate", "rate");
    pub const VALID_ON: Key<Date> = Key::new("exchange_rate", "valid_on");
    pub const SOURCE: Key<String> = Key::new("exchange_rate", "source");
}

/// Fields of `follower`.
pub mod follower {
    use super::*;

    pub const ABOUT: Key<Link> = Key::new("follower", "about");
    pub const USER: Key<Id> = Key::new("follower", "user");
    pub const BECAUSE: Key<String> = Key::new("follower", "because");
}

/// Fields of `idempotency`.
pub mod idempotency {
    use super::*;

    pub const KEY: Key<String> = Key::new("idempotency", "key");
    pub const ACTOR: Key<String> = Key::new("idempotency", "actor");
    pub const REQUEST_HASH: Key<String> = Key::new("idempotency", "request_hash");
    pub const ANSWER: Key<Json> = Key::new("idempotency", "answer");
    pub const EXPIRES_AT: Key<Timestamp> = Key::new("idempotency", "expires_at");
}

/// Fields of `import_run`.
pub mod import_run {
    use super::*;

    pub const FILE_NAME: Key<String> = Key::new("import_run", "file_name");
    pub const SIZE: Key<i64> = Key::new("import_run", "size");
    pub const SHA256: Key<String> = Key::new("import_run", "sha256");
    pub const STATE: Key<String> = Key::new("import_run", "state");
    pub const AS_OBJECT: Key<String> = Key::new("import_run", "as_object");
    pub const KEY: Key<String> = Key::new("import_run", "key");
    pub const DRY_RUN: Key<bool> = Key::new("import_run", "dry_run");
    pub const MAPPING: Key<Json> = Key::new("import_run", "mapping");
    pub const SUMMARY: Key<Json> = Key::new("import_run", "summary");
    pub const ERROR: Key<Json> = Key::new("import_run", "error");
    pub const DONE: Key<i64> = Key::new("import_run", "done");
    pub const TOTAL: Key<i64> = Key::new("import_run", "total");
    pub const REFUSED: Key<i64> = Key::new("import_run", "refused");
    pub const STARTED_AT: Key<Timestamp> = Key::new("import_run", "started_at");
    pub const FINISHED_AT: Key<Timestamp> = Key::new("import_run", "finished_at");
    pub const OWNER: Key<Id> = Key::new("import_run", "owner");
}

/// Fields of `insight_run`.
pub mod insight_run {
    use super::*;

    pub const AS_OF: Key<Date> = Key::new("insight_run", "as_of");
    pub const STATE: Key<String> = Key::new("insight_run", "state");
    pub const SUMMARY: Key<Json> = Key::new("insight_run", "summary");
    pub const COHORTS: Key<Json> = Key::new("insight_run", "cohorts");
    pub const ERROR: Key<Json> = Key::new("insight_run", "error");
    pub const STARTED_AT: Key<Timestamp> = Key::new("insight_run", "started_at");
    pub const FINISHED_AT: Key<Timestamp> = Key::new("insight_run", "finished_at");
}

/// Fields of `invitation`.
pub mod invitation {
    use super::*;

    pub const NAME: Key<String> = Key::new("invitation", "name");
    pub const EMAIL: Key<String> = Key::new("invitation", "email");
    pub const ROLES: Key<Vec<Id>> = Key::new("invitation", "roles");
    pub const TEAM: Key<Id> = Key::new("invitation", "team");
    pub const LANGUAGE: Key<String> = Key::new("invitation", "language");
    pub const INVITED_BY: Key<Id> = Key::new("invitation", "invited_by");
    pub const TOKEN_HASH: Key<String> = Key::new("invitation", "token_hash");
    pub const EXPIRES_AT: Key<Timestamp> = Key::new("invitation", "expires_at");
    pub const ACCEPTED_AT: Key<Timestamp> = Key::new("invitation", "accepted_at");
    pub const USER: Key<Id> = Key::new("invitation", "user");
}

/// Fields of `layout`.
pub mod layout {
    use super::*;

    pub const OBJECT: Key<String> = Key::new("layout", "object");
    pub const ROLE: Key<Id> = Key::new("layout", "role");
    pub const SECTIONS: Key<Json> = Key::new("layout", "sections");
}

/// Fields of `mail_choice`.
pub mod mail_choice {
    use super::*;

    pub const USER: Key<Id> = Key::new("mail_choice", "user");
    pub const NOTICES: Key<String> = Key::new("mail_choice", "notices");
    pub const HOUR: Key<i64> = Key::new("mail_choice", "hour");
    pub const TOLD_UNTIL: Key<Timestamp> = Key::new("mail_choice", "told_until");
    pub const TOLD_ON: Key<Date> = Key::new("mail_choice", "told_on");
}

/// Fields of `mapping`.
pub mod mapping {
    use super::*;

    pub const SIGNATURE: Key<String> = Key::new("mapping", "signature");
    pub const AS_OBJECT: Key<String> = Key::new("mapping", "as_object");
    pub const MAP: Key<Json> = Key::new("mapping", "map");
    pub const KEY: Key<String> = Key::new("mapping", "key");
}

/// Fields of `merge_run`.
pub mod merge_run {
    use super::*;

    pub const OBJECT: Key<String> = Key::new("merge_run", "object");
    pub const KEPT: Key<Link> = Key::new("merge_run", "kept");
    pub const MERGED: Key<Link> = Key::new("merge_run", "merged");
    pub const MOVED: Key<Json> = Key::new("merge_run", "moved");
    pub const UNDONE: Key<bool> = Key::new("merge_run", "undone");
}

/// Fields of `notification`.
pub mod notification {
    use super::*;

    pub const KIND: Key<String> = Key::new("notification", "kind");
    pub const TEXT: Key<Json> = Key::new("notification", "text");
    pub const ABOUT: Key<Link> = Key::new("notification", "about");
    pub const READ: Key<bool> = Key::new("notification", "read");
    pub const OWNER: Key<Id> = Key::new("notification", "owner");
}

/// Fields of `outgoing_mail`.
pub mod outgoing_mail {
    use super::*;

    pub const KEY: Key<String> = Key::new("outgoing_mail", "key");
    pub const KIND: Key<String> = Key::new("outgoing_mail", "kind");
    pub const RECIPIENT: Key<String> = Key::new("outgoing_mail", "recipient");
    pub const RECIPIENT_NAME: Key<String> = Key::new("outgoing_mail", "recipient_name");
    pub const SUBJECT: Key<String> = Key::new("outgoing_mail", "subject");
    pub const SEALED: Key<String> = Key::new("outgoing_mail", "sealed");
    pub const STATE: Key<String> = Key::new("outgoing_mail", "state");
    pub const ATTEMPTS: Key<i64> = Key::new("outgoing_mail", "attempts");
    pub const NEXT_TRY_AT: Key<Timestamp> = Key::new("outgoing_mail", "next_try_at");
    pub const USELESS_AFTER: Key<Timestamp> = Key::new("outgoing_mail", "useless_after");
    pub const SENT_AT: Key<Timestamp> = Key::new("outgoing_mail", "sent_at");
    pub const LAST_ERROR: Key<String> = Key::new("outgoing_mail", "last_error");
}

/// Fields of `password_reset`.
pub mod password_reset {
    use super::*;

    pub const USER: Key<Id> = Key::new("password_reset", "user");
    pub const TOKEN_HASH: Key<String> = Key::new("password_reset", "token_hash");
    pub const EXPIRES_AT: Key<Timestamp> = Key::new("password_reset", "expires_at");
    pub const USED_AT: Key<Timestamp> = Key::new("password_reset", "used_at");
}

/// Fields of `record_member`.
pub mod record_member {
    use super::*;

    pub const RECORD: Key<Link> = Key::new("record_member", "record");
    pub const USER: Key<Id> = Key::new("record_member", "user");
    pub const LEVEL: Key<String> = Key::new("record_member", "level");
    pub const EXPIRES_ON: Key<Date> = Key::new("record_member", "expires_on");
}

/// Fields of `relationship`.
pub mod relationship {
    use super::*;

    pub const CUSTOMER: Key<Id> = Key::new("relationship", "customer");
    pub const OTHER: Key<Id> = Key::new("relationship", "other");
    pub const KIND: Key<String> = Key::new("relationship", "kind");
    pub const SINCE: Key<Date> = Key::new("relationship", "since");
    pub const NOTE: Key<String> = Key::new("relationship", "note");
}

/// Fields of `role`.
pub mod role {
    use super::*;

    pub const NAME: Key<String> = Key::new("role", "name");
    pub const DESCRIPTION: Key<String> = Key::new("role", "description");
    pub const ADMINISTRATOR: Key<bool> = Key::new("role", "administrator");
}

/// Fields of `role_field`.
pub mod role_field {
    use super::*;

    pub const ROLE: Key<Id> = Key::new("role_field", "role");
    pub const OBJECT: Key<String> = Key::new("role_field", "object");
    pub const FIELD: Key<String> = Key::new("role_field", "field");
    pub const LEVEL: Key<String> = Key::new("role_field", "level");
}

/// Fields of `role_grant`.
pub mod role_grant {
    use super::*;

    pub const ROLE: Key<Id> = Key::new("role_grant", "role");
    pub const OBJECT: Key<String> = Key::new("role_grant", "object");
    pub const ACTION: Key<String> = Key::new("role_grant", "action");
    pub const SCOPE: Key<String> = Key::new("role_grant", "scope");
}

/// Fields of `saved_view`.
pub mod saved_view {
    use super::*;

    pub const NAME: Key<String> = Key::new("saved_view", "name");
    pub const OBJECT: Key<String> = Key::new("saved_view", "object");
    pub const KIND: Key<String> = Key::new("saved_view", "kind");
    pub const STATE: Key<Json> = Key::new("saved_view", "state");
    pub const PINNED: Key<bool> = Key::new("saved_view", "pinned");
    pub const POSITION: Key<i64> = Key::new("saved_view", "position");
    pub const VISIBILITY: Key<String> = Key::new("saved_view", "visibility");
    pub const DEFAULT_FOR: Key<Vec<Id>> = Key::new("saved_view", "default_for");
    pub const OWNER: Key<Id> = Key::new("saved_view", "owner");
}

/// Fields of `screen`.
pub mod screen {
    use super::*;

    pub const USER: Key<Id> = Key::new("screen", "user");
    pub const STATE: Key<Json> = Key::new("screen", "state");
}

/// Fields of `session`.
pub mod session {
    use super::*;

    pub const USER: Key<Id> = Key::new("session", "user");
    pub const TOKEN_HASH: Key<String> = Key::new("session", "token_hash");
    pub const CSRF: Key<String> = Key::new("session", "csrf");
    pub const LAST_SEEN_AT: Key<Timestamp> = Key::new("session", "last_seen_at");
    pub const EXPIRES_AT: Key<Timestamp> = Key::new("session", "expires_at");
    pub const ADDRESS: Key<String> = Key::new("session", "address");
    pub const AGENT: Key<String> = Key::new("session", "agent");
    pub const SEEN_AS: Key<Id> = Key::new("session", "seen_as");
}

/// Fields of `setting`.
pub mod setting {
    use super::*;

    pub const KEY: Key<String> = Key::new("setting", "key");
    pub const VALUE: Key<Json> = Key::new("setting", "value");
}

/// Fields of `tag`.
pub mod tag {
    use super::*;

    pub const NAME: Key<String> = Key::new("tag", "name");
    pub const COLOR: Key<String> = Key::new("tag", "color");
    pub const DESCRIPTION: Key<String> = Key::new("tag", "description");
}

/// Fields of `team`.
pub mod team {
    use super::*;

    pub const NAME: Key<String> = Key::new("team", "name");
    pub const PARENT: Key<Id> = Key::new("team", "parent");
    pub const LEADER: Key<Id> = Key::new("team", "leader");
    pub const DESCRIPTION: Key<String> = Key::new("team", "description");
}

/// Fields of `user`.
pub mod user {
    use super::*;

    pub const NAME: Key<String> = Key::new("user", "name");
    pub const EMAIL: Key<String> = Key::new("user", "email");
    pub const LANGUAGE: Key<String> = Key::new("user", "language");
    pub const TIME_ZONE: Key<String> = Key::new("user", "time_zone");
    pub const TEAM: Key<Id> = Key::new("user", "team");
    pub const MANAGER: Key<Id> = Key::new("user", "manager");
    pub const ROLES: Key<Vec<Id>> = Key::new("user", "roles");
    pub const ACTIVE: Key<bool> = Key::new("user", "active");
    pub const JOB_TITLE: Key<String> = Key::new("user", "job_title");
    pub const PHONE: Key<String> = Key::new("user", "phone");
    pub const AVATAR: Key<Id> = Key::new("user", "avatar");
    pub const LAST_SEEN_AT: Key<Timestamp> = Key::new("user", "last_seen_at");
}

/// Fields of `value_history`.
pub mod value_history {
    use super::*;

    pub const CUSTOMER: Key<Id> = Key::new("value_history", "customer");
    pub const ON: Key<Date> = Key::new("value_history", "on");
    pub const VALUE_TIER: Key<String> = Key::new("value_history", "value_tier");
    pub const RFM_SEGMENT: Key<String> = Key::new("value_history", "rfm_segment");
    pub const RFM_R: Key<i64> = Key::new("value_history", "rfm_r");
    pub const RFM_F: Key<i64> = Key::new("value_history", "rfm_f");
    pub const RFM_M: Key<i64> = Key::new("value_history", "rfm_m");
    pub const P_ALIVE: Key<Decimal> = Key::new("value_history", "p_alive");
    pub const CLV_12M: Key<Money> = Key::new("value_history", "clv_12m");
    pub const MARGIN_12M: Key<Money> = Key::new("value_history", "margin_12m");
    pub const RISK: Key<String> = Key::new("value_history", "risk");
}

/// Fields of `activity`.
pub mod activity {
    use super::*;

    pub const SUBJECT: Key<String> = Key::new("activity", "subject");
    pub const KIND: Key<String> = Key::new("activity", "kind");
    pub const STATE: Key<String> = Key::new("activity", "state");
    pub const DIRECTION: Key<String> = Key::new("activity", "direction");
    pub const HAPPENED_AT: Key<Timestamp> = Key::new("activity", "happened_at");
    pub const DURATION: Key<i64> = Key::new("activity", "duration");
    pub const CUSTOMER: Key<Id> = Key::new("activity", "customer");
    pub const CONTACT: Key<Id> = Key::new("activity", "contact");
    pub const ABOUT: Key<Link> = Key::new("activity", "about");
    pub const BODY: Key<String> = Key::new("activity", "body");
    pub const MENTIONS: Key<Vec<Id>> = Key::new("activity", "mentions");
    pub const FILES: Key<Vec<Id>> = Key::new("activity", "files");
    pub const OUTCOME: Key<String> = Key::new("activity", "outcome");
    pub const OWNER: Key<Id> = Key::new("activity", "owner");
    pub const TEAM: Key<Id> = Key::new("activity", "team");
}

/// Fields of `task`.
pub mod task {
    use super::*;

    pub const SUBJECT: Key<String> = Key::new("task", "subject");
    pub const STATUS: Key<String> = Key::new("task", "status");
    pub const PRIORITY: Key<String> = Key::new("task", "priority");
    pub const DUE_ON: Key<Date> = Key::new("task", "due_on");
    pub const DUE_AT: Key<Timestamp> = Key::new("task", "due_at");
    pub const REMINDER_AT: Key<Timestamp> = Key::new("task", "reminder_at");
    pub const DONE_AT: Key<Timestamp> = Key::new("task", "done_at");
    pub const CUSTOMER: Key<Id> = Key::new("task", "customer");
    pub const ABOUT: Key<Link> = Key::new("task", "about");
    pub const BODY: Key<String> = Key::new("task", "body");
    pub const MENTIONS: Key<Vec<Id>> = Key::new("task", "mentions");
    pub const FILES: Key<Vec<Id>> = Key::new("task", "files");
    pub const OWNER: Key<Id> = Key::new("task", "owner");
    pub const TEAM: Key<Id> = Key::new("task", "team");
}

/// Fields of `order`.
pub mod order {
    use super::*;

    pub const NUMBER: Key<String> = Key::new("order", "number");
    pub const EXTERNAL_NUMBER: Key<String> = Key::new("order", "external_number");
    pub const CUSTOMER: Key<Id> = Key::new("order", "customer");
    pub const ORDERED_ON: Key<Date> = Key::new("order", "ordered_on");
    pub const ORDERED_AT: Key<Timestamp> = Key::new("order", "ordered_at");
    pub const STATUS: Key<String> = Key::new("order", "status");
    pub const KIND: Key<String> = Key::new("order", "kind");
    pub const CHANNEL: Key<String> = Key::new("order", "channel");
    pub const CURRENCY: Key<String> = Key::new("order", "currency");
    pub const TOTAL: Key<Money> = Key::new("order", "total");
    pub const MARGIN: Key<Money> = Key::new("order", "margin");
    pub const NOTE: Key<String> = Key::new("order", "note");
    pub const OWNER: Key<Id> = Key::new("order", "owner");
    pub const TEAM: Key<Id> = Key::new("order", "team");
}

/// Fields of `order_line`.
pub mod order_line {
    use super::*;

    pub const ORDER: Key<Id> = Key::new("order_line", "order");
    pub const PRODUCT: Key<Id> = Key::new("order_line", "product");
    pub const DESCRIPTION: Key<String> = Key::new("order_line", "description");
    pub const QUANTITY: Key<Decimal> = Key::new("order_line", "quantity");
    pub const UNIT_PRICE: Key<Decimal> = Key::new("order_line", "unit_price");
    pub const DISCOUNT: Key<Decimal> = Key::new("order_line", "discount");
    pub const AMOUNT: Key<Money> = Key::new("order_line", "amount");
    pub const COST: Key<Money> = Key::new("order_line", "cost");
    pub const MARGIN: Key<Money> = Key::new("order_line", "margin");
    pub const KIND: Key<String> = Key::new("order_line", "kind");
}

/// Fields of `product`.
pub mod product {
    use super::*;

    pub const CODE: Key<String> = Key::new("product", "code");
    pub const NAME: Key<String> = Key::new("product", "name");
    pub const CATEGORY: Key<Id> = Key::new("product", "category");
    pub const UNIT: Key<String> = Key::new("product", "unit");
    pub const PRICE: Key<Money> = Key::new("product", "price");
    pub const COST: Key<Money> = Key::new("product", "cost");
    pub const STATUS: Key<String> = Key::new("product", "status");
    pub const BARCODE: Key<String> = Key::new("product", "barcode");
    pub const IMAGE: Key<Id> = Key::new("product", "image");
    pub const DESCRIPTION: Key<String> = Key::new("product", "description");
    pub const EXTERNAL_ID: Key<String> = Key::new("product", "external_id");
}

/// Fields of `product_category`.
pub mod product_category {
    use super::*;

    pub const NAME: Key<String> = Key::new("product_category", "name");
    pub const PARENT: Key<Id> = Key::new("product_category", "parent");
    pub const DESCRIPTION: Key<String> = Key::new("product_category", "description");
}
