// What the fields of a form hold, so that it is known what is bad for each.

export type Field =
  | {
      /**
       * words: what a person types, in any script: everything that can be stored is taken. strict: typed too, but of one
       * form only, such as an address or one's own name. hint: not typed, and what is bad may count as not given, such as
       * a path to go on to. secret: a token, which is not given back.
       */
      is: 'words' | 'strict' | 'number' | 'date' | 'choice' | 'box' | 'hint' | 'secret'
      /** More than one for a list, whose name ends in []. */
      valid: string | string[]
    }
  /** foreign: the same kind of thing, of another tenant. strange: a thing of one's own, but of another kind. */
  | { is: 'id'; valid: string | string[]; foreign: string; strange: string }

export type Fields = Record<string, Field>

const holds =
  <V extends string | string[]>(is: Exclude<Field['is'], 'id'>) =>
  (valid: V): Field => ({ is, valid })

export const words = holds<string | string[]>('words')
export const strict = holds<string>('strict')
export const number = holds<string>('number')
export const date = holds<string>('date')
export const choice = holds<string | string[]>('choice')
export const box = (): Field => ({ is: 'box', valid: 'on' })
export const hint = holds<string | string[]>('hint')
export const secret = holds<string>('secret')
export const id = (valid: string | string[], foreign: string, strange: string): Field => ({
  is: 'id',
  valid,
  foreign,
  strange,
})
