//! Private files: read only when nobody else can, made whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pem_rfc7468::LineEnding;

use super::KeyError;

const PEM_LABEL: &str = "PRIVATE KEY";

/// Reads a key's file; `parse` gets its text and its name.
pub(super) fn read<K>(path: &Path, parse: fn(&str, &str) -> Result<K, KeyError>) -> Result<K, KeyError> {
    let file = File::open(path).map_err(|source| failed(path, source))?;
    // Of the open file, not of the path: nobody can swap it in between.
    if is_exposed(&file.metadata().map_err(|source| failed(path, source))?) {
        return Err(KeyError::Exposed(path.to_owned()));
    }
    let pem = io::read_to_string(file).map_err(|source| failed(path, source))?;
    parse(&pem, &path.display().to_string())
}

/// Reads a key's file, or makes it with what `new` returns.
pub(super) fn read_or_create<K>(
    path: &Path,
    parse: fn(&str, &str) -> Result<K, KeyError>,
    new: impl FnOnce() -> Result<String, KeyError>,
) -> Result<K, KeyError> {
    match read(path, parse) {
        Err(KeyError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            create(path, new()?.as_bytes())?;
            // Of two that start at once, one key wins and both use it.
            read(path, parse)
        }
        read => read,
    }
}

/// Puts bytes in the place of a file, or of none: readers see the old one or the new one, whole.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), KeyError> {
    rename(&draft(path, bytes)?, path)
}

/// Puts a file in the place of another.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), KeyError> {
    fs::rename(from, to).and_then(|()| sync_directory(to)).map_err(|source| failed(to, source))
}

/// The DER inside a PEM of a private key.
pub(super) fn from_pem(pem: &str) -> Option<Vec<u8>> {
    let (label, der) = pem_rfc7468::decode_vec(pem.trim().as_bytes()).ok()?;
    (label == PEM_LABEL).then_some(der)
}

pub(super) fn to_pem(der: &[u8]) -> Result<String, KeyError> {
    pem_rfc7468::encode_string(PEM_LABEL, LineEnding::LF, der).map_err(|_| KeyError::Generate)
}

/// Makes the file under another name first: a crash leaves either no key or a whole one. A file that is there stays.
fn create(path: &Path, bytes: &[u8]) -> Result<(), KeyError> {
    let draft = draft(path, bytes)?;
    // A link fails where a rename would overwrite.
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(|source| failed(path, source))?;
    match linked {
        Ok(()) => sync_directory(path).map_err(|source| failed(path, source)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(source) => Err(failed(path, source)),
    }
}

fn draft(path: &Path, bytes: &[u8]) -> Result<PathBuf, KeyError> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".{}", std::process::id()));
    let draft = PathBuf::from(draft);
    let written = private_file(&draft).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map(|()| draft).map_err(|source| failed(path, source))
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The file's name must survive a power loss too.
fn sync_directory(path: &Path) -> io::Result<()> {
    let directory = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(directory)?.sync_all() } else { Ok(()) }
}

#[cfg(unix)]
fn is_exposed(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_exposed(_metadata: &fs::Metadata) -> bool {
    false
}

fn failed(path: &Path, source: io::Error) -> KeyError {
    KeyError::Io { path: path.to_owned(), source }
}
