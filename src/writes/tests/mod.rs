mod bulk;
mod desk;
mod guard;
mod keys;
mod restart;
mod steps;
mod unknown;
