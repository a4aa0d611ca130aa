use super::ReadError;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use zip::ZipArchive;

const UNPACKED_LIMIT: u64 = 1 << 30;
const STRINGS_LIMIT: u64 = 300 << 20;
const SUSPICIOUS: u64 = 64 << 20;
const RATIO_LIMIT: u64 = 400;
const PART_LIMIT: usize = 10_000;

/// Unpacks every part once into nothing: what a directory says about sizes may be a lie.
pub(super) fn check(file: &mut File) -> Result<(), ReadError> {
    check_within(file, UNPACKED_LIMIT)?;
    file.seek(SeekFrom::Start(0)).map_err(ReadError::Open)?;
    Ok(())
}

fn check_within(file: &mut (impl Read + Seek), limit: u64) -> Result<(), ReadError> {
    let damaged = |reason: String| ReadError::Damaged { row: 0, reason };
    let mut archive = ZipArchive::new(file).map_err(|error| damaged(error.to_string()))?;
    if archive.len() > PART_LIMIT {
        return Err(damaged(format!("{} parts in one workbook", archive.len())));
    }
    let mut total = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| damaged(error.to_string()))?;
        let name = part.name().map_err(|error| damaged(error.to_string()))?.into_owned();
        let packed = part.compressed_size().max(1);
        let own_limit = match name.ends_with("sharedStrings.xml") {
            true => STRINGS_LIMIT.min(limit),
            false => limit,
        };
        let allowed = own_limit.min(limit - total).min(SUSPICIOUS.max(packed.saturating_mul(RATIO_LIMIT)));
        let unpacked = io::copy(&mut part.take(allowed + 1), &mut io::sink())
            .map_err(|error| damaged(format!("{name}: {error}")))?;
        if unpacked > allowed {
            return Err(ReadError::Unpacked { part: name, limit: allowed });
        }
        total += unpacked;
    }
    Ok(())
}

/// A gzip stream that stops when it unpacks to absurdly more than it holds.
pub(super) struct Unpacked<R: Read> {
    decoder: MultiGzDecoder<Counted<R>>,
    unpacked: u64,
}

struct Counted<R> {
    source: R,
    count: u64,
}

impl<R: Read> Unpacked<R> {
    pub fn new(source: R) -> Unpacked<R> {
        Unpacked { decoder: MultiGzDecoder::new(Counted { source, count: 0 }), unpacked: 0 }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(buffer)?;
        self.unpacked += count as u64;
        let packed = self.decoder.get_ref().count;
        if self.unpacked > UNPACKED_LIMIT && self.unpacked / packed.max(1) > RATIO_LIMIT {
            return Err(io::Error::other("the gzip stream unpacks to absurdly more than it holds"));
        }
        Ok(count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.count += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn archive(name: &str, megabytes: usize) -> Cursor<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        for _ in 0..megabytes {
            writer.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        let mut bytes = writer.finish().unwrap();
        bytes.set_position(0);
        bytes
    }

    #[test]
    fn a_bomb_is_refused_before_it_goes_off() {
        let error = check_within(&mut archive("xl/worksheets/sheet1.xml", 70), UNPACKED_LIMIT).unwrap_err();
        assert!(matches!(error, ReadError::Unpacked { .. }), "{error}");
        assert!(check_within(&mut archive("xl/worksheets/sheet1.xml", 10), UNPACKED_LIMIT).is_ok());
        assert!(check_within(&mut archive("xl/worksheets/sheet1.xml", 10), 5 << 20).is_err());
    }
}
