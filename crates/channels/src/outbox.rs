use crate::letter::Letter;
use crate::mail::Mail;
use crate::patience::wait_after;
use crate::smtp::{self, Envelope, Failure};
use catalog::Code;
use records::{Condition, Draft, Error, Query, Record};
use serde::{Deserialize, Serialize};
use value::{Id, Timestamp, Value};

const OBJECT: &str = "outgoing_mail";
const BATCH: u64 = 20;
const LONGEST_ERROR: usize = 900;

/// A letter that is to go out.
pub struct Order<'a> {
    /// The same key is the same mail, however often it is asked for.
    pub key: &'a str,
    /// What it is about: invitation, password_reset, notices.
    pub kind: &'static str,
    pub to: Person<'a>,
    pub letter: &'a Letter,
    /// From then on nobody needs it any more.
    pub useless_after: Option<Timestamp>,
}

/// To whom it goes.
pub struct Person<'a> {
    pub name: &'a str,
    pub email: &'a str,
}

/// A mail as the settings page shows it; never what it says.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: Id,
    pub kind: String,
    pub recipient: String,
    pub subject: String,
    pub state: String,
    pub attempts: i64,
    pub created_at: Option<Timestamp>,
    pub next_try_at: Option<Timestamp>,
    pub sent_at: Option<Timestamp>,
    pub last_error: String,
}

/// What one look into the outbox did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    pub sent: usize,
    pub waiting: usize,
    pub failed: usize,
}

/// Both bodies, as they lie encrypted in the outbox: a link in them opens an account.
#[derive(Serialize, Deserialize)]
struct Bodies {
    plain: String,
    html: String,
}

impl Mail {
    /// Puts a letter into the outbox; it is safe there when this returns.
    pub fn queue(&self, order: &Order<'_>) -> Result<Id, Error> {
        match self.records().as_system("write a mail").create(self.draft(order)?) {
            Ok(record) => Ok(record.id()),
            Err(Error::Invalid(complaints))
                if complaints.iter().all(|one| one.code == Code::NotUnique && one.field == "key") =>
            {
                self.find(Condition::eq("key", Value::text(order.key)), 1)?
                    .first()
                    .map(Record::id)
                    .ok_or(Error::NotFound)
            }
            Err(other) => Err(other),
        }
    }

    /// A letter as it is to lie in the outbox.
    pub(crate) fn draft(&self, order: &Order<'_>) -> Result<Draft, Error> {
        let bodies = Bodies { plain: order.letter.plain(), html: order.letter.html() };
        let bodies = serde_json::to_string(&bodies).map_err(|error| Error::Internal(error.to_string()))?;
        let sealed = self.key().seal(&place(order.key), &bodies);
        let sealed = sealed.ok_or_else(|| Error::Internal("a mail could not be encrypted".to_owned()))?;
        Ok(Draft::new(OBJECT)
            .set("key", Value::text(order.key))
            .set("kind", Value::text(order.kind))
            .set("recipient", Value::text(order.to.email))
            .set("recipient_name", Value::text(order.to.name))
            .set("subject", Value::Text(order.letter.subject.chars().take(250).collect()))
            .set("sealed", Value::Text(sealed))
            .set("next_try_at", Value::Moment(self.now()))
            .set("useless_after", order.useless_after.map_or(Value::Null, Value::Moment)))
    }

    /// Sends what is due, one by one, until nothing is left or the caller has heard enough.
    pub fn send_due(&self, goes_on: &dyn Fn() -> bool) -> Result<Round, Error> {
        let mut round = Round::default();
        if !self.settings().is_set_up() {
            return Ok(round);
        }
        let due = Condition::all([
            Condition::eq("state", Value::text("queued")),
            Condition::lte("next_try_at", Value::Moment(self.now())),
        ]);
        for record in self.find(due, BATCH)? {
            if !goes_on() {
                break;
            }
            match self.send_one(&record)?.as_str() {
                "sent" => round.sent += 1,
                "failed" => round.failed += 1,
                _ => round.waiting += 1,
            }
        }
        Ok(round)
    }

    /// The newest mails, of one state or of all.
    pub fn outbox(&self, state: Option<&str>) -> Result<Vec<Kept>, Error> {
        let mut query = Query::of(OBJECT).sort("-id").limit(200);
        if let Some(state) = state {
            query = query.filter(Condition::eq("state", Value::text(state)));
        }
        let page = self.records().as_system("show the outbox").find(&query)?;
        Ok(page.records.iter().map(kept).collect())
    }

    /// How many mails are in a state.
    pub fn count(&self, state: &str) -> Result<u64, Error> {
        let query = Query::of(OBJECT).filter(Condition::eq("state", Value::text(state)));
        self.records().as_system("count the outbox").count(&query)
    }

