//! Mail out: what it is sent through, how a letter reads in three languages, the outbox that tries until it is gone, and who hears of
//! his notifications by mail.

mod letter;
mod mail;
mod notices;
mod outbox;
mod patience;
mod settings;
mod smtp;
mod words;

pub use letter::{Block, Letter};
pub use mail::{Mail, MailChange, Unsent};
pub use notices::{Notices, Pace};
pub use outbox::{Kept, Order, Person, Round};
pub use settings::{MailSettings, Security};
pub use words::{invitation, password_reset, trial};
