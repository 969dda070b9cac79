/** In whose name a person acts. */
export type Hat = { label: string; kind: 'OWNER' | 'PRACTICE' | 'HOSPITAL' | 'PLATFORM' }

export type HatChoice = Hat & { id: string }

export type NavItem = { href: string; label: string; current?: boolean; count?: number | string }

/** A server action that answers by redirecting. */
export type PlainAction = (form: FormData) => void | Promise<void>
