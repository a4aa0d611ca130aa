use jiff::civil::{Date, date};
use sample::{About, Company, Rights, company};
use std::collections::{BTreeMap, HashSet};

const TODAY: Date = date(2026, 11, 21);

fn demo() -> Company {
    company(1, TODAY)
}

#[test]
fn the_same_seed_and_day_give_the_same_bytes() {
    let first = demo();
    assert_eq!(serde_json::to_vec(&first).unwrap(), serde_json::to_vec(&demo()).unwrap());
    assert_ne!(first, company(2, TODAY));
    assert_ne!(first, company(1, date(2026, 11, 22)));
}

#[test]
fn any_seed_and_day_will_do() {
    for (seed, today) in [(0, date(2028, 2, 29)), (u64::MAX, date(2051, 1, 1)), (42, date(2016, 12, 31))] {
        let demo = company(seed, today);
        assert_eq!(demo.customers.len(), 2_000);
        assert!((9_000..=18_000).contains(&demo.orders.len()), "{} orders", demo.orders.len());
        assert_eq!(demo.doubles.len(), 12);
    }
}

#[test]
fn every_reference_points_to_something() {
    let demo = demo();
    let (customers, contacts, users) = (demo.customers.len(), demo.contacts.len(), demo.users.len());
    assert!(
        demo.teams
            .iter()
            .all(|team| team.leader < users && team.parent.is_none_or(|parent| parent < demo.teams.len()))
    );
    assert!(demo.users.iter().all(|user| user.team < demo.teams.len() && user.role < demo.roles.len()));
    assert!(
        demo.categories
            .iter()
            .all(|category| category.parent.is_none_or(|parent| parent < demo.categories.len()))
    );
    assert!(demo.products.iter().all(|product| product.category < demo.categories.len()));
    for (index, customer) in demo.customers.iter().enumerate() {
        assert!(customer.parent.is_none_or(|parent| parent < customers && parent != index));
        assert!(customer.referred_by.is_none_or(|referrer| referrer < index), "a referrer came earlier");
        assert!(customer.contact.is_none_or(|contact| contact < contacts));
        assert!(customer.owner.is_none_or(|owner| owner < users));
        assert!(customer.tags.iter().all(|tag| *tag < demo.tags.len()));
    }
    assert!(demo.contacts.iter().all(|contact| contact.customer < customers));
    assert!(demo.contact_roles.iter().all(|part| part.customer < customers && part.contact < contacts));
    assert!(demo.relationships.iter().all(|link| link.customer != link.other && link.other < customers));
    assert!(demo.orders.iter().all(|order| !order.lines.is_empty() && order.owner < users));
    assert!(demo.orders.iter().all(|order| order.customer.is_none_or(|customer| customer < customers)));
    assert!(demo.orders.iter().flat_map(|order| &order.lines).all(|line| line.product < demo.products.len()));
    assert!(demo.preferences.iter().all(|preference| preference.customer < customers));
    assert!(demo.activities.iter().all(|activity| activity.contact.is_none_or(|contact| contact < contacts)));
    assert!(demo.tasks.iter().all(|task| task.customer.is_none_or(|customer| customer < customers)));
    for comment in &demo.comments {
        match comment.about {
            About::Customer(customer) => assert!(customer < customers),
            About::Order(order) => assert!(order < demo.orders.len()),
        }
    }
    assert_eq!(demo.truths.len(), customers);
}

#[test]
fn nothing_that_happened_lies_in_the_future() {
    let demo = demo();
    assert!(demo.customers.iter().all(|customer| customer.created_on <= TODAY));
    assert!(
        demo.orders
            .iter()
            .all(|order| order.ordered_on <= TODAY && order.ordered_at.date() == order.ordered_on)
    );
    assert!(demo.preferences.iter().all(|preference| preference.noted_on <= TODAY));
    assert!(demo.comments.iter().all(|comment| comment.at.date() <= TODAY));
    assert!(demo.tasks.iter().all(|task| task.done_at.is_none_or(|done| done.date() <= TODAY)));
    for activity in &demo.activities {
        assert_eq!(activity.state == "planned", activity.happened_at.date() > TODAY);
    }
}

