use crate::edge::body::{Fields, PerhapsBody};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use access::{Scope, Verb};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use catalog::Code;
use insight::{Flow, Period};
use records::{Error, Query, Records};
use serde_json::json;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;
use value::{Date, Id};

/// Long enough for the run to note that it has begun.
const BEGINNING: Duration = Duration::from_secs(5);

/// What all customers within reach are worth together.
pub async fn read(caller: Caller, params: Params) -> Answer {
    params.finish()?;
    let door = caller.door();
    let overview = blocking(move || insight::overview(&door)).await?;
    Ok(reply::ok(&json!(overview)))
}

/// Customers by the month or quarter of their first purchase, and what became of them.
pub async fn cohorts(caller: Caller, mut params: Params) -> Answer {
    let by = params.text("by")?.unwrap_or_else(|| Period::Month.word().to_owned());
    params.finish()?;
    let by = Period::named(&by)
        .ok_or_else(|| Problem::parameter_wants("by", Code::NotAnOption, "month quarter"))?;
    let door = caller.door();
    Ok(reply::ok(&json!(blocking(move || insight::cohorts(&door, by)).await?)))
}

/// What the customers were worth at earlier runs.
pub async fn past(caller: Caller, params: Params) -> Answer {
    params.finish()?;
    let door = caller.door();
    Ok(reply::ok(&json!({ "data": blocking(move || insight::past_runs(&door)).await? })))
}

/// What customers bought by month, and the months to come.
pub async fn sales(caller: Caller, params: Params) -> Answer {
    params.finish()?;
    let door = caller.door();
    Ok(reply::ok(&json!(blocking(move || insight::sales_forecast(&door)).await?)))
}

/// What it is worth that customers stay: with the company's own figures, or with those that are given.
pub async fn retention(caller: Caller, mut params: Params) -> Answer {
    const LARGEST: f64 = 1e12;
    let group = params.number("group", 0, 5)?.unwrap_or(0);
    let asked = insight::Assumptions {
        group: usize::try_from(group).unwrap_or_default(),
        stay: params.decimal("stay", 0.0, 1.0)?,
        margin: params.decimal("margin", -LARGEST, LARGEST)?,
        growth: params.decimal("growth", -1.0, 1.0)?,
        discount: params.decimal("discount", 0.0, 1.0)?,
        winning: params.decimal("winning", 0.0, LARGEST)?,
    };
    params.finish()?;
    let door = caller.door();
    Ok(reply::ok(&json!(blocking(move || insight::worth_of_staying(&door, asked)).await?)))
}

/// What offering alerts changed, against the customers held out.
pub async fn effect(caller: Caller, params: Params) -> Answer {
    params.finish()?;
    let door = caller.door();
    let found = blocking(move || insight::effect(&door).map_err(Error::from)).await?;
    Ok(reply::ok(&json!(found)))
}

/// Who brings customers, and what those are worth.
pub async fn influence(caller: Caller, params: Params) -> Answer {
    params.finish()?;
    let door = caller.door();
    Ok(reply::ok(&json!(blocking(move || insight::influence(&door)).await?)))
}

/// Who brought a customer and whom he brought.
pub async fn referrals(caller: Caller, Path(id): Path<String>, params: Params) -> Answer {
    params.finish()?;
    let (door, id) = (caller.door(), customer(&caller, &id)?);
    Ok(reply::ok(&json!(blocking(move || insight::referrals(&door, id)).await?)))
}

/// What lies on whose desk.
pub async fn team(caller: Caller, params: Params) -> Answer {
    params.finish()?;
    let door = caller.door();
    Ok(reply::ok(&json!(blocking(move || insight::team(&door)).await?)))
}

/// Works out the value of every customer anew, behind the answer.
pub async fn run(
    State(server): State<Server>,
    caller: Caller,
    params: Params,
    PerhapsBody(fields): PerhapsBody,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let as_of = match fields.text("as_of")? {
        None => None,
        Some(day) => Some(day.parse::<Date>().map_err(|_| Problem::field("as_of", Code::Format))?),
    };
    fields.finish()?;
    if caller.actor.rights.scope("customer", Verb::Update) < Scope::TeamTree {
        return Err(Problem::forbidden("a run changes the figures of every customer"));
    }
    let id = blocking(move || {
        let records = server.records().clone();
        let (begun, heard) = channel();
        let runner = records.clone();
        let spawned = std::thread::Builder::new()
            .name("insight".to_owned())
            .spawn(move || value_all(&runner, as_of, begun));
        spawned.map_err(|error| Error::Unavailable(format!("a thread for the run: {error}")))?;
        let _ = heard.recv_timeout(BEGINNING);
        let newest = records.as_system("name a run").find(&Query::of("insight_run").sort("-id").limit(1))?;
        Ok(newest.records.first().map(|run| run.id().with_prefix(&run.object().prefix)))
    });
    Ok(reply::json(StatusCode::ACCEPTED, &json!({ "id": id.await?, "state": "running" })))
}

/// Everything that is known of the value of one customer.
pub async fn card(caller: Caller, Path(id): Path<String>, params: Params) -> Answer {
    params.finish()?;
    let (door, id) = (caller.door(), customer(&caller, &id)?);
    Ok(reply::ok(&json!(blocking(move || insight::customer_card(&door, id)).await?)))
}

/// How it went.
pub async fn history(caller: Caller, Path(id): Path<String>, params: Params) -> Answer {
    params.finish()?;
    let (door, id) = (caller.door(), customer(&caller, &id)?);
    let points = blocking(move || insight::value_history(&door, id)).await?;
    Ok(reply::ok(&json!({ "data": points })))
}

fn value_all(records: &Records, as_of: Option<Date>, begun: Sender<()>) {
    let mut watch = |_| {
        let _ = begun.send(());
        Flow::Continue
    };
    match insight::run(records, as_of, &mut watch) {
        Ok(summary) => tracing::info!(customers = summary.customers, "customers are valued"),
        Err(error) => tracing::error!(%error, "customers could not be valued"),
    }
}

fn customer(caller: &Caller, id: &str) -> Result<Id, Problem> {
    let door = caller.door();
    let prefix = door.catalog().object("customer").map_or("cus", |object| object.prefix.as_str());
    Id::parse(id, prefix).map_err(|_| Problem::not_found())
}
