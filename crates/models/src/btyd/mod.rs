//! Buy till you die: how often customers buy while they are customers, and whether they still are.
//!
//! BG/NBD: Fader, Hardie & Lee 2005, Marketing Science 24(2). MBG/NBD: Batislam, Denizel & Filiztekin 2007, IJRM 24(3).
//! NBD: Ehrenberg 1959. MBG/CNBD-k: Platzer & Reutterer 2016, Marketing Science 35(5). Pareto/NBD: Schmittlein, Morrison & Colombo 1987, Management Science 33(1).
//! P(alive) of BG/NBD is 1 for everyone who bought once, so MBG/NBD is the default.
//! All times are weeks, counted in whole days divided by 7.

mod choice;
mod count;
mod dropout;
mod fit;
mod group;
mod nbd;
mod outlook;
mod pareto;
mod regular;
mod speaker;
mod summary;

pub use choice::{Choice, FAMILIES, Family, FamilyFit, choose, fit_family, next_purchase_days};
pub use count::{counts_expected, expected_by_week};
pub use dropout::{Dropout, DropoutFit, Variant, fit_dropout};
pub use fit::{Basis, PurchaseFit, PurchaseModel, Unbounded, fit_purchases};
pub use group::Groups;
pub use nbd::{Nbd, NbdFit, fit_nbd};
pub use outlook::{Outlook, outlook};
pub use pareto::{Pareto, ParetoFit, fit_pareto};
pub use regular::{MOST_REGULAR, Regular, RegularFit, fit_regular, fits_by_regularity};
pub use speaker::{Speaker, Spoken, speak, spoken_before};
pub use summary::{Summaries, Summary, log_gaps};

/// Days of a week, the unit of every time in the models.
pub const DAYS_PER_WEEK: f64 = 7.0;
