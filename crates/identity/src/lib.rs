//! Who somebody is: passwords, sessions, the second factor, API tokens, the first administrator, the roles of a new company.

mod account;
mod common_passwords;
mod credential;
mod forgotten;
mod invitation;
mod leaving;
mod link;
mod password;
mod rejection;
mod roles;
mod session;
mod setup;
mod sign_in;
mod throttle;
mod token;
mod tokens;
mod totp;

pub use account::Identity;
pub use forgotten::Forgotten;
pub use invitation::{Acceptance, INVITATION_DAYS, Invitation, InvitationOrder, NewInvitation};
pub use link::is_same;
pub use records::{KeyError, SecretKey};
pub use rejection::PasswordRules;
pub use session::{Device, OpenSession, Session, SignedIn};
pub use setup::Setup;
pub use sign_in::{Attempt, Outcome};
pub use tokens::{NewToken, Token, TokenOrder};
pub use totp::SecondFactor;