    /// Tries a mail again that has been given up.
    pub fn try_again(&self, id: Id) -> Result<(), Error> {
        let door = self.records().as_system("try a mail again");
        let record = door.get(OBJECT, id)?;
        if record.text("state") == "sent" || record.text("sealed").is_empty() {
            return Err(Error::refused("mail_is_gone"));
        }
        let draft = Draft::new(OBJECT)
            .set("state", Value::text("queued"))
            .set("attempts", Value::Integer(0))
            .set("next_try_at", Value::Moment(self.now()));
        door.update(id, Some(record.version()), draft).map(drop)
    }

    /// The attempt is written down before it is made: whoever dies in the middle tries again later and not at once, and of two
    /// programs with one database only one gets the mail.
    fn send_one(&self, record: &Record) -> Result<String, Error> {
        let now = self.now();
        let attempts = record.get("attempts").as_integer().unwrap_or_default() + 1;
        if record.get("useless_after").as_moment().is_some_and(|moment| moment <= now) {
            return self.settle(record, "failed", Some("it was too late to be of use"));
        }
        let wait = wait_after(attempts);
        let next = wait.and_then(|wait| now.checked_add(wait).ok());
        let claim = Draft::new(OBJECT)
            .set("attempts", Value::Integer(attempts))
            .set("next_try_at", next.map_or(Value::Moment(now), Value::Moment));
        let door = self.records().as_system("send a mail");
        let record = match door.update(record.id(), Some(record.version()), claim) {
            Ok(record) => record,
            Err(Error::Stale(_)) => return Ok("queued".to_owned()),
            Err(other) => return Err(other),
        };
        let Some(bodies) = self.unsealed(&record) else {
            return self.settle(&record, "failed", Some("it was encrypted with another key"));
        };
        match self.deliver(&record, &bodies) {
            Ok(()) => self.settle(&record, "sent", None),
            Err(Failure::Passing(text)) if next.is_some() => self.settle(&record, "queued", Some(&text)),
            Err(failure) => self.settle(&record, "failed", Some(failure.text())),
        }
    }

    fn deliver(&self, record: &Record, bodies: &Bodies) -> Result<(), Failure> {
        let settings = self.settings();
        let domain = settings.from_address.rsplit('@').next().unwrap_or("localhost");
        let message_id = format!("<{}@{domain}>", record.id().with_prefix("out"));
        smtp::deliver(
            &settings,
            &Envelope {
                to_name: record.text("recipient_name"),
                to_address: record.text("recipient"),
                subject: record.text("subject"),
                plain: &bodies.plain,
                html: &bodies.html,
                message_id: &message_id,
                at: record.created_at().unwrap_or_else(|| self.now()),
            },
        )
    }

    /// What is gone need not lie here any longer, with its link.
    fn settle(&self, record: &Record, state: &str, complaint: Option<&str>) -> Result<String, Error> {
        let mut draft = Draft::new(OBJECT).set("state", Value::text(state));
        match complaint {
            None => {
                draft.put("sealed", Value::Null);
                draft.put("sent_at", Value::Moment(self.now()));
                draft.put("last_error", Value::Null);
            }
            Some(text) => {
                let text: String = text.chars().take(LONGEST_ERROR).collect();
                tracing::warn!(mail = %record.id().with_prefix("out"), state, text, "a mail has not gone out");
                draft.put("last_error", Value::Text(text));
            }
        }
        self.records().as_system("note what became of a mail").update(record.id(), None, draft)?;
        Ok(state.to_owned())
    }

    fn unsealed(&self, record: &Record) -> Option<Bodies> {
        let text = self.key().unseal(&place(record.text("key")), record.text("sealed"))?;
        serde_json::from_str(&text).ok()
    }

    fn find(&self, condition: Condition, limit: u64) -> Result<Vec<Record>, Error> {
        let query = Query::of(OBJECT).filter(condition).sort("id").limit(limit);
        Ok(self.records().as_system("look into the outbox").find(&query)?.records)
    }
}

fn place(key: &str) -> String {
    format!("{OBJECT} {key}")
}

fn kept(record: &Record) -> Kept {
    Kept {
        id: record.id(),
        kind: record.text("kind").to_owned(),
        recipient: record.text("recipient").to_owned(),
        subject: record.text("subject").to_owned(),
        state: record.text("state").to_owned(),
        attempts: record.get("attempts").as_integer().unwrap_or_default(),
        created_at: record.created_at(),
        next_try_at: record.get("next_try_at").as_moment(),
        sent_at: record.get("sent_at").as_moment(),
        last_error: record.text("last_error").to_owned(),
    }
}
