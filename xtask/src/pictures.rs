//! The pictures of the user guide, made anew from the demo company.

use anyhow::Result;

use crate::checkout::Profile;
use crate::{company, packages};

pub fn run(words: &[String]) -> Result<()> {
    packages::ensure(&[packages::CHROMIUM, packages::CHINESE_FONTS])?;
    company::show(Profile::Dev, "e2e/pictures.mjs", words)
}
