// Questions about single files, asked together: whoever comes while an answer is on its way goes with the next question. So one
// file is asked for at once, and ten thousand in some hundred and fifty requests.

type Waiting<Q, A> = { question: Q; resolve: (answer: A) => void; reject: (error: unknown) => void }

export class Batch<Q, A> {
  readonly #send: (questions: Q[]) => Promise<A[]>
  readonly #most: number
  readonly #waiting: Waiting<Q, A>[] = []
  #flying = false

  /** @param send answers in the order of the questions; an error is everybody's */
  constructor(send: (questions: Q[]) => Promise<A[]>, most: number) {
    this.#send = send
    this.#most = most
  }

  ask(question: Q): Promise<A> {
    const answer = new Promise<A>((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject })
    })
    // After this turn, so that files added together travel together.
    queueMicrotask(() => void this.#fly())
    return answer
  }

  async #fly(): Promise<void> {
    if (this.#flying) return
    this.#flying = true
    for (
      let group = this.#waiting.splice(0, this.#most);
      group.length > 0;
      group = this.#waiting.splice(0, this.#most)
    ) {
      try {
        const answers = await this.#send(group.map(({ question }) => question))
        group.forEach(({ resolve, reject }, at) => {
          const answer = answers[at]
          if (answer === undefined) reject(new Error('The server answered something else.'))
          else resolve(answer)
        })
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    this.#flying = false
  }
}
