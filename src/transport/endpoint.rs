//! A call as a value: an operation plus what it is asked with. It never sends.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::transport::{Form, Operation, Query};

/// One upstream call.
pub trait Endpoint: Send + Sync {
    /// Which operation it is.
    const OPERATION: Operation;

    /// What the provider answers.
    type Response: DeserializeOwned + Send;

    /// Values for the places of the path template, in order, not encoded.
    fn path_values(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Adds the query parameters.
    fn query(&self, query: &mut Query) {
        let _ = query;
    }

    /// The JSON body, if the call has one.
    fn body(&self) -> Option<Value> {
        None
    }

    /// The form with files, for calls whose body is not JSON.
    fn form(&self) -> Option<Form> {
        None
    }
}
