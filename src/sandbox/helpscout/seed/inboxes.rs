//! The mailboxes with their folders and custom fields.

use crate::sandbox::helpscout::records::{Field, Folder, FolderKind, Mailbox};
use crate::sandbox::world::World;

use super::{date, ids};

/// Custom field: the bike.
pub(super) const MODEL: u64 = 8;
/// Custom field: the order.
pub(super) const ORDER: u64 = 9;
/// Custom field: the day of the new battery.
pub(super) const RECALLED: u64 = 10;
/// Custom field: the care plan.
pub(super) const PLAN: u64 = 21;
/// Custom field: the address on the invoice.
pub(super) const ADDRESS: u64 = 22;
/// Custom field: the rate of the tax.
pub(super) const VAT: u64 = 23;

/// The mailboxes.
pub(super) fn mailboxes() -> Vec<Mailbox> {
    let mailbox = |(id, name, slug, created): (u64, _, _, &str)| Mailbox {
        id,
        name,
        slug,
        email: email(id),
        created_at: date(created),
    };
    [
        (
            ids::HELP,
            "Kestrel Help",
            "83ebc5d87292a795",
            "2021-04-21T14:39:56Z",
        ),
        (
            ids::BILLING,
            "Kestrel Billing",
            "1d0c5d8aa2920011",
            "2022-01-01T00:00:00Z",
        ),
        (
            ids::PARTNERS,
            "Partners",
            "aa10c0ffee000001",
            "2024-05-05T00:00:00Z",
        ),
    ]
    .map(mailbox)
    .into()
}

/// The address of a mailbox.
pub(super) fn email(mailbox: u64) -> &'static str {
    match mailbox {
        ids::BILLING => "billing@kestrelbikes.example",
        ids::PARTNERS => "partners@kestrelbikes.example",
        _ => "help@kestrelbikes.example",
    }
}

/// The folders of all mailboxes; `mytickets` is the one of the user who reads.
pub(super) fn folders(world: &World) -> Vec<Folder> {
    let owner = ids::user(world, world.agents[0].key);
    let mut folders = Vec::new();
    for mailbox in [ids::HELP, ids::BILLING, ids::PARTNERS] {
        let mut kinds = vec![
            ("Unassigned", FolderKind::Unassigned),
            ("Mine", FolderKind::Mine(owner)),
            ("Drafts", FolderKind::Drafts),
            ("Assigned", FolderKind::Assigned),
            ("Closed", FolderKind::Closed),
            ("Spam", FolderKind::Spam),
        ];
        let teams = world.teams.iter();
        kinds.extend(teams.map(|team| (team.name, FolderKind::Team(ids::team(world, team.key)))));
        let folder = |(position, (name, kind)): (u64, (&str, FolderKind))| Folder {
            id: mailbox * 100 + position,
            mailbox,
            name: name.to_owned(),
            kind,
        };
        folders.extend((1..).zip(kinds).map(folder));
    }
    folders
}

/// The custom fields of all mailboxes.
pub(super) fn fields() -> Vec<Field> {
    let field = |id, mailbox, name, kind| Field {
        id,
        mailbox,
        name,
        kind,
        is_required: id == ORDER,
        options: match id {
            MODEL => vec![(8_518, "Kestrel City"), (8_519, "Kestrel Cargo")],
            PLAN => vec![(8_530, "Care"), (8_531, "Care Plus")],
            _ => Vec::new(),
        },
    };
    vec![
        field(MODEL, ids::HELP, "Model", "dropdown"),
        field(ORDER, ids::HELP, "Order id", "singleline"),
        field(RECALLED, ids::HELP, "New battery on", "date"),
        field(PLAN, ids::BILLING, "Plan", "dropdown"),
        field(ADDRESS, ids::BILLING, "Invoice address", "multiline"),
        field(VAT, ids::BILLING, "VAT rate", "number"),
    ]
}
