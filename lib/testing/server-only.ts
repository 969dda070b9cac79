// Stands in for the package `server-only` under vitest: the real one throws unless React's server condition is set.
export {} // oxlint-disable-line unicorn/require-module-specifiers -- nothing to export, yet a module
