use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};

pub const FORMAT: u32 = 1;

/// What an archive says of itself.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    pub made_at: jiff::Timestamp,
    pub company: String,
    pub members: Vec<Member>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
}

impl Manifest {
    pub fn of(company: &str, members: Vec<Member>) -> Manifest {
        Manifest {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: jiff::Timestamp::now(),
            company: company.to_owned(),
            members,
        }
    }

    pub fn check_format(&self) -> Result<()> {
        if self.format != FORMAT {
            bail!(
                "the copy was written by guanxi {} in format {}, this is format {FORMAT}",
                self.program,
                self.format
            );
        }
        Ok(())
    }
}

/// Copies a stream and says how long it was and what it summed up to.
pub fn copy_and_sum(name: &str, from: &mut dyn Read, to: &mut dyn Write) -> std::io::Result<Member> {
    let mut sum = Sha256::new();
    let mut bytes = 0;
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            break;
        }
        sum.update(&piece[..read]);
        to.write_all(&piece[..read])?;
        bytes += read as u64;
    }
    let sha256 = sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Member { name: name.to_owned(), bytes, sha256 })
}
