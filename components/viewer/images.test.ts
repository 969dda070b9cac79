import { describe, expect, test } from 'vitest'
import { CaseImages, type Fetch, SeriesClosed } from './images.ts'

const image = (recordId: string, url: string, viewable: string | null = null) => ({
  recordId,
  name: `${recordId}.dcm`,
  instanceNumber: 1,
  frames: 1,
  rows: 2,
  columns: 2,
  transferSyntax: null,
  viewable,
  url,
})

/** A server that gives new links each time it is asked, and a store that knows only the newest. */
function world() {
  const asked: boolean[] = []
  const read: string[] = []
  let [closed, generation, now] = [false, 0, 0]
  const ask: Fetch = async (input, init) => {
    if (init.method === 'POST') {
      if (closed) return Response.json({ error: { message: 'There is nothing here' } }, { status: 404 })
      generation += 1
      asked.push((JSON.parse(String(init.body)) as { again: boolean }).again)
      const images = ['a', 'b'].map((id) => image(id, `https://store/${id}?${generation}`))
      return Response.json({ seriesId: 's', expiresAt: '', images })
    }
    read.push(input)
    return input.endsWith(`?${generation}`) ? new Response('bytes') : new Response('', { status: 403 })
  }
  return {
    images: new CaseImages('case', ask, () => now),
    asked,
    read,
    close: () => (closed = true),
    /** The store forgets the links that it has given. */
    forget: () => (generation += 1),
    wait: (ms: number) => (now += ms),
  }
}

describe('the images of a case', () => {
  test('a series is opened once, however often it is asked for: each time would be a look', async () => {
    const { images, asked } = world()
    await Promise.all([images.open('s'), images.open('s')])
    await images.open('s')
    expect(asked).toEqual([false])
  })

  test('links are asked anew before they end, all of a series at once, and as no second look', async () => {
    const { images, asked, read, wait } = world()
    await images.open('s')
    wait(45_000)
    await Promise.all([images.bytes('a'), images.bytes('b')])
    expect(asked).toEqual([false, true])
    expect(read).toEqual(['https://store/a?2', 'https://store/b?2'])
  })

  test('a link that the store refuses is renewed; one that it goes on refusing ends in words', async () => {
    const { images, asked, forget } = world()
    await images.open('s')
    forget()
    await expect(images.bytes('a')).resolves.toHaveProperty('byteLength', 5)
    expect(asked).toEqual([false, true])

    const stubborn = new CaseImages('case', async (_input, { method }) =>
      method === 'POST'
        ? Response.json({ seriesId: 's', expiresAt: '', images: [image('a', 'x')] })
        : new Response('', { status: 403 }),
    )
    await stubborn.open('s')
    await expect(stubborn.bytes('a')).rejects.toThrow('The file store answered 403')
  })

  test('access that ends is told once, and no image is read any more', async () => {
    const { images, close, wait, read } = world()
    const told: string[] = []
    images.onClosed((seriesId) => told.push(seriesId))
    await images.open('s')
    close()
    wait(45_000)
    await expect(images.bytes('a')).rejects.toBeInstanceOf(SeriesClosed)
    await expect(images.bytes('b')).rejects.toBeInstanceOf(SeriesClosed)
    expect(told).toEqual(['s'])
    expect(read).toEqual([])
  })

  test('the first image that can be shown is read before anybody can draw it, and once', async () => {
    const { images, read } = world()
    await images.openEarly('s')
    await images.bytes('a')
    expect(read).toEqual(['https://store/a?1'])
  })

  test('an outage can be tried again', async () => {
    let up = false
    const images = new CaseImages('case', async () =>
      up
        ? Response.json({ seriesId: 's', expiresAt: '', images: [] })
        : Response.json({ error: { message: 'The file store cannot be reached just now' } }, { status: 503 }),
    )
    await expect(images.open('s')).rejects.toThrow('The file store cannot be reached just now')
    up = true
    await expect(images.open('s')).resolves.toHaveProperty('seriesId', 's')
  })
})