#[test]
fn a_fifth_of_the_customers_brings_about_four_fifths_of_the_margin() {
    let demo = demo();
    let mut margins = vec![0; demo.customers.len()];
    for order in demo.orders.iter().filter(|order| order.stands()) {
        if let Some(customer) = order.customer {
            margins[customer] += order.margin();
        }
    }
    margins.sort_unstable_by(|one, other| other.cmp(one));
    let all: i64 = margins.iter().filter(|margin| **margin > 0).sum();
    let share = margins[..margins.len() / 5].iter().sum::<i64>() as f64 / all as f64;
    assert!((0.74..=0.88).contains(&share), "{share}");
    let losing = margins.iter().filter(|margin| **margin < 0).count();
    assert!((10..=80).contains(&losing), "{losing} customers below zero");
}

#[test]
fn customers_leave_when_their_truth_says_so() {
    let demo = demo();
    let mut last: BTreeMap<usize, Date> = BTreeMap::new();
    for order in demo.orders.iter().filter(|order| order.kind == "sale") {
        if let Some(customer) = order.customer {
            let day = last.entry(customer).or_insert(order.ordered_on);
            *day = order.ordered_on.max(*day);
        }
    }
    let bought: Vec<usize> = last.keys().copied().collect();
    let gone = bought.iter().filter(|customer| !demo.truths[**customer].alive).count();
    let share = gone as f64 / bought.len() as f64;
    assert!((0.25..=0.5).contains(&share), "{share} have left");
    for customer in bought {
        let truth = &demo.truths[customer];
        assert_eq!(truth.alive, truth.dropped_out_on.is_none());
        if let Some(left) = truth.dropped_out_on {
            assert_eq!(left, last[&customer]);
        }
    }
}

#[test]
fn rates_show_in_the_number_of_orders() {
    let demo = demo();
    let mut bought = vec![0; demo.customers.len()];
    for customer in demo.orders.iter().filter(|order| order.kind == "sale").filter_map(|order| order.customer)
    {
        bought[customer] += 1;
    }
    let mut expected = 0.0;
    let mut seen = 0;
    for (truth, bought) in demo.truths.iter().zip(bought) {
        let Some(joined) = truth.joined_on.filter(|_| truth.alive) else { continue };
        expected += 1.0 + truth.rate_per_week * TODAY.duration_since(joined).as_hours() as f64 / 168.0;
        seen += bought;
    }
    let ratio = f64::from(seen) / expected;
    assert!((0.85..=1.1).contains(&ratio), "{ratio}");
}

#[test]
fn the_new_year_is_quiet_and_november_is_busy() {
    let demo = demo();
    let between = |from: Date, to: Date| {
        let orders = demo
            .orders
            .iter()
            .filter(|order| order.kind == "sale" && order.ordered_on >= from && order.ordered_on <= to);
        orders.count() as f64 / (to.duration_since(from).as_hours() / 24 + 1) as f64
    };
    let usual = between(date(2025, 3, 15), date(2025, 7, 31));
    assert!(between(date(2026, 2, 15), date(2026, 2, 25)) < usual * 0.6);
    assert!(between(date(2025, 11, 11), date(2025, 11, 11)) > usual * 1.8);
    assert!(between(date(2025, 12, 1), date(2025, 12, 24)) > usual * 1.15);
}

#[test]
fn referrals_form_chains_with_a_few_who_bring_many() {
    let demo = demo();
    let depth = |customer: usize| {
        std::iter::successors(Some(customer), |customer| demo.customers[*customer].referred_by).count() - 1
    };
    assert!((0..demo.customers.len()).map(depth).max().unwrap() >= 3);
    let referred = demo.customers.iter().filter(|customer| customer.referred_by.is_some()).count();
    assert!((250..=700).contains(&referred));
    assert!(demo.truths.iter().map(|truth| truth.referred).max().unwrap() >= 12);
    assert_eq!(demo.truths.iter().map(|truth| truth.referred).sum::<usize>(), referred);
}

