import type { RecordKind } from '#lib/db/generated/enums.ts'
import { MAX_BATCH } from '#lib/case/records/rules.ts'
import { Batch } from './upload-batch.ts'
import { Refused, type Wire } from './upload-wire.ts'

// Our API as one file sees it. What many files ask of it at once travels together.

export type Ticket = {
  /** It was here already: nothing is sent. */
  here?: boolean
  recordId: string
  status: string
  size: number
  partSize: number
  parts: number
  done: number[]
  links: Record<number, string>
}

export type FileToBegin = {
  recordId: string
  name: string
  folder: string
  size: number
  type: string
  kind?: RecordKind
  sha256?: string
}

type RefusedFile = { error: { status: number; message: string; fieldErrors: Record<string, string[]> } }
type Answered<T> = { files: (T | RefusedFile)[] }

/** A question that hangs holds up all behind it: then the connection is lost, and each asks again. */
const ANSWER_MS = 60_000

export class UploadApi {
  readonly #wire: Wire
  readonly #base: string
  readonly #begin: Batch<FileToBegin, Ticket | RefusedFile>
  readonly #complete: Batch<string, { status: string } | RefusedFile>

  /** @param base "/api/cases/<id>/records" */
  constructor(wire: Wire, base: string) {
    this.#wire = wire
    this.#base = base
    this.#begin = new Batch((files) => this.#together<Ticket>(base, { files }), MAX_BATCH)
    this.#complete = new Batch(
      (recordIds) => this.#together<{ status: string }>(`${base}/complete`, { recordIds }),
      MAX_BATCH,
    )
  }

  /** @throws Refused for good; any other error for what trying again may change */
  async begin(file: FileToBegin): Promise<Ticket> {
    return alone(await this.#begin.ask(file))
  }

  async complete(recordId: string): Promise<{ status: string }> {
    return alone(await this.#complete.ask(recordId))
  }

  async state(recordId: string, signal: AbortSignal): Promise<Ticket> {
    return (await this.#wire.api('GET', `${this.#base}/${recordId}/upload`, undefined, signal)) as Ticket
  }

  async links(recordId: string, parts: number[], signal: AbortSignal): Promise<Record<number, string>> {
    const answer = await this.#wire.api('POST', `${this.#base}/${recordId}/upload/parts`, { parts }, signal)
    return (answer as { links: Record<number, string> }).links
  }

  /** Is there a record of this size, and of this content? */
  async isHere(file: { size: number; sha256?: string }, signal: AbortSignal): Promise<boolean> {
    const answer = await this.#wire.api('POST', `${this.#base}/here`, file, signal)
    return (answer as { here: boolean }).here
  }

  async discard(recordId: string): Promise<void> {
    await this.#wire.api('DELETE', `${this.#base}/${recordId}/upload`, undefined, new AbortController().signal)
  }

  async #together<T>(path: string, body: unknown): Promise<(T | RefusedFile)[]> {
    const answer = await this.#wire.api('POST', path, body, AbortSignal.timeout(ANSWER_MS))
    return (answer as Answered<T>).files
  }
}

function alone<T extends object>(answer: T | RefusedFile): T {
  if (!('error' in answer)) return answer
  const { status, message, fieldErrors } = answer.error
  throw new Refused(status, message, fieldErrors)
}
