//! Writes from outside: what each desk is asked, what is refused, and what is seen afterwards.

mod cases;
mod desk;
mod faults;
mod files;
mod keys;
mod refusals;
mod seen;
mod table;