#[test]
fn all_kinds_of_customers_are_there() {
    let demo = demo();
    assert_eq!(demo.customers.len(), 2_000);
    for role in ["consumer", "distributor", "dealer", "wholesaler", "agent"] {
        assert!(
            demo.customers.iter().filter(|customer| customer.roles.contains(&role)).count() > 30,
            "{role}"
        );
    }
    for status in ["prospect", "active", "dormant", "lost"] {
        assert!(demo.customers.iter().filter(|customer| customer.status == status).count() > 100, "{status}");
    }
    let ascii = demo.customers.iter().filter(|customer| customer.name.is_ascii()).count();
    assert!((300..=700).contains(&ascii), "{ascii} names in English");
    let codes: HashSet<&String> = demo.customers.iter().map(|customer| &customer.external_id).collect();
    assert_eq!(codes.len(), demo.customers.len());
    assert!(demo.customers.iter().any(|customer| customer.owner.is_none()), "the public pool is not empty");
    let drains = demo.truths.iter().filter(|truth| truth.drain).count();
    assert!((15..=80).contains(&drains), "{drains}");
}

#[test]
fn doubles_share_a_telephone_but_not_a_name() {
    let demo = demo();
    assert_eq!(demo.doubles.len(), 12);
    for (first, second) in &demo.doubles {
        let (first, second) = (&demo.customers[*first], &demo.customers[*second]);
        assert_ne!(first.name, second.name);
        assert_eq!(first.phone, second.phone);
        assert_eq!(second.status, "prospect");
    }
}

#[test]
fn orders_stand_in_the_order_of_time_and_add_up() {
    let demo = demo();
    assert!(demo.orders.is_sorted_by_key(|order| order.ordered_at));
    let numbers: HashSet<&String> = demo.orders.iter().map(|order| &order.external_number).collect();
    assert_eq!(numbers.len(), demo.orders.len());
    for line in demo.orders.iter().flat_map(|order| &order.lines) {
        match line.kind {
            "sale" => assert!(line.quantity > 0 && line.amount > 0 && line.cost > 0),
            "free" => assert!(line.amount == 0 && line.cost > 0),
            _ => assert!(line.quantity < 0 && line.amount < 0),
        }
    }
    assert!(demo.orders.iter().filter(|order| order.kind == "return").all(|order| order.total() < 0));
    assert!(demo.orders.iter().any(|order| order.customer.is_none()));
}

#[test]
fn six_users_work_in_three_departments_with_five_roles() {
    let demo = demo();
    assert_eq!(demo.users.len(), 6);
    assert_eq!(demo.teams.iter().filter(|team| team.parent.is_some()).count(), 3);
    let roles: HashSet<usize> = demo.users.iter().map(|user| user.role).collect();
    assert_eq!(roles.len(), 5);
    assert_eq!(demo.roles.iter().filter(|role| role.rights == Rights::Administrator).count(), 1);
    let languages: HashSet<&str> = demo.users.iter().map(|user| user.language).collect();
    assert_eq!(languages.len(), 3);
}

#[test]
fn the_values_of_choices_are_those_of_the_catalog() {
    let demo = demo();
    let catalog = |path: &str| {
        std::fs::read_to_string(format!("{}/../../objects/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let (customer, order, line) =
        (catalog("core/customer.toml"), catalog("sales/order.toml"), catalog("sales/order_line.toml"));
    let (activity, task, contact) =
        (catalog("flow/activity.toml"), catalog("flow/task.toml"), catalog("core/contact.toml"));
    let (part, link) = (catalog("core/contact_role.toml"), catalog("core/relationship.toml"));
    let known = |file: &str, value: &str| assert!(file.contains(&format!("value = \"{value}\"")), "{value}");
    for entry in &demo.customers {
        let choices = [entry.grade, entry.source, entry.industry, Some(entry.status), Some(entry.kind)];
        choices
            .into_iter()
            .flatten()
            .chain(entry.roles.iter().copied())
            .for_each(|value| known(&customer, value));
    }
    for entry in &demo.orders {
        [entry.status, entry.kind, entry.channel].into_iter().for_each(|value| known(&order, value));
        entry.lines.iter().for_each(|entry| known(&line, entry.kind));
    }
    for entry in &demo.activities {
        let choices = [Some(entry.kind), Some(entry.state), entry.direction, entry.outcome];
        choices.into_iter().flatten().for_each(|value| known(&activity, value));
    }
    demo.tasks.iter().flat_map(|entry| [entry.status, entry.priority]).for_each(|value| known(&task, value));
    demo.contacts
        .iter()
        .flat_map(|entry| [entry.decision, entry.salutation])
        .for_each(|value| known(&contact, value));
    demo.contact_roles.iter().for_each(|entry| known(&part, entry.role));
    demo.relationships.iter().for_each(|entry| known(&link, entry.kind));
}
