//! What to do about it: alerts that open and close by themselves. First what the figures call for, weighed by what
//! people made of earlier ones, then how it differs from what there is, then the writing.

mod keeping;
mod reconcile;
mod usefulness;
mod wanted;

pub use keeping::{NO_LONGER_HOLDS, keep};
pub use reconcile::Step;
#[cfg(test)]
pub use wanted::{Kind, wanted};
