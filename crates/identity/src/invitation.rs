use crate::account::Identity;
use crate::link::{Kind, open_link};
use crate::session::{Device, SignedIn};
use crate::token::{hash_text, random_token};
use catalog::{Code, FieldError, Language};
use jiff::SignedDuration;
use records::{Condition, Draft, Error, Query, Record, Work};
use value::{Id, Timestamp, Value, text};

const OBJECT: &str = "invitation";
const LINK: Kind = Kind { object: OBJECT, used: "accepted_at" };
/// Days that an invitation can be accepted.
pub const INVITATION_DAYS: i64 = 7;
const LONGEST_NAME: usize = 120;

/// Who shall join, and as what.
#[derive(Debug, Clone)]
pub struct InvitationOrder {
    pub invited_by: Id,
    pub name: String,
    pub email: String,
    pub roles: Vec<Id>,
    pub team: Option<Id>,
    pub language: Language,
}

/// Somebody who has been asked to join.
#[derive(Debug, Clone)]
pub struct Invitation {
    pub id: Id,
    pub name: String,
    pub email: String,
    pub roles: Vec<Id>,
    pub team: Option<Id>,
    pub language: Language,
    pub invited_by: Option<Id>,
    pub expires_at: Timestamp,
    pub created_at: Option<Timestamp>,
}

/// An invitation with the secret of its link: known now and never again.
pub struct NewInvitation {
    pub invitation: Invitation,
    pub token: String,
}

/// What the invited says of himself.
#[derive(Debug, Clone)]
pub struct Acceptance {
    pub name: String,
    pub password: String,
    pub language: Language,
}

impl Identity {
    /// Asks somebody to join. An earlier invitation of the same address ends.
    pub fn invite(&self, order: InvitationOrder) -> Result<NewInvitation, Error> {
        let email = self.check_order(&order)?;
        let token = random_token();
        let (hash, expires) = (hash_text(&token), self.invitation_end());
        let door = self.inner.records.as_system("invite somebody");
        let record = door.transaction(move |work| {
            for earlier in open_ones(work, &email)? {
                work.delete(OBJECT, earlier.id(), None)?;
            }
            work.create(
                Draft::new(OBJECT)
                    .set("name", Value::text(order.name.trim()))
                    .set("email", Value::Text(email))
                    .set("roles", Value::List(order.roles.iter().copied().map(Value::Id).collect()))
                    .set("team", order.team.map_or(Value::Null, Value::Id))
                    .set("language", Value::text(order.language.tag()))
                    .set("invited_by", Value::Id(order.invited_by))
                    .set("token_hash", Value::Text(hash))
                    .set("expires_at", Value::Moment(expires)),
            )
        })?;
        Ok(NewInvitation { invitation: self.invitation(record.id())?, token })
    }

    /// A new link for the same invitation; the old one is dead.
    pub fn renew_invitation(&self, id: Id) -> Result<NewInvitation, Error> {
        let invitation = self.invitation(id)?;
        if self.email_is_taken(&invitation.email)? {
            return Err(Error::Invalid(vec![FieldError::new("email", Code::NotUnique)]));
        }
        let token = random_token();
        let draft = Draft::new(OBJECT)
            .set("token_hash", Value::Text(hash_text(&token)))
            .set("expires_at", Value::Moment(self.invitation_end()));
        self.inner.records.as_system("invite somebody again").update(id, None, draft)?;
        Ok(NewInvitation { invitation: self.invitation(id)?, token })
    }

    /// Takes an invitation back.
    pub fn revoke_invitation(&self, id: Id) -> Result<(), Error> {
        self.invitation(id)?;
        self.inner.records.as_system("take an invitation back").delete(OBJECT, id, None)
    }

    /// Everybody who has been invited and has not come, the newest first.
    pub fn invitations(&self) -> Result<Vec<Invitation>, Error> {
        let query = Query::of(OBJECT).filter(Condition::is_null("accepted_at", true)).sort("-id").limit(500);
        let page = self.inner.records.as_system("list invitations").find(&query)?;
        page.records.iter().map(read).collect()
    }

    /// The invitation behind a link.
    pub fn invitation_behind(&self, token: &str) -> Result<Invitation, Error> {
        let door = self.inner.records.as_system("open an invitation");
        let now = self.inner.records.clock().now();
        let record = open_link(LINK, token, now, &mut |query| door.find(query))?;
        self.invitation(record.id())
    }

