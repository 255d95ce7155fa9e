//! Files of threads that are there.

use crate::sandbox::helpscout::forms::thread::NewFile;
use crate::sandbox::helpscout::records::{Account, Thread};
use crate::sandbox::helpscout::refusal::Refusal;

use super::thread::keep;

/// Adds a file to a thread and gives its id.
pub(crate) fn add(
    account: &mut Account,
    (conversation, thread): (u64, u64),
    file: NewFile,
) -> Result<u64, Refusal> {
    let has_room = |one: &&mut Thread| one.id == thread && one.body.is_some();
    let kept = keep(account, vec![file]);
    let id = kept.first().map_or(0, |file| file.id);
    let found = account.conversation_mut(conversation);
    let mut threads = found.ok_or_else(Refusal::not_found)?.threads.iter_mut();
    let found = threads.find(has_room).ok_or_else(Refusal::not_found)?;
    found.attachments.extend(kept);
    Ok(id)
}

/// Removes a file from its thread.
pub(crate) fn remove(account: &mut Account, (conversation, id): (u64, u64)) -> Result<(), Refusal> {
    let found = account.conversation_mut(conversation);
    let threads = found.ok_or_else(Refusal::not_found)?.threads.iter_mut();
    for thread in threads {
        let files = &mut thread.attachments;
        if let Some(position) = files.iter().position(|file| file.id == id) {
            files.remove(position);
            return Ok(());
        }
    }
    Err(Refusal::not_found())
}
