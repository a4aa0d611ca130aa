use crate::chance::Chance;
use crate::company::{About, Comment, Order, Preference, Task};
use crate::customers::Entry;
use crate::names::Home;
use crate::orders::{Calendar, moment};
use crate::season::{days_between, later};
use crate::staff::{MARKETER, OWNER, REPS, SALES_MANAGER, SERVICE_AGENT};

const TOPICS: [(&str, &str, &str); 10] = [
    ("龙井 Longjing", "试喝后当场加订两盒。", "Doubled the order after the tasting."),
    ("普洱 Pu'er", "电话里说家里常喝熟普。", "Says on the phone that the family drinks ripe pu'er."),
    ("简装 Plain wrapping", "要求不要礼盒，节省成本。", "Asked for no gift boxes."),
    ("红色包装 Red packaging", "去年新春礼盒全选红色。", "Chose red for all New Year boxes last year."),
    ("甜食 Sweets", "每次都问有没有新糕点。", "Asks for new pastry every time."),
    ("微信联系 WeChat", "电话不接，微信秒回。", "Never picks up, answers messages at once."),
    ("周五前送货 Delivery before Friday", "周末没人收货。", "Nobody receives goods at the weekend."),
    ("新品试用 Samples", "主动要求寄样。", "Asks for samples."),
    ("发票随货 Invoice with the goods", "财务要求票货同行。", "Accounts insist on it."),
    ("推销电话 Sales calls", "上次明确表示反感。", "Said so clearly last time."),
];

pub(crate) fn preferences(seed: u64, calendar: &Calendar, entries: &[Entry]) -> Vec<Preference> {
    let mut chance = Chance::of(seed, "preferences", 0);
    let mut list = Vec::new();
    for (customer, entry) in entries.iter().enumerate() {
        if entry.habit.is_none() || !chance.happens(0.28) {
            continue;
        }
        let first = chance.below(TOPICS.len());
        for step in 0..=chance.below(2) {
            let (topic, chinese, english) = TOPICS[(first + step * 3) % TOPICS.len()];
            let since = days_between(entry.customer.created_on.max(calendar.start), calendar.today);
            let dislikes = topic.starts_with("推销") || chance.happens(0.15);
            list.push(Preference {
                customer,
                topic,
                attitude: if dislikes { "dislikes" } else { "likes" },
                strength: chance.between(2, 5),
                evidence: in_language(entry.home, chinese, english),
                noted_on: later(calendar.today, -chance.between(0, since.max(0))),
            });
        }
    }
    list
}

pub(crate) fn tasks(seed: u64, calendar: &Calendar, entries: &[Entry]) -> Vec<Task> {
    let mut chance = Chance::of(seed, "tasks", 0);
    let subjects = [
        ("寄送新茶样品", "Send samples of the new tea"),
        ("回访满意度", "Ask how the last delivery went"),
        ("确认年度采购计划", "Agree on the plan for the year"),
        ("催收逾期货款", "Ask for the overdue payment"),
        ("更新价目表", "Send the new price list"),
        ("安排拜访", "Arrange a visit"),
        ("处理退货", "Settle the return"),
        ("准备节日礼盒方案", "Prepare an offer for festival boxes"),
    ];
    let mut list = Vec::new();
    while list.len() < 320 {
        let customer = chance.below(entries.len());
        let entry = &entries[customer];
        let Some(owner) = entry.customer.owner else { continue };
        let (chinese, english) = *chance.pick(&subjects);
        let past = chance.happens(0.65);
        let due_on =
            later(calendar.today, if past { -chance.between(2, 500) } else { chance.between(-9, 21) });
        if due_on < entry.customer.created_on {
            continue;
        }
        let status = match past {
            true => ["completed", "completed", "completed", "cancelled"][chance.below(4)],
            false => ["not_started", "not_started", "started", "deferred"][chance.below(4)],
        };
        let done = later(due_on, -chance.between(0, 3)).max(entry.customer.created_on);
        list.push(Task {
            subject: in_language(entry.home, chinese, english),
            status,
            priority: ["low", "normal", "normal", "normal", "high", "urgent"][chance.below(6)],
            due_on,
            done_at: (status == "completed").then(|| moment(&mut chance, done)),
            customer: chance.happens(0.93).then_some(customer),
            owner: if chance.happens(0.1) { SERVICE_AGENT } else { owner },
        });
    }
    list
}

pub(crate) fn comments(seed: u64, calendar: &Calendar, entries: &[Entry], orders: &[Order]) -> Vec<Comment> {
    let mut chance = Chance::of(seed, "comments", 0);
    let people = [OWNER, SALES_MANAGER, REPS[0], REPS[1], SERVICE_AGENT, MARKETER];
    let customer_words = [
        ("老板换人了，新联系人下周上门。", "New owner; the new contact visits next week."),
        ("这家付款很准时，可以放宽账期。", "Always pays on time, we can give longer terms."),
        ("竞争对手在报低价，注意跟进。", "A competitor quotes lower prices, stay close."),
        ("推荐了三位朋友，记得感谢。", "Brought us three friends, remember to thank."),
    ];
    let order_words = [
        ("物流延误两天，已电话道歉。", "Two days late, I have called to apologise."),
        ("请仓库检查包装。", "Warehouse, please check the packing."),
        ("客户要求加急。", "The customer needs it sooner."),
    ];
    let mut list = Vec::new();
    for step in 0..260 {
        let on_order = step % 3 == 2;
        let (about, home, since, words): (About, Home, _, &[(&str, &str)]) = if on_order {
            let order = chance.below(orders.len());
            let home = orders[order].customer.map_or(Home::Mainland, |customer| entries[customer].home);
            (About::Order(order), home, orders[order].ordered_on, &order_words)
        } else {
            let customer = chance.below(entries.len());
            let entry = &entries[customer];
            (
                About::Customer(customer),
                entry.home,
                entry.customer.created_on.max(calendar.start),
                &customer_words,
            )
        };
        let (chinese, english) = *chance.pick(words);
        let author = *chance.pick(&people);
        let mentioned = *chance.pick(&people);
        let span = if on_order {
            days_between(since, calendar.today).min(10)
        } else {
            days_between(since, calendar.today)
        };
        let day = later(since, chance.between(0, span));
        list.push(Comment {
            about,
            body: in_language(home, chinese, english),
            mentions: if mentioned != author && chance.happens(0.4) { vec![mentioned] } else { Vec::new() },
            author,
            at: moment(&mut chance, day),
        });
    }
    list.sort_by_key(|comment| comment.at);
    list
}

pub(crate) fn in_language(home: Home, chinese: &str, english: &str) -> String {
    match home {
        Home::Mainland | Home::Taiwan => chinese.to_owned(),
        Home::Abroad => english.to_owned(),
    }
}
