use crate::edge::body::{Body, Fields, PerhapsBody};
use crate::edge::caller::{Caller, Origin};
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::pages::session::{renewed, with_cookie};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use catalog::{Code, Language};
use channels::{Order, Person};
use identity::{Acceptance, INVITATION_DAYS, Invitation, InvitationOrder, NewInvitation};
use records::{Door, Error};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use value::{Id, moment_text};

const PREFIX: &str = "inv";

/// Everybody who has been invited and has not come yet.
pub async fn list(State(server): State<Server>, caller: Caller, params: Params) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let body = blocking(move || {
        let invitations = server.identity().invitations()?;
        Ok(json!({ "data": cards(&caller.door(), &server, &invitations)? }))
    });
    Ok(reply::ok(&body.await?))
}

/// Asks somebody to join: by mail, or by a link to copy where no mail is set up.
pub async fn create(
    State(server): State<Server>,
    caller: Caller,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let Some(invited_by) = caller.actor.user else { return Err(Problem::from(Error::Forbidden)) };
    let mut fields = Fields(fields);
    let (name, email) = (fields.needed_text("name")?, fields.needed_text("email")?);
    let role = |id: Json| {
        let id = id.as_str().and_then(|id| Id::parse(id, "rol").ok());
        id.ok_or_else(|| Problem::field("roles", Code::Prefix))
    };
    let roles: Vec<Id> = fields.list("roles")?.into_iter().map(role).collect::<Result<_, _>>()?;
    let team = match fields.text("team")? {
        None => None,
        Some(id) => Some(Id::parse(&id, "tea").map_err(|_| Problem::field("team", Code::Prefix))?),
    };
    let language = match fields.text("language")? {
        None => server.records().company().language,
        Some(tag) => Language::from_tag(&tag).ok_or_else(|| Problem::field("language", Code::NotAnOption))?,
    };
    fields.finish()?;
    let body = blocking(move || {
        let order = InvitationOrder { invited_by, name, email, roles, team, language };
        let made = server.identity().invite(order)?;
        sent(&server, &caller, &made)
    });
    Ok(reply::json(StatusCode::CREATED, &body.await?))
}

/// A new link in a new mail; the old link is dead.
pub async fn renew(
    State(server): State<Server>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
    PerhapsBody(fields): PerhapsBody,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    Fields(fields).finish()?;
    let id = Id::parse(&id, PREFIX).map_err(|_| Problem::not_found())?;
    let body = blocking(move || {
        let made = server.identity().renew_invitation(id)?;
        sent(&server, &caller, &made)
    });
    Ok(reply::ok(&body.await?))
}

pub async fn revoke(
    State(server): State<Server>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let id = Id::parse(&id, PREFIX).map_err(|_| Problem::not_found())?;
    blocking(move || server.identity().revoke_invitation(id)).await?;
    Ok(reply::nothing())
}

/// What the page behind the link shows. The token comes in the body: an address ends up in logs.
pub async fn open(State(server): State<Server>, params: Params, Body(fields): Body) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let token = fields.needed_text("token")?;
    fields.finish()?;
    let invitation = blocking(move || server.identity().invitation_behind(&token)).await?;
    Ok(reply::ok(&json!({
        "name": invitation.name,
        "email": invitation.email,
        "language": invitation.language.tag(),
    })))
}

/// The invited chooses name, password and language, and is in.
pub async fn accept(
    State(server): State<Server>,
    Origin(device): Origin,
    headers: HeaderMap,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let token = fields.needed_text("token")?;
    let language = fields.needed_text("language")?;
    let acceptance = Acceptance {
        name: fields.needed_text("name")?,
        password: fields.needed_text("password")?,
        language: Language::from_tag(&language)
            .ok_or_else(|| Problem::field("language", Code::NotAnOption))?,
    };
    fields.finish()?;
    let (body, token) = blocking(move || {
        let signed_in = server.identity().accept_invitation(&token, &acceptance, &device)?;
        Ok((renewed(&server, &signed_in)?, signed_in.token))
    })
    .await?;
    Ok(with_cookie(reply::json(StatusCode::CREATED, &body), &token, &headers))
}

fn sent(server: &Server, caller: &Caller, made: &NewInvitation) -> Result<Json, Error> {
    let invitation = &made.invitation;
    let link = server.mail().link(&format!("/invitation#{}", made.token));
    let mut body = cards(&caller.door(), server, std::slice::from_ref(invitation))?.remove(0);
    if !server.mail().settings().is_set_up() {
        body["link"] = Json::from(link);
        return Ok(body);
    }
    let inviter = match invitation.invited_by {
        Some(user) => server.records().as_system("sign an invitation").get("user", user)?.title(),
        None => String::new(),
    };
    let company = server.records().company().name.clone();
    let letter = channels::invitation(
        invitation.language,
        &invitation.name,
        &inviter,
        &company,
        &link,
        INVITATION_DAYS,
    );
    server.mail().queue(&Order {
        key: &key(invitation),
        kind: "invitation",
        to: Person { name: &invitation.name, email: &invitation.email },
        letter: &letter,
        useless_after: Some(invitation.expires_at),
    })?;
    Ok(body)
}

/// Each link is a mail of its own.
fn key(invitation: &Invitation) -> String {
    format!("{} {}", invitation.id.with_prefix(PREFIX), invitation.expires_at.as_microsecond())
}

fn cards(door: &Door, server: &Server, invitations: &[Invitation]) -> Result<Vec<Json>, Error> {
    let mut wanted: Vec<(String, Id)> = Vec::new();
    for invitation in invitations {
        wanted.extend(invitation.roles.iter().map(|role| ("role".to_owned(), *role)));
        wanted.extend(invitation.team.map(|team| ("team".to_owned(), team)));
        wanted.extend(invitation.invited_by.map(|user| ("user".to_owned(), user)));
    }
    let titles = door.titles(&wanted)?;
    let now = server.records().clock().now();
    let card = |invitation: &Invitation| {
        json!({
            "id": invitation.id.with_prefix(PREFIX),
            "name": invitation.name,
            "email": invitation.email,
            "roles": invitation.roles.iter().map(|role| named(&titles, "role", "rol", *role)).collect::<Vec<_>>(),
            "team": invitation.team.map(|team| named(&titles, "team", "tea", team)),
            "language": invitation.language.tag(),
            "invited_by": invitation.invited_by.map(|user| named(&titles, "user", "usr", user)),
            "created_at": invitation.created_at.map(moment_text),
            "expires_at": moment_text(invitation.expires_at),
            "expired": invitation.expires_at <= now,
        })
    };
    Ok(invitations.iter().map(card).collect())
}

fn named(titles: &HashMap<(String, Id), String>, object: &str, prefix: &str, id: Id) -> Json {
    json!({ "id": id.with_prefix(prefix), "title": titles.get(&(object.to_owned(), id)) })
}
