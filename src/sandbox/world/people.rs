//! Who is in the story.

use super::{Agent, Organization, Person, Team};

/// The support team of the bike maker.
pub(super) const AGENTS: &[Agent] = &[
    agent(
        ["ana", "Ana", "Ruiz", "ana.ruiz@kestrelbikes.example"],
        "front",
        true,
    ),
    agent(
        ["bo", "Bo", "Lindqvist", "bo.lindqvist@kestrelbikes.example"],
        "front",
        false,
    ),
    agent(
        [
            "chidi",
            "Chidi",
            "Okafor",
            "chidi.okafor@kestrelbikes.example",
        ],
        "front",
        false,
    ),
    agent(
        ["dora", "Dóra", "Szabó", "dora.szabo@kestrelbikes.example"],
        "workshop",
        true,
    ),
    agent(
        ["emre", "Emre", "Yıldız", "emre.yildiz@kestrelbikes.example"],
        "workshop",
        false,
    ),
    agent(
        [
            "fleur",
            "Fleur",
            "de Wit",
            "fleur.dewit@kestrelbikes.example",
        ],
        "billing",
        false,
    ),
    agent(
        ["gus", "Gus", "Hartley", "gus.hartley@kestrelbikes.example"],
        "billing",
        false,
    ),
];

const fn agent(words: [&'static str; 4], team: &'static str, is_admin: bool) -> Agent {
    let [key, first_name, last_name, email] = words;
    Agent {
        key,
        first_name,
        last_name,
        email,
        team,
        is_admin,
    }
}

/// The groups of the support team.
pub(super) const TEAMS: &[Team] = &[
    Team {
        key: "front",
        name: "Front Line",
    },
    Team {
        key: "workshop",
        name: "Workshop & Firmware",
    },
    Team {
        key: "billing",
        name: "Billing",
    },
];

/// The companies that buy bikes.
pub(super) const ORGANIZATIONS: &[Organization] = &[
    organization("halden", "Hotel Halden", "hotelhalden.example"),
    organization("swift", "Swift Parcel Couriers", "swiftparcel.example"),
    organization("lumen", "Lumen University", "lumen-university.example"),
    organization("radhaus", "Radhaus Köln", "radhaus-koeln.example"),
    organization("costa", "Costa Verde Tours", "costaverdetours.example"),
    organization(
        "brightside",
        "Brightside Care & Co",
        "brightsidecare.example",
    ),
    organization("norrby", "Norrby Kommun", "norrby.example"),
    organization("tandem", "Tandem Insurance", "tandeminsurance.example"),
];

const fn organization(key: &'static str, name: &'static str, domain: &'static str) -> Organization {
    Organization { key, name, domain }
}

/// Key, given name, family name, address, number, company; an empty text where there is none.
type Row = [&'static str; 6];

/// The people who ask, without the desks: those come from the cases.
#[rustfmt::skip]
const PEOPLE: &[Row] = &[
    ["ingrid", "Ingrid", "Solheim", "ingrid.solheim@hotelhalden.example", "+4790012345", "halden"],
    ["desk_halden", "Hotel Halden", "Reception", "info@hotelhalden.example", "+4722012300", "halden"],
    ["lars", "Lars", "Ødegård", "lars@hotelhalden.example", "", "halden"],
    ["marcus", "Marcus", "Bell", "marcus.bell@swiftparcel.example", "+447700900101", "swift"],
    ["priya", "Priya", "Nair", "priya.nair@swiftparcel.example", "+447700900102", "swift"],
    ["tomasz", "Tomasz", "Wójcik", "tomasz@swiftparcel.example", "", "swift"],
    ["dispatch", "Swift", "Dispatch", "support@swiftparcel.example", "+447700900100", "swift"],
    ["helen", "Helen", "Achterberg", "h.achterberg@lumen-university.example", "", "lumen"],
    ["kwame", "Kwame", "Mensah", "kwame.mensah@lumen-university.example", "+31612345601", "lumen"],
    ["yuki", "Yuki", "Tanaka", "yuki.tanaka@lumen-university.example", "", "lumen"],
    ["jurgen", "Jürgen", "Weiß", "jw@radhaus-koeln.example", "+491520001122", "radhaus"],
    ["annika", "Annika", "Schäfer", "annika@radhaus-koeln.example", "", "radhaus"],
    ["werkstatt", "Radhaus", "Werkstatt", "werkstatt@radhaus-koeln.example", "+491520001123", "radhaus"],
    ["ines", "Inês", "Carvalho", "ines@costaverdetours.example", "+351910000201", "costa"],
    ["joao", "João", "Pimentel", "joao@costaverdetours.example", "+351910000201", "costa"],
    ["beatriz", "Beatriz", "Lobo", "beatriz@costaverdetours.example", "", "costa"],
    ["ruth", "Ruth", "O'Connell", "ruth.oconnell@brightsidecare.example", "+353850000301", "brightside"],
    ["siobhan", "Siobhán", "Kelly", "siobhan.kelly@brightsidecare.example", "", "brightside"],
    ["accounts", "Brightside", "Accounts", "accounts@brightsidecare.example", "", "brightside"],
    ["soren", "Søren", "Ångström", "soren.angstrom@norrby.example", "+46700000401", "norrby"],
    ["elin", "Elin", "Björk", "elin.bjork@norrby.example", "", "norrby"],
    ["claims", "Tandem", "Claims", "claims@tandeminsurance.example", "+441632960501", "tandem"],
    ["oliver", "Oliver", "Stone", "oliver.stone@tandeminsurance.example", "", "tandem"],
    ["zoe", "Zoë", "Lambert", "zoe.lambert@mail.example", "+33600000601", ""],
    ["lukasz", "Łukasz", "Zając", "lukasz.zajac@poczta.example", "+48600000602", ""],
    ["meiling", "美玲", "陈", "meiling.chen@mail.example", "", ""],
    ["djordje", "Đorđe", "Petrović", "djordje.p@posta.example", "+381600000603", ""],
    ["nora", "Nora", "Finch", "nora.finch@mail.example", "+447700900604", ""],
    ["amir", "Amir", "Haddad", "amir.haddad@mail.example", "", ""],
    ["clara", "Clara", "Núñez", "clara.nunez@correo.example", "+34600000605", ""],
    ["peter", "Peter", "Vos", "p.vos@post.example", "+31612345606", ""],
    ["grace", "Grace", "Adeyemi", "grace.adeyemi@mail.example", "", ""],
    ["henrik", "Henrik", "Dahl", "henrik.dahl@post.example", "+4790012607", ""],
    ["maya", "Maya", "Rosen", "maya.rosen@mail.example", "", ""],
    ["viktor", "Viktor", "Novák", "viktor.novak@posta.example", "+420600000608", ""],
    ["leila", "Leila", "Farouk", "leila.farouk@mail.example", "+201000000609", ""],
    ["sam", "Sam", "Whitlock", "sam.whitlock@mail.example", "", ""],
    ["olga", "Ольга", "Смирнова", "olga.smirnova@mail.example", "", ""],
    ["dylan", "Dylan", "Price", "dylan.price@mail.example", "+447700900610", ""],
    ["farah", "Farah", "Idris", "farah.idris@mail.example", "", ""],
    ["rider", "Guest", "Rider", "", "+33600000701", ""],
    ["tiago", "Tiago", "Reis", "", "+351910000702", ""],
    ["visitor", "Web", "Visitor", "", "", ""],
    ["ayse", "Ayşe", "Kaya", "", "+905300000703", ""],
    ["prizes", "Golden", "Prizes", "winner@golden-prizes.example", "", ""],
];

/// The people, nobody at any desk yet.
pub(super) fn people() -> Vec<Person> {
    PEOPLE.iter().map(person).collect()
}

fn person(row: &Row) -> Person {
    let [key, first_name, last_name, email, phone, organization] = *row;
    let given = |text: &'static str| (!text.is_empty()).then_some(text);
    Person {
        key,
        first_name,
        last_name,
        email: given(email),
        phone: given(phone),
        organization: given(organization),
        desks: Vec::new(),
    }
}
