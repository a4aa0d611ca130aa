//! Files that mean harm, or are broken: refused with a reason, never a panic, never without bound.

#![allow(clippy::unwrap_used)]

use exchange::reading::{Choices, ReadError, Row, open};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn put(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn read_all(path: &Path) -> Result<u64, ReadError> {
    let mut table = open(path, &Choices::default())?;
    let (mut row, mut count) = (Row::default(), 0);
    while table.next_into(&mut row)? {
        count += 1;
    }
    Ok(count)
}

#[test]
fn ten_thousand_columns_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let line = vec!["x"; 10_000].join(",");
    let error = read_all(&put(&folder, "wide.csv", format!("{line}\n{line}\n").as_bytes())).unwrap_err();
    assert_eq!(error.code(), "file_too_wide");
    assert_eq!(error.to_string(), "row 1: 10000 columns, at most 2000 are read");

    let mut book = Workbook::new();
    book.add_worksheet().write_string(4, 9_999, "far out").unwrap();
    let path = folder.path().join("wide.xlsx");
    book.save(&path).unwrap();
    assert_eq!(read_all(&path).unwrap_err().to_string(), "row 5: 10000 columns, at most 2000 are read");
}

#[test]
fn a_zip_bomb_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..200 {
        writer.write_all(&block).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let error = read_all(&put(&folder, "bomb.xlsx", &bytes)).unwrap_err();
    assert_eq!(error.code(), "file_too_large_unpacked");
}

#[test]
fn empty_and_foreign_files_say_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(read_all(&put(&folder, "empty.csv", b"")).unwrap_err().code(), "file_empty");
    assert_eq!(read_all(&put(&folder, "blank.csv", b"\r\n,,,\r\n \r\n")).unwrap_err().code(), "file_empty");
    assert_eq!(read_all(&put(&folder, "no.xlsx", b"PK\x03\x04nonsense")).unwrap_err().code(), "file_damaged");
    assert_eq!(
        read_all(&put(&folder, "no.xls", b"\xd0\xcf\x11\xe0nonsense")).unwrap_err().code(),
        "file_damaged"
    );
    assert_eq!(read_all(&folder.path().join("absent.csv")).unwrap_err().code(), "file_unreadable");
    let cut = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], &b"garbage"[..]].concat();
    assert_eq!(read_all(&put(&folder, "cut.csv.gz", &cut)).unwrap_err().code(), "file_damaged");
}

#[test]
fn a_workbook_cut_short_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>"#;
    let mut book = Workbook::new();
    book.add_worksheet().write_number(0, 0, 1.0).unwrap();
    let whole = book.save_to_buffer().unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(whole)).unwrap();
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).unwrap();
        if part.name().unwrap().ends_with("sheet1.xml") {
            writer.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
            writer.write_all(sheet.as_bytes()).unwrap();
        } else {
            writer.raw_copy_file(part).unwrap();
        }
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(read_all(&put(&folder, "cut.xlsx", &bytes)).unwrap_err().code(), "file_damaged");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..4_000)) {
        let folder = tempfile::tempdir().unwrap();
        let _ = read_all(&put(&folder, "any", &bytes));
    }

    #[test]
    fn any_text_of_cells_is_read(text in "[a-z0-9,;\"\r\n\t \u{4e00}-\u{4e10}:=-]{0,400}") {
        let folder = tempfile::tempdir().unwrap();
        let _ = read_all(&put(&folder, "any.csv", text.as_bytes()));
        let _ = read_all(&put(&folder, "any.vcf", format!("BEGIN:VCARD\n{text}").as_bytes()));
    }

    #[test]
    fn a_workbook_with_broken_bytes_is_read_or_refused(at in 0_usize..6_000, byte in any::<u8>()) {
        let folder = tempfile::tempdir().unwrap();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for line in 0..5 {
            sheet.write_string(line, 0, "上海").unwrap();
            sheet.write_number(line, 1, 1.5).unwrap();
        }
        let mut bytes = book.save_to_buffer().unwrap();
        let length = bytes.len();
        bytes[at % length] = byte;
        let _ = read_all(&put(&folder, "any.xlsx", &bytes));
    }
}
