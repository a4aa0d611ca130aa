//! What the client costs a browser, measured in a real one on the demo company.

use anyhow::Result;

use crate::checkout::Profile;
use crate::company;

pub fn measure() -> Result<()> {
    company::show(Profile::Release, "e2e/speed.mjs", &[])
}
