'use client'
import type { RefObject } from 'react'
import type { ActionState, FormAction } from './action-state.ts'
import { idle } from './action-state.ts'
import type { SafetyCopy } from './safety-copy.ts'
import { dropCopy, foundCopy, keepCopy } from './safety-copy.ts'

export type AutosaveStatus =
  | { kind: 'quiet' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: number }
  | { kind: 'retrying' }
  | { kind: 'stopped'; message: string }

type Watch = {
  safetyKey: string
  /** Milliseconds of quiet before a save. */
  wait: number
  setStatus: (status: AutosaveStatus) => void
  found: (copy: SafetyCopy | null) => void
  live: RefObject<{ save: FormAction; submitting: boolean }>
  hold: RefObject<Promise<unknown> | null>
}

const longestPause = 10_000
// Trying again as it stands would only fail the same way; the next edit tries anew.
const final = new Set(['INVALID', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'UNAUTHENTICATED'])

/** Listens to a form and saves it, one save at a time. Returns what ends it; leaving the page saves once more. */
export function watch(form: HTMLFormElement, options: Watch) {
  const saver = new Saver(form, options)
  const edited = () => saver.edited()
  const left = (event: FocusEvent) => {
    const next = event.relatedTarget
    // On the way to the submit button: the submit carries everything.
    if (!(next instanceof HTMLButtonElement && next.type === 'submit')) saver.hurry()
  }
  const online = () => saver.later(0)
  options.found(foundCopy(options.safetyKey, form))
  form.addEventListener('input', edited)
  form.addEventListener('focusout', left)
  window.addEventListener('online', online)
  return () => {
    form.removeEventListener('input', edited)
    form.removeEventListener('focusout', left)
    window.removeEventListener('online', online)
    saver.end()
  }
}

class Saver {
  private readonly form: HTMLFormElement
  private readonly options: Watch
  private timer: ReturnType<typeof setTimeout> | undefined
  private edits = 0
  private saved = 0
  private failures = 0
  private ended = false

  constructor(form: HTMLFormElement, options: Watch) {
    this.form = form
    this.options = options
  }

  edited() {
    this.edits += 1
    keepCopy(this.options.safetyKey, this.form)
    if (this.failures === 0) this.later(this.options.wait)
  }

  /** Saves at once, unless a retry has its own time. */
  hurry() {
    if (this.failures === 0) this.later(0)
  }

  later(pause: number) {
    clearTimeout(this.timer)
    if (!this.ended) this.timer = setTimeout(() => void this.run(), pause)
  }

  end() {
    this.ended = true
    clearTimeout(this.timer)
    // Gone in the middle of a submit means that the submit led on: what was typed has arrived.
    if (this.options.live.current.submitting) dropCopy(this.options.safetyKey)
    else if (this.saved !== this.edits) void this.attempt()
  }

  private async run() {
    const { hold, live, setStatus, wait } = this.options
    if (this.saved === this.edits || this.ended) return
    if (hold.current || live.current.submitting) {
      this.later(wait)
      return
    }
    setStatus({ kind: 'saving' })
    const saving = this.attempt()
    hold.current = saving
    const answer = await saving
    hold.current = null
    if (!this.ended) this.report(answer)
  }

  private async attempt() {
    const upTo = this.edits
    const answer = await this.options.live.current.save(idle, new FormData(this.form)).catch(() => null)
    if (answer?.status !== 'ok') return answer
    this.saved = upTo
    takeVersion(this.form, answer.data)
    if (this.saved === this.edits) dropCopy(this.options.safetyKey)
    return answer
  }

  private report(answer: ActionState | null) {
    const { setStatus, wait } = this.options
    if (answer?.status === 'ok') {
      this.failures = 0
      setStatus({ kind: 'saved', at: Date.now() })
      if (this.saved !== this.edits) this.later(wait)
    } else if (answer?.status === 'error' && final.has(answer.code)) {
      this.failures = 0
      setStatus({ kind: 'stopped', message: answer.message })
    } else {
      this.failures += 1
      setStatus({ kind: 'retrying' })
      this.later(Math.min(longestPause, 1000 * 2 ** this.failures))
    }
  }
}

function takeVersion(form: HTMLFormElement, data: unknown) {
  const field = form.elements.namedItem('version')
  if (!(field instanceof HTMLInputElement) || typeof data !== 'object' || data === null || !('version' in data)) return
  field.value = String(data.version)
}
