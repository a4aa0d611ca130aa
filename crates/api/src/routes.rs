use crate::edge::guarded::{no_route, wrong_method};
use crate::edge::once::once;
use crate::edge::problem::Problem;
use crate::edge::server::Server;
use crate::edge::{headers, trace};
use crate::openapi;
use crate::pages::{
    about, backups, catalog, change_log, client, definitions, docs, events, files, forgotten, formulas,
    health,
};
use crate::pages::{
    imports, insight, invitations, leaving, logo, mail, notices, numbers, passwords, portrait, session,
    settings, sql, tokens, totp, trash,
};
use crate::resources::{
    actions, aggregate, bulk, bulk_jobs, export, history, list, merging, one, search, visiting,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, patch, post, put};
use std::any::Any;
use tower_http::catch_panic::CatchPanicLayer;

/// Every address of the program.
pub fn router(server: Server) -> Router {
    let api = who()
        .merge(company())
        .merge(upkeep())
        .merge(records())
        .fallback(no_route)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(server.clone(), once))
        .layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .nest("/api/v1", api)
        .fallback(client::client)
        .method_not_allowed_fallback(wrong_method)
        .layer(CatchPanicLayer::custom(broken))
        .layer(from_fn(headers::secured))
        .layer(from_fn_with_state(server.clone(), trace::traced))
        .with_state(server)
}

fn who() -> Router<Server> {
    Router::new()
        .route("/setup", post(session::set_up))
        .route(
            "/session",
            get(session::read).post(session::sign_in).patch(session::change_self).delete(session::sign_out),
        )
        .route("/session/seen_as", patch(session::see_as))
        .route("/session/mail", get(notices::read).patch(notices::change))
        .route("/sessions", get(session::list))
        .route("/sessions/{id}", delete(session::end))
        .route("/totp", get(totp::read))
        .route("/totp/begin", post(totp::begin))
        .route("/totp/confirm", post(totp::confirm))
        .route("/totp/disable", post(totp::disable))
        .route("/password", post(passwords::change))
        .route("/password/forgotten", post(forgotten::ask))
        .route("/password/new", post(forgotten::finish))
        .route("/users/{id}/password", post(passwords::give))
        .route("/users/{id}/owned", get(leaving::owned))
        .route("/users/{id}/deactivate", post(leaving::deactivate))
        .route("/users/{id}/reactivate", post(leaving::reactivate))
        .route("/invitation", post(invitations::open))
        .route("/invitation/accept", post(invitations::accept))
        .route("/invitations", get(invitations::list).post(invitations::create))
        .route("/invitations/{id}", delete(invitations::revoke))
        .route("/invitations/{id}/renew", post(invitations::renew))
        .route("/tokens", get(tokens::list).post(tokens::create))
        .route("/tokens/{id}", delete(tokens::end))
}

fn company() -> Router<Server> {
    Router::new()
        .route("/catalog", get(catalog::catalog))
        .route("/openapi.json", get(openapi::document))
        .route("/docs", get(docs::page))
        .route("/docs.js", get(docs::script))
        .route("/docs.css", get(docs::style))
        .route("/settings", get(settings::read).patch(settings::change))
        .route("/company/logo", get(logo::show).put(logo::put).delete(logo::remove))
        .route("/definitions/formula", post(formulas::check))
        .route("/definitions/objects", get(definitions::list).post(definitions::add_object))
        .route(
            "/definitions/objects/{object}",
            patch(definitions::change_object).delete(definitions::remove_object),
        )
        .route("/definitions/objects/{object}/fields", post(definitions::add_field))
        .route(
            "/definitions/objects/{object}/fields/{field}",
            patch(definitions::change_field).delete(definitions::remove_field),
        )
        .route("/events", get(events::events))
        .route("/files", post(files::upload))
        .route("/files/{id}", get(files::download))
        .route("/search", get(search::search))
        .route("/imports", post(imports::upload))
        .route("/imports/targets", get(imports::targets))
        .route("/imports/{id}", get(imports::read))
        .route("/imports/{id}/preview", post(imports::preview))
        .route("/imports/{id}/start", post(imports::start))
        .route("/imports/{id}/cancel", post(imports::cancel))
        .route("/imports/{id}/undo", post(imports::undo))
        .route("/imports/{id}/errors", get(imports::errors))
        .route("/insight", get(insight::read))
        .route("/insight/cohorts", get(insight::cohorts))
        .route("/insight/effect", get(insight::effect))
        .route("/insight/influence", get(insight::influence))
        .route("/insight/past", get(insight::past))
        .route("/insight/sales", get(insight::sales))
        .route("/insight/retention", get(insight::retention))
        .route("/insight/team", get(insight::team))
        .route("/insight/run", post(insight::run))
        .route("/sql", get(sql::tables).post(sql::ask))
        .route("/customers/{id}/insight", get(insight::card))
        .route("/customers/{id}/referrals", get(insight::referrals))
        .route("/customers/{id}/value_history", get(insight::history))
        .route("/customers/{id}/portrait", get(portrait::portrait))
}

/// What an administrator looks after.
fn upkeep() -> Router<Server> {
    Router::new()
        .route("/mail", get(mail::read).patch(mail::change))
        .route("/mail/trial", post(mail::trial))
        .route("/mail/outbox", get(mail::outbox))
        .route("/mail/outbox/{id}/again", post(mail::try_again))
        .route("/backups", get(backups::list).post(backups::make))
        .route("/backups/{name}", get(backups::download).delete(backups::remove))
        .route("/about", get(about::about))
        .route("/numbers", get(numbers::list))
        .route("/numbers/{object}/{field}", patch(numbers::change))
        .route("/history", get(change_log::history))
        .route("/trash", get(trash::trash))
}

fn records() -> Router<Server> {
    Router::new()
        .route("/{objects}", get(list::list).post(one::create))
        .route("/{objects}/bulk", post(bulk::bulk))
        .route("/{objects}/bulk-jobs", post(bulk_jobs::start))
        .route("/{objects}/aggregate", get(aggregate::aggregate))
        .route("/{objects}/export", get(export::export))
        .route("/bulk_jobs/{id}/undo", post(bulk_jobs::undo))
        .route("/{objects}/{id}", get(one::read).merge(patch(one::update)).delete(one::delete))
        .route("/{objects}/{id}/restore", post(one::restore))
        .route("/{objects}/duplicates", get(merging::groups).post(merging::of_draft))
        .route("/{objects}/{id}/duplicates", get(merging::of_record))
        .route("/{objects}/{id}/merge", post(merging::merge))
        .route("/{objects}/{id}/unmerge", post(merging::unmerge))
        .route("/{objects}/{id}/personal", get(merging::personal))
        .route("/{objects}/{id}/erase", post(merging::erase))
        .route("/{objects}/{id}/timeline", get(history::timeline))
        .route("/{objects}/{id}/changes", get(history::changes))
        .route("/{objects}/{id}/presence", put(visiting::arrive).delete(visiting::leave))
        .route("/{objects}/{id}/{action}", post(actions::act))
}

fn broken(what: Box<dyn Any + Send>) -> Response {
    let text =
        what.downcast_ref::<String>().map(String::as_str).or_else(|| what.downcast_ref::<&str>().copied());
    Problem::internal(format!("a handler broke: {}", text.unwrap_or("no words"))).into_response()
}
