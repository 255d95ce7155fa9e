//! In whose name something is said: `onBehalfOf`, by id or by address.

use serde_json::{Value, json};

use crate::model::command::{MessageAuthor, Recipient};
use crate::provider::Refusal;

const AUTHOR: &[&str] = &["input", "author"];

/// The person, if any. Without one, the app itself is the author.
pub(super) fn on_behalf_of(author: &MessageAuthor) -> Result<Option<Value>, Refusal> {
    let MessageAuthor {
        agent,
        contact,
        on_behalf_of_email: email,
        on_behalf_of_name: name,
    } = author;
    let agent = agent.as_ref().map(|id| id.native());
    let contact = contact.as_ref().map(|id| id.native());
    let mut person = match (agent, contact, email) {
        (None, None, None) => None,
        (Some(id), None, None) | (None, Some(id), None) => Some(json!({"id": id})),
        (None, None, Some(email)) => {
            Some(by_email(email, &["input", "author", "onBehalfOfEmail"])?)
        }
        _ => {
            let explanation = "A message is in the name of one person: name only one.";
            return Err(Refusal::bad_input(AUTHOR, explanation));
        }
    };
    match (&mut person, name) {
        (Some(person), Some(name)) => person["name"] = name.as_str().into(),
        (None, Some(_)) => {
            return Err(Refusal::bad_input(
                &["input", "author", "onBehalfOfName"],
                "A name alone names nobody: give an address or an id as well.",
            ));
        }
        (_, None) => {}
    }
    Ok(person)
}

/// Whom a new conversation is with. The service knows one person of it, who is also the author of the first message.
pub(super) fn correspondent(
    recipient: Option<&Recipient>,
    author: &MessageAuthor,
) -> Result<Option<Value>, Refusal> {
    let author = on_behalf_of(author)?;
    let mut person = match recipient {
        None => return Ok(author),
        Some(Recipient::Contact(id)) => json!({"id": id.native()}),
        Some(Recipient::ExternalId(id)) => json!({"id": id}),
        Some(Recipient::Email(email)) => by_email(email, &["input", "recipient", "email"])?,
    };
    let Some(author) = author else {
        return Ok(Some(person));
    };
    if let Some(name) = author.get("name") {
        person["name"] = name.clone();
    }
    if person == author {
        return Ok(Some(person));
    }
    Err(Refusal::bad_input(
        AUTHOR,
        "The first message is in the name of the recipient: leave the author or the recipient out.",
    ))
}

fn by_email(email: &str, field: &[&'static str]) -> Result<Value, Refusal> {
    let is_address = email
        .trim()
        .split_once('@')
        .is_some_and(|(name, domain)| !name.is_empty() && !domain.is_empty());
    if is_address {
        return Ok(json!({"email": email.trim()}));
    }
    Err(Refusal::bad_input(field, "This is no e-mail address."))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{correspondent, on_behalf_of};
    use crate::model::command::{MessageAuthor, Recipient};
    use crate::model::{Id, SourceKey};

    fn author() -> MessageAuthor {
        MessageAuthor::default()
    }

    fn by_email(email: &str) -> MessageAuthor {
        MessageAuthor {
            on_behalf_of_email: Some(email.to_owned()),
            ..author()
        }
    }

    fn key() -> SourceKey {
        SourceKey::parse("desk").unwrap()
    }

    #[test]
    fn one_person_is_named_by_id_or_address() {
        assert_eq!(on_behalf_of(&author()), Ok(None));
        let agent = MessageAuthor {
            agent: Some(Id::new(&key(), "u1")),
            ..author()
        };
        assert_eq!(on_behalf_of(&agent), Ok(Some(json!({"id": "u1"}))));
        let named = MessageAuthor {
            on_behalf_of_name: Some("Ola".to_owned()),
            ..by_email("ola@e.test")
        };
        let person = json!({"email": "ola@e.test", "name": "Ola"});
        assert_eq!(on_behalf_of(&named), Ok(Some(person)));
    }

    #[test]
    fn two_people_and_none_at_all_are_refused() {
        let both = MessageAuthor {
            agent: Some(Id::new(&key(), "u1")),
            ..by_email("ola@e.test")
        };
        let field = |author: &MessageAuthor| on_behalf_of(author).unwrap_err().field;
        assert_eq!(field(&both), ["input", "author"]);
        let nameless = MessageAuthor {
            on_behalf_of_name: Some("Ola".to_owned()),
            ..author()
        };
        assert_eq!(field(&nameless), ["input", "author", "onBehalfOfName"]);
        assert_eq!(
            field(&by_email("ola")),
            ["input", "author", "onBehalfOfEmail"]
        );
    }

    #[test]
    fn a_conversation_is_with_the_author_of_its_first_message() {
        let contact = Recipient::Contact(Id::new(&key(), "u1"));
        let with = |recipient, author| correspondent(Some(&recipient), &author);
        let person = Ok(Some(json!({"id": "u1"})));
        assert_eq!(with(contact.clone(), author()), person);
        assert_eq!(
            with(Recipient::ExternalId("u1".to_owned()), author()),
            person
        );
        let same = MessageAuthor {
            contact: Some(Id::new(&key(), "u1")),
            ..author()
        };
        assert_eq!(with(contact.clone(), same), person);
        let refusal = with(contact, by_email("ana@e.test")).unwrap_err();
        assert_eq!(refusal.field, ["input", "author"]);
        assert!(with(Recipient::Email("x".to_owned()), author()).is_err());
        assert_eq!(correspondent(None, &author()), Ok(None));
    }
}
