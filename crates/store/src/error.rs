use std::error::Error;

/// What the database answers when it does not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique index holds another living record with this value.
    #[error("the value of {0} is taken")]
    NotUnique(String),
    /// A reference points to a row that does not exist.
    #[error("a referenced record does not exist")]
    NoSuchReference,
    /// The database cannot be reached, is locked by another program or its disk is full.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A defect of this program.
    #[error("the database refused a statement: {0}")]
    Broken(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode;
        let text = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) if text.contains("UNIQUE") => {
                StoreError::NotUnique(column_of_sqlite(&text))
            }
            Some(ErrorCode::ConstraintViolation) if text.contains("FOREIGN KEY") => {
                StoreError::NoSuchReference
            }
            Some(
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::DiskFull
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::SystemIoFailure
                | ErrorCode::NotADatabase
                | ErrorCode::DatabaseCorrupt,
            ) => StoreError::Unavailable(text),
            Some(_) | None => StoreError::Broken(text),
        }
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> StoreError {
        let Some(answer) = error.as_db_error() else {
            return StoreError::Unavailable(with_reasons(&error));
        };
        match answer.code().code() {
            "23505" => StoreError::NotUnique(field_of_index(answer.constraint().unwrap_or_default())),
            "23503" => StoreError::NoSuchReference,
            code if code.starts_with("53")
                || code.starts_with("57")
                || code.starts_with("08")
                || code == "40001"
                || code == "40P01" =>
            {
                StoreError::Unavailable(answer.to_string())
            }
            _ => StoreError::Broken(format!("{answer} {}", answer.detail().unwrap_or_default())),
        }
    }
}

/// The driver says that something was wrong, and only behind that what it was.
pub(crate) fn with_reasons(error: &postgres::Error) -> String {
    let mut text = error.to_string();
    let mut reason = error.source();
    while let Some(error) = reason {
        text = format!("{text}: {error}");
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if inner.is_some_and(is_unknown_authority) {
            text.push_str("; no authority that is trusted here has signed the certificate of the database server, sslrootcert names a file with others");
        }
        reason = error.source();
    }
    text
}

fn is_unknown_authority(error: &(dyn Error + Send + Sync + 'static)) -> bool {
    let unknown = rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer);
    error.downcast_ref::<rustls::Error>() == Some(&unknown)
}

/// `UNIQUE constraint failed: customer.external_id` or `... index 'uq_customer__external_id'`.
fn column_of_sqlite(text: &str) -> String {
    if let Some(index) = text.split('\'').nth(1) {
        return field_of_index(index);
    }
    text.rsplit('.').next().unwrap_or_default().trim().to_owned()
}

fn field_of_index(index: &str) -> String {
    index.rsplit("__").next().unwrap_or(index).to_owned()
}
