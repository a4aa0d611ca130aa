use crate::asking::listing::Shape;
use crate::asking::writing::written;
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::blocking;
use axum::extract::Path;
use formula::Condition;
use records::{Door, Error, Query};
use serde_json::{Map, Value as Json, json};
use value::{Id, Value};

const FEW: u64 = 6;
const MANY: u64 = 20;

/// A customer from all sides in one answer: worth, chain of recommendations, and the lists that belong on his page.
/// What the caller may not see is null.
pub async fn portrait(caller: Caller, Path(id): Path<String>, params: Params) -> Answer {
    params.finish()?;
    let door = caller.door();
    let prefix = door.catalog().object("customer").map_or("cus", |object| object.prefix.as_str());
    let id = Id::parse(&id, prefix).map_err(|_| Problem::not_found())?;
    Ok(reply::ok(&blocking(move || drawn(&door, id)).await?))
}

fn drawn(door: &Door, id: Id) -> Result<Json, Error> {
    let mut whole = Map::new();
    whole.insert("insight".to_owned(), json!(insight::customer_card(door, id)?));
    whole.insert("history".to_owned(), json!(insight::value_history(door, id)?));
    whole.insert("months".to_owned(), json!(insight::purchase_months(door, id)?));
    whole.insert("held_out".to_owned(), json!(insight::held_out(door, id).map_err(Error::from)?));
    whole.insert("referrals".to_owned(), json!(insight::referrals(door, id)?));
    for list in LISTS {
        whole.insert(list.name.to_owned(), list.page(door, id)?);
    }
    whole.insert("people".to_owned(), people(door, id, &whole["contacts"])?);
    Ok(Json::Object(whole))
}

/// The people behind the roles and those who belong to him without one, so that one can call them from where they stand.
fn people(door: &Door, customer: Id, roles: &Json) -> Result<Json, Error> {
    let Some(contact) = door.catalog().object("contact") else { return Ok(json!([])) };
    let rows = roles["data"].as_array().into_iter().flatten();
    let named = rows.filter_map(|role| role["contact"]["id"].as_str());
    let ids = named.filter_map(|id| Id::parse(id, &contact.prefix).ok()).map(Value::Id).collect();
    let his = [Condition::in_("id", ids), Condition::eq("customer", Value::Id(customer))];
    match door.find(&Query::of("contact").filter(Condition::any(his)).sort("id").limit(2 * MANY)) {
        Ok(page) => Ok(json!(written(door, &page.records, &Shape::default())?)),
        Err(Error::Forbidden | Error::Invalid(_)) => Ok(json!([])),
        Err(other) => Err(other),
    }
}

/// A list on the page of a customer.
struct List {
    name: &'static str,
    object: &'static str,
    /// Fields that point to the customer.
    by: &'static [&'static str],
    only: fn() -> Condition,
    sort: &'static [&'static str],
    expand: &'static [&'static str],
    most: u64,
}

const LISTS: [List; 8] = [
    List {
        name: "alerts",
        object: "alert",
        by: &["customer"],
        only: || one_of("status", &["open", "snoozed"]),
        sort: &["-score"],
        expand: &[],
        most: FEW,
    },
    List {
        name: "tasks",
        object: "task",
        by: &["customer"],
        only: || one_of("status", &["not_started", "started", "deferred"]),
        sort: &["due_on", "id"],
        expand: &["owner"],
        most: FEW,
    },
    List {
        name: "planned",
        object: "activity",
        by: &["customer"],
        only: || one_of("state", &["planned"]),
        sort: &["happened_at"],
        expand: &["owner"],
        most: FEW,
    },
    List {
        name: "open_orders",
        object: "order",
        by: &["customer"],
        only: || one_of("status", &["draft", "confirmed", "shipped"]),
        sort: &["-ordered_on", "-id"],
        expand: &[],
        most: FEW,
    },
    List {
        name: "orders",
        object: "order",
        by: &["customer"],
        only: Condition::everything,
        sort: &["-ordered_on", "-id"],
        expand: &[],
        most: FEW,
    },
    List {
        name: "preferences",
        object: "preference",
        by: &["customer"],
        only: Condition::everything,
        sort: &["-strength", "-noted_on"],
        expand: &[],
        most: MANY,
    },
    List {
        name: "contacts",
        object: "contact_role",
        by: &["customer"],
        only: Condition::everything,
        sort: &["-main", "id"],
        expand: &["contact"],
        most: MANY,
    },
    List {
        name: "relationships",
        object: "relationship",
        by: &["customer", "other"],
        // Those stand in the tree of recommendations.
        only: || Condition::ne("kind", Value::text("referred_by")),
        sort: &["-since", "-id"],
        expand: &["customer", "other"],
        most: MANY,
    },
];

impl List {
    fn page(&self, door: &Door, id: Id) -> Result<Json, Error> {
        let his = self.by.iter().map(|field| Condition::eq(*field, Value::Id(id)));
        let query = Query::of(self.object).filter(Condition::any(his)).filter((self.only)());
        let query = self.sort.iter().fold(query, |query, key| query.sort(key)).limit(self.most).with_total();
        match door.find(&query) {
            Ok(page) => {
                let shape = Shape {
                    fields: None,
                    expand: self.expand.iter().map(|name| (*name).to_owned()).collect(),
                };
                let rows = written(door, &page.records, &shape)?;
                Ok(json!({ "data": rows, "total": page.total }))
            }
            // The object, or a field that the list needs, is closed to the caller.
            Err(Error::Forbidden | Error::NotFound | Error::Invalid(_)) => Ok(Json::Null),
            Err(other) => Err(other),
        }
    }
}

fn one_of(field: &str, values: &[&str]) -> Condition {
    Condition::in_(field, values.iter().map(|value| Value::text(*value)).collect())
}
