use crate::demo::days::Day;
use crate::demo::portfolio::many;
use crate::demo::{Teller, Told, draft, fen, link, links, moment, text, words, zone};
use anyhow::Result;
use records::{Draft, Error, Records, Work};
use sample::{About, Company, Line, Order};
use value::{Decimal, Id, Link, Timestamp, Value};

/// Orders with their lines, activities and tasks of a day.
pub fn tell(work: &mut Work<'_, '_>, company: &Company, day: &Day, told: &mut Told) -> Result<(), Error> {
    let drafts = day.orders.iter().map(|index| order(company, &company.orders[*index], told));
    let made = many(work, "order", drafts.collect())?;
    if told.orders.is_empty() {
        told.orders = vec![Id(0); company.orders.len()];
    }
    let mut lines = Vec::new();
    for (index, id) in day.orders.iter().zip(made) {
        told.orders[*index] = id;
        lines.extend(company.orders[*index].lines.iter().map(|sold| line(company, id, sold, told)));
    }
    many(work, "order_line", lines)?;
    let drafts = day.activities.iter().map(|index| activity(company, *index, told));
    many(work, "activity", drafts.collect())?;
    let drafts = day.tasks.iter().map(|index| task(company, *index, told));
    many(work, "task", drafts.collect()).map(|_| ())
}

/// Comments by their authors, in order; answers the number of the log before the first that is newer than `unread`.
pub fn comments(records: &Records, teller: &Teller, told: &Told, unread: Timestamp) -> Result<i64> {
    let mut list: Vec<_> = teller.company.comments.iter().collect();
    list.sort_by_key(|comment| comment.at);
    let mut heard = None;
    for comment in list {
        let at = moment(comment.at, &zone());
        if at > unread && heard.is_none() {
            heard = Some(records.last_seq()?);
        }
        teller.move_to(at);
        let about = match comment.about {
            About::Customer(index) => Link { object: "customer".to_owned(), id: told.customers[index] },
            About::Order(index) => Link { object: "order".to_owned(), id: told.orders[index] },
        };
        let parts = [
            ("about", Some(Value::Link(about))),
            ("body", text(&comment.body)),
            ("mentions", links(&told.users, &comment.mentions)),
        ];
        let author = records.actor(told.users[comment.author])?;
        match records.as_user(author).because("demo company").create(draft("comment", parts)) {
            Ok(_) => {}
            // Somebody who has lost the customer to a colleague meanwhile does not comment on him any more.
            Err(Error::Forbidden | Error::Invalid(_) | Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    heard.map_or_else(|| Ok(records.last_seq()?), Ok)
}

fn order(company: &Company, order: &Order, told: &Told) -> Draft {
    let parts = [
        ("external_number", text(&order.external_number)),
        ("customer", order.customer.and_then(|customer| link(&told.customers, customer))),
        ("ordered_on", Some(Value::Date(order.ordered_on))),
        ("ordered_at", Some(Value::Moment(moment(order.ordered_at, &zone())))),
        ("status", text(order.status)),
        ("kind", text(order.kind)),
        ("channel", text(order.channel)),
        ("note", words(order.note.clone())),
        ("owner", link(&told.users, order.owner)),
        ("team", link(&told.teams, company.users[order.owner].team)),
    ];
    draft("order", parts)
}

fn line(company: &Company, order: Id, line: &Line, told: &Told) -> Draft {
    let parts = [
        ("product", link(&told.products, line.product)),
        ("description", text(&company.products[line.product].name)),
        ("quantity", Some(Value::Decimal(Decimal::from(line.quantity)))),
        ("unit_price", Some(Value::Decimal(Decimal::new(line.unit_price, 2)))),
        ("discount", Some(Value::Decimal(Decimal::from(line.discount)))),
        ("amount", fen(line.amount)),
        ("cost", fen(line.cost)),
        ("kind", text(line.kind)),
    ];
    draft("order_line", parts).set("order", Value::Id(order))
}

fn activity(company: &Company, index: usize, told: &Told) -> Draft {
    let activity = &company.activities[index];
    let parts = [
        ("subject", text(&activity.subject)),
        ("kind", text(activity.kind)),
        ("state", text(activity.state)),
        ("direction", words(activity.direction)),
        ("happened_at", Some(Value::Moment(moment(activity.happened_at, &zone())))),
        ("duration", activity.seconds.map(Value::Integer)),
        ("customer", link(&told.customers, activity.customer)),
        ("contact", activity.contact.and_then(|contact| link(&told.contacts, contact))),
        ("body", words(activity.body.clone())),
        ("outcome", words(activity.outcome)),
        ("owner", link(&told.users, activity.owner)),
        ("team", link(&told.teams, company.users[activity.owner].team)),
    ];
    draft("activity", parts)
}

fn task(company: &Company, index: usize, told: &Told) -> Draft {
    let task = &company.tasks[index];
    let parts = [
        ("subject", text(&task.subject)),
        ("status", text(task.status)),
        ("priority", text(task.priority)),
        ("due_on", Some(Value::Date(task.due_on))),
        ("done_at", task.done_at.map(|at| Value::Moment(moment(at, &zone())))),
        ("customer", task.customer.and_then(|customer| link(&told.customers, customer))),
        ("owner", link(&told.users, task.owner)),
        ("team", link(&told.teams, company.users[task.owner].team)),
    ];
    draft("task", parts)
}
