use crate::edge::problem::Problem;
use axum::extract::multipart::Field;
use axum::http::StatusCode;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::fs;
use tokio::io::AsyncWriteExt;

/// The folder of uploaded files, each under the hash of its content.
pub struct Shelf {
    folder: PathBuf,
    largest: u64,
    counter: AtomicU64,
}

/// A file on the shelf.
#[derive(Debug, Clone)]
pub struct Kept {
    pub name: String,
    pub size: u64,
    pub sha256: String,
    /// What its first bytes say, or what the browser said.
    pub media_type: String,
    pub picture: Picture,
}

/// Whether browsers may show a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    Yes,
    No,
}

impl Shelf {
    pub fn below(directory: &Path, largest: u64) -> Shelf {
        Shelf { folder: directory.join("files"), largest, counter: AtomicU64::new(0) }
    }

    /// Where the file with a hash lies.
    pub fn path(&self, sha256: &str) -> Option<PathBuf> {
        let known = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        known.then(|| self.folder.join(&sha256[..2]).join(sha256))
    }

    /// Takes an upload for good.
    pub async fn keep(&self, upload: Field<'_>) -> Result<Kept, Problem> {
        let (kept, draft) = self.take_in(upload).await?;
        let place =
            self.path(&kept.sha256).ok_or_else(|| Problem::internal("a hash has the wrong length"))?;
        move_to(&draft, &place).await?;
        Ok(kept)
    }

    /// Takes an upload piece by piece, so that memory does not grow with it; it waits in a draft to be moved.
    pub async fn take_in(&self, mut upload: Field<'_>) -> Result<(Kept, PathBuf), Problem> {
        let name = clean_name(upload.file_name().unwrap_or_default());
        let told = upload.content_type().unwrap_or_default().to_owned();
        let draft = self.draft().await?;
        let received = self.receive(&mut upload, &draft).await;
        let (size, sha256, beginning) = match received {
            Ok(received) => received,
            Err(problem) => {
                let _ = fs::remove_file(&draft).await;
                return Err(problem);
            }
        };
        let (media_type, picture) = kind_of(&beginning, &told);
        Ok((Kept { name, size, sha256, media_type, picture }, draft))
    }

    async fn draft(&self) -> Result<PathBuf, Problem> {
        let folder = self.folder.join("arriving");
        fs::create_dir_all(&folder).await.map_err(broken)?;
        let number = self.counter.fetch_add(1, Ordering::Relaxed);
        Ok(folder.join(format!("{}-{number}", std::process::id())))
    }

    async fn receive(&self, upload: &mut Field<'_>, draft: &Path) -> Result<(u64, String, Vec<u8>), Problem> {
        let mut file = fs::File::create(draft).await.map_err(broken)?;
        let mut hash = Sha256::new();
        let mut beginning = Vec::new();
        let mut size = 0;
        while let Some(piece) = upload.chunk().await.map_err(unreadable)? {
            size += piece.len() as u64;
            if size > self.largest {
                return Err(crate::edge::body::too_large(self.largest));
            }
            if beginning.len() < 16 {
                beginning.extend(piece.iter().take(16 - beginning.len()));
            }
            hash.update(&piece);
            file.write_all(&piece).await.map_err(broken)?;
        }
        file.sync_all().await.map_err(broken)?;
        let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok((size, sha256, beginning))
    }
}

/// Gives a draft its place.
pub async fn move_to(draft: &Path, place: &Path) -> Result<(), Problem> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).await.map_err(broken)?;
    }
    fs::rename(draft, place).await.map_err(broken)
}

/// A multipart body that is none.
pub fn unreadable(error: axum::extract::multipart::MultipartError) -> Problem {
    let status = error.status();
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(status, "too_large", "the upload is too large");
    }
    Problem::new(
        StatusCode::BAD_REQUEST,
        "invalid",
        format!("the body is not multipart/form-data: {}", error.body_text()),
    )
}

/// The last part of a path, without what file systems and terminals choke on.
fn clean_name(told: &str) -> String {
    let last = told.rsplit(['/', '\\']).next().unwrap_or_default();
    let hostile =
        |letter: &char| letter.is_control() || "<>:\"|?*".contains(*letter) || is_direction_mark(*letter);
    let name: String = last.chars().filter(|letter| !hostile(letter)).take(200).collect();
    match name.trim().trim_matches('.').trim() {
        "" => "file".to_owned(),
        name => name.to_owned(),
    }
}

/// Marks that make `gpj.exe` look like `exe.jpg`.
fn is_direction_mark(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn kind_of(beginning: &[u8], told: &str) -> (String, Picture) {
    let picture = match beginning {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    };
    if let Some(kind) = picture {
        return (kind.to_owned(), Picture::Yes);
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/.+-".contains(&byte);
    let told = told.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let usable = told.split('/').count() == 2
        && told.len() <= 100
        && told.bytes().all(plain)
        && !told.starts_with("image/");
    (if usable { told } else { "application/octet-stream".to_owned() }, Picture::No)
}

fn broken(error: std::io::Error) -> Problem {
    if matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded) {
        return Problem::from(records::Error::Unavailable(format!("the disk is full: {error}")));
    }
    Problem::internal(format!("an uploaded file: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_paths_and_tricks() {
        for (told, kept) in [
            ("../../etc/passwd", "passwd"),
            ("li\\docs\\报价.xlsx", "报价.xlsx"),
            ("a\u{202e}gpj.exe", "agpj.exe"),
            ("..", "file"),
            ("", "file"),
            ("x\u{0}y\n.csv", "xy.csv"),
        ] {
            assert_eq!(clean_name(told), kept);
        }
    }

    #[test]
    fn only_the_first_bytes_make_a_picture() {
        assert_eq!(kind_of(b"\x89PNG\r\n\x1a\n....", "text/html"), ("image/png".to_owned(), Picture::Yes));
        assert_eq!(
            kind_of(b"<svg onload=x>", "image/svg+xml"),
            ("application/octet-stream".to_owned(), Picture::No)
        );
        assert_eq!(kind_of(b"<html>", "text/html; charset=utf-8"), ("text/html".to_owned(), Picture::No));
        assert_eq!(kind_of(b"x", "text/html\r\nX: y").1, Picture::No);
    }
}
