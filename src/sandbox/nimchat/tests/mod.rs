//! Calls the router without a network.
