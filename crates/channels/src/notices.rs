use crate::mail::Mail;
use crate::outbox::{Order, Person};
use crate::words;
use catalog::Language;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use records::{Condition, Door, Draft, Error, Query, Record};
use serde_json::Value as Json;
use value::{Date, Id, Timestamp, Value};

const OBJECT: &str = "mail_choice";
/// A notification that is as young as this may still have an older one behind it, in a transaction that commits late.
const SETTLED: SignedDuration = SignedDuration::from_secs(10);
/// What is older interests nobody by mail: mail was not set up, or the server did not run.
const LONG_AGO: SignedDuration = SignedDuration::from_hours(7 * 24);
/// A letter that could not be sent for so long has been overtaken by the next.
const USELESS_AFTER: SignedDuration = SignedDuration::from_hours(3 * 24);
const MOST_LINES: u64 = 50;
const BATCH: u64 = 200;

/// How often somebody hears of his notifications by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    Never,
    AtOnce,
    Daily,
}

impl Pace {
    pub const ALL: [Pace; 3] = [Pace::Never, Pace::AtOnce, Pace::Daily];

    pub fn word(self) -> &'static str {
        match self {
            Pace::Never => "never",
            Pace::AtOnce => "at_once",
            Pace::Daily => "daily",
        }
    }

    pub fn from_word(word: &str) -> Option<Pace> {
        Pace::ALL.into_iter().find(|pace| pace.word() == word)
    }
}

/// What somebody has chosen; the hour is one of the company's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notices {
    pub pace: Pace,
    pub hour: i8,
}

impl Mail {
    /// What somebody has chosen; nobody gets letters whom he did not ask for.
    pub fn notices_of(&self, user: Id) -> Result<Notices, Error> {
        let kept = self.choice_of(user)?;
        Ok(kept.as_ref().map_or(Notices { pace: Pace::Never, hour: 8 }, chosen))
    }

    /// Keeps what somebody chooses. What has happened until now is not told any more.
    pub fn choose_notices(&self, user: Id, notices: Notices) -> Result<(), Error> {
        let draft = Draft::new(OBJECT)
            .set("user", Value::Id(user))
            .set("notices", Value::text(notices.pace.word()))
            .set("hour", Value::Integer(i64::from(notices.hour)))
            .set("told_until", Value::Moment(self.now()))
            .set("told_on", Value::Date(self.newest_turn(notices.hour)?));
        let door = self.records().as_system("choose mail");
        match self.choice_of(user)? {
            Some(kept) if chosen(&kept) == notices => Ok(()),
            Some(kept) => door.update(kept.id(), None, draft).map(drop),
            None => door.create(draft).map(drop),
        }
    }

    /// Puts a letter into the outbox for everybody who has news and wants to hear of it now; answers how many.
    pub fn tell_news(&self, goes_on: &dyn Fn() -> bool) -> Result<usize, Error> {
        if !self.settings().is_set_up() {
            return Ok(0);
        }
        let mut told = 0;
        let mut last = None;
        loop {
            let mut wanted = vec![Condition::ne("notices", Value::text(Pace::Never.word()))];
            wanted.extend(last.map(|id| Condition::gt("id", Value::Id(id))));
            let query = Query::of(OBJECT).filter(Condition::all(wanted)).sort("id").limit(BATCH);
            let page = self.records().as_system("tell people their news").find(&query)?.records;
            for choice in &page {
                if !goes_on() {
                    return Ok(told);
                }
                told += usize::from(self.tell(choice)?);
                last = Some(choice.id());
            }
            if (page.len() as u64) < BATCH {
                return Ok(told);
            }
        }
    }

    /// The letter and the mark up to where it goes are written together: whoever dies in between has done neither, and of two programs
    /// with one database only one gets through.
    fn tell(&self, choice: &Record) -> Result<bool, Error> {
        let turn = match chosen(choice) {
            Notices { pace: Pace::Never, .. } => return Ok(false),
            Notices { pace: Pace::AtOnce, .. } => None,
            Notices { pace: Pace::Daily, hour } => {
                let turn = self.newest_turn(hour)?;
                if choice.get("told_on").as_date() >= Some(turn) {
                    return Ok(false);
                }
                Some(turn)
            }
        };
        let until = self.now() - SETTLED;
        let mut mark = Draft::new(OBJECT).set("told_until", Value::Moment(until));
        if let Some(turn) = turn {
            mark.put("told_on", Value::Date(turn));
        }
        let door = self.records().as_system("tell people their news");
        let (Some(user), version) = (choice.get("user").as_id(), choice.version()) else { return Ok(false) };
        let person = match door.get("user", user) {
            Ok(person) if person.get("active") == &Value::Boolean(true) => person,
            Ok(_) | Err(Error::NotFound) => return Ok(false),
            Err(other) => return Err(other),
        };
        let news = self.news(&door, user, choice.get("told_until").as_moment(), until)?;
        let Some(letter) = self.letter_of(&person, &news)? else {
            // Only a day is over without a letter; at once, the mark may stay where it is.
            return match turn {
                Some(_) => settled(door.update(choice.id(), Some(version), mark).map(|_| false)),
                None => Ok(false),
            };
        };
        let key = format!("notices {} {}", choice.id().with_prefix("mch"), until.as_microsecond());
        let draft = self.draft(&Order {
            key: &key,
            kind: "notices",
            to: Person { name: person.text("name"), email: person.text("email") },
            letter: &letter,
            useless_after: Some(self.now() + USELESS_AFTER),
        })?;
        let id = choice.id();
        settled(door.transaction(move |work| {
            work.update(id, Some(version), mark)?;
            work.create(draft)?;
            Ok(true)
        }))
    }

