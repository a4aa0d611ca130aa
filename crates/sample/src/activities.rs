use crate::care::in_language;
use crate::chance::Chance;
use crate::company::{Activity, ContactRole};
use crate::customers::Entry;
use crate::habit::Trade;
use crate::names::Home;
use crate::orders::{Calendar, moment};
use crate::season::{days_between, later};
use crate::staff::SERVICE_AGENT;
use jiff::civil::Date;

struct Talk {
    kind: &'static str,
    chinese: &'static str,
    english: &'static str,
    minutes: (i64, i64),
}

const TALKS: [Talk; 8] = [
    Talk { kind: "visit", chinese: "上门拜访", english: "Visit", minutes: (30, 150) },
    Talk {
        kind: "visit", chinese: "巡店陈列检查", english: "Shelf check in the shop", minutes: (20, 60)
    },
    Talk { kind: "call", chinese: "电话回访", english: "Follow-up call", minutes: (2, 25) },
    Talk {
        kind: "call", chinese: "确认补货数量", english: "Call about the next order", minutes: (2, 15)
    },
    Talk { kind: "mail", chinese: "发送报价单", english: "Sent a quotation", minutes: (0, 0) },
    Talk { kind: "chat", chinese: "微信沟通新品", english: "Chat about new products", minutes: (0, 0) },
    Talk { kind: "meeting", chinese: "季度业务回顾", english: "Quarterly review", minutes: (45, 120) },
    Talk { kind: "note", chinese: "客户近况", english: "Note on the customer", minutes: (0, 0) },
];

/// What was said and done with each customer, more with the large and with those who only cost.
pub(crate) fn activities(
    seed: u64,
    calendar: &Calendar,
    entries: &[Entry],
    parts: &[ContactRole],
) -> Vec<Activity> {
    let mut main = vec![None; entries.len()];
    for part in parts.iter().filter(|part| part.main) {
        main[part.customer] = Some(part.contact);
    }
    let mut list = Vec::new();
    for (customer, entry) in entries.iter().enumerate() {
        let mut chance = Chance::of(seed, "activities", customer);
        let Some(owner) = entry.customer.owner else { continue };
        let since = entry.customer.created_on.max(calendar.start);
        let years = days_between(since, calendar.today) as f64 / 365.25;
        for _ in 0..chance.poisson(years * yearly(entry)) {
            let day = later(since, chance.between(0, days_between(since, calendar.today) - 1));
            list.push(held(&mut chance, entry, customer, main[customer], owner, day));
        }
        if entry.trade != Trade::Consumer && chance.happens(0.09) {
            list.push(planned(&mut chance, entry, customer, main[customer], owner, calendar.today));
        }
    }
    list.sort_by_key(|activity| (activity.happened_at, activity.customer));
    list
}

fn yearly(entry: &Entry) -> f64 {
    if entry.habit.as_ref().is_some_and(|habit| habit.drain) {
        return 16.0;
    }
    match entry.trade {
        Trade::Consumer => 0.25,
        Trade::EndUser => 1.0,
        Trade::Dealer | Trade::Agent => 1.8,
        Trade::Wholesaler => 4.0,
        Trade::Distributor => 6.0,
    }
}

fn held(
    chance: &mut Chance,
    entry: &Entry,
    customer: usize,
    contact: Option<usize>,
    owner: usize,
    day: Date,
) -> Activity {
    let talk = match entry.trade {
        Trade::Consumer => &TALKS[[2, 5, 7][chance.below(3)]],
        Trade::EndUser | Trade::Dealer | Trade::Wholesaler | Trade::Distributor | Trade::Agent => {
            chance.pick(&TALKS)
        }
    };
    let missed = chance.happens(0.06);
    let outcome = ["reached", "interested", "order", "objection", "complaint", "not_reached"]
        [chance.weighted(&[0.45, 0.2, 0.15, 0.08, 0.04, 0.08])];
    let body = match outcome {
        "order" => ("客户确认下单，交货期两周内。", "Will order, wants delivery within two weeks."),
        "objection" => ("觉得价格偏高，希望有促销。", "Finds the price high, hopes for a promotion."),
        "complaint" => ("反映上一批包装有破损。", "The last delivery had damaged boxes."),
        "interested" => ("对新品感兴趣，要求寄样。", "Interested in the new line, asks for samples."),
        _ => ("一切正常，保持联系。", "All is well, stay in touch."),
    };
    let seconds = (talk.minutes.1 > 0).then(|| chance.between(talk.minutes.0, talk.minutes.1) * 60);
    Activity {
        subject: subject(entry, talk),
        kind: talk.kind,
        state: if missed { "not_held" } else { "held" },
        direction: matches!(talk.kind, "call" | "mail" | "chat")
            .then(|| if chance.happens(0.3) { "in" } else { "out" }),
        happened_at: moment(chance, day),
        seconds: seconds.filter(|_| !missed),
        customer,
        contact,
        body: (!missed && chance.happens(0.6)).then(|| in_language(entry.home, body.0, body.1)),
        outcome: (!missed && talk.kind != "note").then_some(outcome),
        owner: if talk.kind == "call" && chance.happens(0.25) { SERVICE_AGENT } else { owner },
    }
}

fn planned(
    chance: &mut Chance,
    entry: &Entry,
    customer: usize,
    contact: Option<usize>,
    owner: usize,
    today: Date,
) -> Activity {
    let talk = &TALKS[[0, 2, 6][chance.below(3)]];
    let day = later(today, chance.between(1, 14));
    Activity {
        subject: subject(entry, talk),
        kind: talk.kind,
        state: "planned",
        direction: (talk.kind == "call").then_some("out"),
        happened_at: moment(chance, day),
        seconds: None,
        customer,
        contact,
        body: None,
        outcome: None,
        owner,
    }
}

fn subject(entry: &Entry, talk: &Talk) -> String {
    let name = entry.customer.short_name.as_deref().unwrap_or(&entry.customer.name);
    match entry.home {
        Home::Mainland | Home::Taiwan => format!("{} {name}", talk.chinese),
        Home::Abroad => format!("{}: {name}", talk.english),
    }
}
