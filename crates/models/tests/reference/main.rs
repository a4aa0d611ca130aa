//! Against the reference figures in the folder that GUANXI_REFERENCE_DIR names, by default `shared/reference`
//! beside the repository. Without the folder the checks are left out, aloud.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod baskets;
mod churn;
mod clv;
mod dice;
mod files;
mod forecast;
mod groups;
mod regular;
mod rfm;
