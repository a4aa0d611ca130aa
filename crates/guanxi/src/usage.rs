use std::fmt;

/// The command was asked for something that it does not understand; the program ends with 2 and not with 1.
#[derive(Debug)]
pub struct Usage(String);

impl Usage {
    pub fn complain(complaint: impl Into<String>) -> anyhow::Error {
        anyhow::Error::new(Usage(complaint.into()))
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}
