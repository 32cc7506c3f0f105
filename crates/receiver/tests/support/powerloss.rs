//! A disk under the receiver that loses what was not synced (`powerloss.c`), and the power cut itself.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What disks write at once.
const SECTOR: usize = 512;

/// A folder whose unsynced changes can be lost.
pub struct Disk {
    root: tempfile::TempDir,
    library: PathBuf,
}

/// What reaches the disk of that which was not synced when the power goes.
#[derive(Clone)]
pub enum Lost {
    /// Nothing.
    All,
    /// By chance: whole writes, sectors of them, and the first of the folder's changes.
    Some(fastrand::Rng),
}

impl Disk {
    /// Compiles the library; a C compiler is needed for SQLite as well.
    pub fn new() -> Self {
        let root = tempfile::tempdir().expect("a folder");
        let library = root.path().join("powerloss.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/powerloss.c");
        let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
        let mut command = Command::new(compiler);
        command
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o"])
            .arg(&library)
            .arg(source);
        let output = command.args(["-ldl", "-lpthread"]).output().expect("a C compiler");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for folder in ["disk", "journal"] {
            fs::create_dir(root.path().join(folder)).expect("a folder");
        }
        Self { root, library }
    }

    pub fn folder(&self) -> PathBuf {
        self.root.path().join("disk")
    }

    fn journal(&self) -> PathBuf {
        self.root.path().join("journal")
    }

    /// What puts a program on this disk.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let text = |path: PathBuf| path.to_str().expect("text").to_owned();
        vec![
            ("LD_PRELOAD", text(self.library.clone())),
            ("POWERLOSS_WATCH", text(self.folder())),
            ("POWERLOSS_JOURNAL", text(self.journal())),
        ]
    }

    /// Cuts the power, once the program is dead: how many bytes of unsynced writes there were.
    pub fn cut_power(&self, mut lost: Lost) -> usize {
        let mut unsynced = 0;
        for entry in fs::read_dir(self.journal()).expect("the journal") {
            let path = entry.expect("a file").path();
            let is_file = path.extension().is_some_and(|extension| extension == "undo");
            if is_file && path.file_name().is_some_and(|name| name != "names.undo") {
                unsynced += take_back(&path, &mut lost);
            }
        }
        self.take_back_names(&mut lost);
        // Shared memory does not outlive the machine; second names are needed no more.
        for entry in
            fs::read_dir(self.folder()).expect("the disk").chain(fs::read_dir(self.journal()).expect("it"))
        {
            let path = entry.expect("a file").path();
            if path.starts_with(self.journal()) || path.to_str().is_some_and(|path| path.ends_with("-shm")) {
                fs::remove_file(path).expect("removed");
            }
        }
        unsynced
    }

    fn take_back_names(&self, lost: &mut Lost) {
        let Ok(notes) = fs::read_to_string(self.journal().join("names.undo")) else { return };
        let notes: Vec<&str> = notes.split_inclusive('\n').filter(|line| line.ends_with('\n')).collect();
        // A file system keeps the order of what it does to a folder.
        let reached = match lost {
            Lost::All => 0,
            Lost::Some(random) => random.usize(..=notes.len()),
        };
        for note in notes[reached..].iter().rev() {
            let words: Vec<&str> = note.split_whitespace().collect();
            let path = self.folder().join(words[1]);
            match words[0] {
                "made" => drop(fs::remove_file(path)),
                "removed" => {
                    let _ = fs::remove_file(&path);
                    fs::hard_link(self.journal().join(words[2]), path).expect("it comes back");
                }
                other => panic!("{other}"),
            }
        }
    }
}

struct Note {
    offset: u64,
    old_size: u64,
    old: Vec<u8>,
    new: Vec<u8>,
    is_truncation: bool,
}

/// The file's notes; one that the kill cut short is of a change that was never made.
fn notes(journal: &Path) -> Vec<Note> {
    let bytes = fs::read(journal).expect("a journal");
    let (mut notes, mut at) = (Vec::new(), 0);
    let long = |at: usize| u64::from_ne_bytes(bytes[at..at + 8].try_into().expect("eight bytes"));
    let short = |at: usize| u32::from_ne_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    while at + 32 <= bytes.len() {
        let (old, new) = (short(at + 16) as usize, short(at + 20) as usize);
        let Some(contents) = bytes.get(at + 32..at + 32 + old + new) else { break };
        notes.push(Note {
            offset: long(at),
            old_size: long(at + 8),
            old: contents[..old].to_vec(),
            new: contents[old..].to_vec(),
            is_truncation: short(at + 24) != 0,
        });
        at += 32 + old + new;
    }
    notes
}

/// Puts the file back to its last sync, and then, by chance, some of what came after.
fn take_back(journal: &Path, lost: &mut Lost) -> usize {
    let notes = notes(journal);
    let path = journal.with_extension("file");
    let file = File::options().write(true).open(path).expect("the file");
    for note in notes.iter().rev() {
        file.set_len(note.old_size).expect("its size");
        file.write_all_at(&note.old, note.offset).expect("its bytes");
    }
    if let Lost::Some(random) = lost {
        for note in &notes {
            match (note.is_truncation, random.u8(..3)) {
                (_, 0) => {}
                (true, _) => file.set_len(note.offset).expect("its size"),
                (false, 1) => file.write_all_at(&note.new, note.offset).expect("its bytes"),
                (false, _) => {
                    for (place, sector) in note.new.chunks(SECTOR).enumerate().filter(|_| random.bool()) {
                        file.write_all_at(sector, note.offset + (place * SECTOR) as u64).expect("its bytes");
                    }
                }
            }
        }
    }
    notes.iter().map(|note| note.new.len()).sum()
}
