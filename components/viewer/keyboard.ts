import type { ToolName } from './engine/tools.ts'

// The keyboard of the viewer, as a table: help and handler read the same.

export type Command =
  | { do: 'go'; steps: number }
  | { do: 'end'; last: boolean }
  | { do: 'tool'; tool: ToolName }
  | { do: 'preset'; number: number }
  | { do: 'series'; steps: number }
  | {
      do:
        | 'fit'
        | 'actual'
        | 'turn'
        | 'across'
        | 'over'
        | 'invert'
        | 'reset'
        | 'cine'
        | 'closer'
        | 'farther'
        | 'two'
        | 'link'
        | 'screen'
        | 'tags'
        | 'measured'
        | 'delete'
        | 'attach'
        | 'help'
    }

type Shortcut = { keys: string[]; label: string; command: (key: string) => Command }

const simple = (keys: string[], label: string, command: Command): Shortcut => ({ keys, label, command: () => command })

export const SHORTCUTS: readonly { title: string; lines: readonly Shortcut[] }[] = [
  {
    title: 'Images',
    lines: [
      simple(['ArrowDown', 'ArrowRight'], 'Next image', { do: 'go', steps: 1 }),
      simple(['ArrowUp', 'ArrowLeft'], 'Image before', { do: 'go', steps: -1 }),
      simple(['PageDown'], 'Ten images on', { do: 'go', steps: 10 }),
      simple(['PageUp'], 'Ten images back', { do: 'go', steps: -10 }),
      simple(['Home'], 'First image', { do: 'end', last: false }),
      simple(['End'], 'Last image', { do: 'end', last: true }),
      simple([' '], 'Play or stop', { do: 'cine' }),
      simple(['['], 'Series before', { do: 'series', steps: -1 }),
      simple([']'], 'Next series', { do: 'series', steps: 1 }),
    ],
  },
  {
    title: 'Pointer',
    lines: [
      simple(['w'], 'Brightness and contrast', { do: 'tool', tool: 'window' }),
      simple(['s'], 'Scroll', { do: 'tool', tool: 'scroll' }),
      simple(['z'], 'Zoom', { do: 'tool', tool: 'zoom' }),
      simple(['p'], 'Move', { do: 'tool', tool: 'pan' }),
      simple(['l'], 'Length', { do: 'tool', tool: 'length' }),
      simple(['a'], 'Angle', { do: 'tool', tool: 'angle' }),
      simple(['e'], 'Area', { do: 'tool', tool: 'ellipse' }),
      simple(['Delete', 'Backspace'], 'Delete the last measurement', { do: 'delete' }),
    ],
  },
  {
    title: 'View',
    lines: [
      {
        keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
        label: 'A window of the list',
        command: (key) => ({ do: 'preset', number: Number(key) }),
      },
      simple(['+', '='], 'Larger', { do: 'closer' }),
      simple(['-'], 'Smaller', { do: 'farther' }),
      simple(['f'], 'Fit', { do: 'fit' }),
      simple(['o'], 'One to one', { do: 'actual' }),
      simple(['r'], 'Turn', { do: 'turn' }),
      simple(['h'], 'Mirror left and right', { do: 'across' }),
      simple(['v'], 'Mirror top and bottom', { do: 'over' }),
      simple(['i'], 'Invert', { do: 'invert' }),
      simple(['0'], 'As it was', { do: 'reset' }),
    ],
  },
  {
    title: 'Viewer',
    lines: [
      simple(['d'], 'Two series side by side', { do: 'two' }),
      simple(['k'], 'Link their scrolling', { do: 'link' }),
      simple(['g'], 'Full screen', { do: 'screen' }),
      simple(['t'], 'What the file says', { do: 'tags' }),
      simple(['m'], 'Measurements', { do: 'measured' }),
      simple(['c'], 'Attach this view', { do: 'attach' }),
      simple(['?'], 'This help', { do: 'help' }),
    ],
  },
]

const BY_KEY = new Map(
  SHORTCUTS.flatMap(({ lines }) => lines).flatMap(({ keys, command }) => keys.map((key) => [key, command] as const)),
)

/** What a key asks for, or null. */
export const commandOf = (key: string): Command | null => BY_KEY.get(key)?.(key) ?? null

const SPOKEN: Record<string, string> = {
  ' ': 'Space',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page up',
  PageDown: 'Page down',
}

/** A key as it stands on the keyboard. */
export const keyWords = (key: string): string => SPOKEN[key] ?? (key.length === 1 ? key.toUpperCase() : key)
