import { describe, expect, it } from 'vitest'
import { isReadablePath, unreadablePost } from './unreadable.ts'

const MULTIPART = { 'content-type': 'multipart/form-data; boundary=x' }
const CALLED = { ...MULTIPART, 'next-action': '7f' }
const part = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--x--\r\n`
const post = async (headers: Record<string, string>, body: string, method = 'POST') =>
  unreadablePost(new Request('https://conferral.example/home', { method, headers, ...(body ? { body } : {}) }))

describe('a post that no form of ours could have sent', () => {
  it('is refused in words, by whose mistake it is', async () => {
    const refusals: [number, Record<string, string>, string][] = [
      [415, { 'next-action': '7f', 'content-type': 'text/plain' }, 'hello'],
      [415, { 'next-action': '7f', 'content-type': 'application/json' }, '[]'],
      [415, { 'next-action': '7f' }, ''],
      [400, CALLED, 'hello'],
      [400, CALLED, part('0', '[{},"$K1"]').slice(0, 40)],
      [400, CALLED, part('_1_name', 'Miso')],
      [400, CALLED, part('0', 'nope')],
      [400, CALLED, part('0', '{}')],
      [400, MULTIPART, 'hello'],
      [400, { 'content-type': 'multipart/form-data' }, part('name', 'Miso')],
      [413, { ...CALLED, 'content-length': String(1024 * 1024 + 1) }, part('0', '[]')],
    ]
    for (const [status, headers, body] of refusals) {
      const refused = await post(headers, body)
      expect(refused?.status, `${JSON.stringify(headers)} ${body}`).toBe(status)
      expect(await refused?.text()).toMatch(/[a-z]+ [a-z]+/)
    }
  })

  it('is not what our forms send, with and without script, nor what is no form', async () => {
    expect(await post(CALLED, part('0', '[{"status":"idle"},"$K1"]'))).toBeNull()
    expect(await post(MULTIPART, part('$ACTION_REF_1', ''))).toBeNull()
    expect(await post({ 'content-type': 'application/json' }, '{')).toBeNull()
    expect(await post({}, '', 'GET')).toBeNull()
    const file = { method: 'POST', headers: { ...MULTIPART, 'content-length': '9000000' }, body: part('file', 'x') }
    expect(await unreadablePost(new Request('https://conferral.example/api/cases/1/records/form', file))).toBeNull()
  })
})

describe('an address', () => {
  it('can be read unless it was broken on its way', () => {
    for (const path of ['/', '/cases/%00/fee', '/agree/%C3%BC', '/a%2Fb']) expect(isReadablePath(path)).toBe(true)
    for (const path of ['/agree/%FF', '/cases/%ED%A0%80/fee', '/%', '/agree/abc%2'])
      expect(isReadablePath(path)).toBe(false)
  })
})
