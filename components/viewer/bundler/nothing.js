// Stands for a module that only a server has.
export const nothing = null