    /// What somebody has not read, of a stretch of time.
    fn news(&self, door: &Door, user: Id, after: Option<Timestamp>, until: Timestamp) -> Result<News, Error> {
        let oldest = self.now() - LONG_AGO;
        let after = after.map_or(oldest, |after| after.max(oldest));
        let unread = Query::of("notification").filter(Condition::all([
            Condition::eq("owner", Value::Id(user)),
            Condition::ne("read", Value::Boolean(true)),
            Condition::gt("created_at", Value::Moment(after)),
            Condition::lte("created_at", Value::Moment(until)),
        ]));
        let shown = door.find(&unread.clone().sort("id").limit(MOST_LINES))?.records;
        let more = match shown.len() as u64 {
            MOST_LINES => door.count(&unread)? - MOST_LINES,
            _ => 0,
        };
        Ok(News { shown, more })
    }

    fn letter_of(&self, person: &Record, news: &News) -> Result<Option<crate::Letter>, Error> {
        if news.shown.is_empty() {
            return Ok(None);
        }
        let company = self.records().company();
        let language = Language::from_tag(person.text("language")).unwrap_or(company.language);
        // With his own eyes: what he may no longer see is not named in a letter either.
        let own = self.records().as_user(self.records().actor(person.id())?);
        let mut lines = Vec::with_capacity(news.shown.len());
        for notification in &news.shown {
            lines.push(line(&own, notification, language)?);
        }
        let link = self.link("/");
        let letter = words::notices(language, person.text("name"), &company.name, &lines, news.more, &link);
        Ok(Some(letter))
    }

    fn choice_of(&self, user: Id) -> Result<Option<Record>, Error> {
        let query = Query::of(OBJECT).filter(Condition::eq("user", Value::Id(user))).limit(1);
        Ok(self.records().as_system("choose mail").find(&query)?.records.into_iter().next())
    }

    /// The day whose hour has come last, where the company is: whoever slept through it catches up.
    fn newest_turn(&self, hour: i8) -> Result<Date, Error> {
        let zone = TimeZone::get(&self.records().company().time_zone).unwrap_or(TimeZone::UTC);
        let local = self.now().to_zoned(zone).datetime();
        match local.hour() >= hour {
            true => Ok(local.date()),
            false => local.date().yesterday().map_err(|error| Error::Internal(error.to_string())),
        }
    }
}

struct News {
    shown: Vec<Record>,
    more: u64,
}

fn chosen(record: &Record) -> Notices {
    let hour = record.get("hour").as_integer().and_then(|hour| i8::try_from(hour).ok());
    Notices { pace: Pace::from_word(record.text("notices")).unwrap_or(Pace::Never), hour: hour.unwrap_or(8) }
}

/// Another program was faster, or the person has just chosen otherwise.
fn settled(outcome: Result<bool, Error>) -> Result<bool, Error> {
    match outcome {
        Err(Error::Stale(_)) => Ok(false),
        other => other,
    }
}

/// What a notification says and what it is about.
fn line(own: &Door, notification: &Record, language: Language) -> Result<String, Error> {
    let said = match notification.get("text") {
        Value::Json(texts) => texts.get(language.tag()).and_then(Json::as_str).map(str::to_owned),
        _ => None,
    };
    let said = said.unwrap_or_else(|| {
        let path = format!("options.kind.{}", notification.text("kind"));
        let label = notification.object().labels.get(&path);
        label.map_or_else(String::new, |label| label.get(language).to_owned())
    });
    let Value::Link(about) = notification.get("about") else { return Ok(said) };
    match own.get(&about.object, about.id) {
        Ok(record) if record.title().is_empty() => Ok(said),
        Ok(record) => Ok(format!("{said}: {}", record.title())),
        Err(Error::NotFound | Error::Forbidden) => Ok(said),
        Err(other) => Err(other),
    }
}