    /// The invited becomes a user, once, and is signed in.
    pub fn accept_invitation(
        &self,
        token: &str,
        acceptance: &Acceptance,
        device: &Device,
    ) -> Result<SignedIn, Error> {
        let invitation = self.invitation_behind(token)?;
        let complaint = name_complaint(&acceptance.name);
        let company = self.inner.records.company();
        let familiar = [invitation.email.as_str(), acceptance.name.as_str(), company.name.as_str()];
        let weak = self.rules().check("password", &acceptance.password, &familiar).err();
        let complaints: Vec<FieldError> = complaint.into_iter().chain(weak).collect();
        if !complaints.is_empty() {
            return Err(Error::Invalid(complaints));
        }
        let hash = self.inner.passwords.hash(&acceptance.password)?;
        let (token, acceptance) = (token.to_owned(), acceptance.clone());
        let door = self.inner.records.as_system("accept an invitation");
        let user = door.transaction(move |work| join(work, &token, &acceptance, hash))?;
        self.open_session(user, device)
    }

    fn invitation(&self, id: Id) -> Result<Invitation, Error> {
        let record = self.inner.records.as_system("read an invitation").get(OBJECT, id)?;
        if !record.get("accepted_at").is_null() {
            return Err(Error::NotFound);
        }
        read(&record)
    }

    fn check_order(&self, order: &InvitationOrder) -> Result<String, Error> {
        let mut complaints: Vec<FieldError> = name_complaint(&order.name).into_iter().collect();
        let email = text::email(&order.email).ok();
        match &email {
            None => complaints.push(FieldError::new("email", Code::Format)),
            Some(email) if self.email_is_taken(email)? => {
                complaints.push(FieldError::new("email", Code::NotUnique));
            }
            Some(_) => {}
        }
        if order.roles.is_empty() {
            complaints.push(FieldError::new("roles", Code::Required));
        }
        match email {
            Some(email) if complaints.is_empty() => Ok(email),
            Some(_) | None => Err(Error::Invalid(complaints)),
        }
    }

    fn email_is_taken(&self, email: &str) -> Result<bool, Error> {
        let query = Query::of("user").filter(Condition::eq("email", Value::text(email))).limit(1);
        Ok(!self.inner.records.as_system("look for an address").find(&query)?.records.is_empty())
    }

    fn invitation_end(&self) -> Timestamp {
        let now = self.inner.records.clock().now();
        now.checked_add(SignedDuration::from_hours(24 * INVITATION_DAYS)).unwrap_or(now)
    }
}

fn join(work: &mut Work<'_, '_>, token: &str, acceptance: &Acceptance, hash: String) -> Result<Id, Error> {
    let record = open_link(LINK, token, work.now(), &mut |query| work.find(query))?;
    let user = Draft::new("user")
        .set("name", Value::text(acceptance.name.trim()))
        .set("email", record.get("email").clone())
        .set("language", Value::text(acceptance.language.tag()))
        .set("roles", record.get("roles").clone())
        .set("team", record.get("team").clone())
        .set("active", Value::Boolean(true));
    let user = work.create(user)?.id();
    let credential =
        Draft::new("credential").set("user", Value::Id(user)).set("password_hash", Value::Text(hash));
    work.create(credential)?;
    let accepted = Draft::new(OBJECT)
        .set("accepted_at", Value::Moment(work.now()))
        .set("user", Value::Id(user))
        .set("token_hash", Value::Text(hash_text(&random_token())));
    work.update(record.id(), Some(record.version()), accepted)?;
    Ok(user)
}

fn open_ones(work: &mut Work<'_, '_>, email: &str) -> Result<Vec<Record>, Error> {
    let query = Query::of(OBJECT)
        .filter(Condition::eq("email", Value::text(email)))
        .filter(Condition::is_null("accepted_at", true))
        .limit(100);
    Ok(work.find(&query)?.records)
}

fn name_complaint(name: &str) -> Option<FieldError> {
    let name = name.trim();
    match name.chars().count() {
        0 => Some(FieldError::new("name", Code::Required)),
        length if length > LONGEST_NAME => {
            Some(FieldError::new("name", Code::TooLong).with("max", LONGEST_NAME))
        }
        _ if name.chars().any(char::is_control) => Some(FieldError::new("name", Code::ControlCharacters)),
        _ => None,
    }
}

fn read(record: &Record) -> Result<Invitation, Error> {
    let broken = || Error::Internal("an invitation has no end".to_owned());
    Ok(Invitation {
        id: record.id(),
        name: record.text("name").to_owned(),
        email: record.text("email").to_owned(),
        roles: record.get("roles").ids(),
        team: record.get("team").as_id(),
        language: Language::from_tag(record.text("language")).unwrap_or(Language::En),
        invited_by: record.get("invited_by").as_id(),
        expires_at: record.get("expires_at").as_moment().ok_or_else(broken)?,
        created_at: record.created_at(),
    })
}
