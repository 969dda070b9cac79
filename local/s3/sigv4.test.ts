import { describe, expect, it } from 'vitest'
import { decodeChunks } from './chunked.ts'
import { canonicalRequest, ChunkVerifier, hmac, scopeText, sha256Hex, signingKey } from './sigv4.ts'

// The examples of the S3 documentation, with the keys it gives for them.
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const SCOPE = { day: '20130524', region: 'us-east-1', service: 's3', terminator: 'aws4_request' }
const DATE = '20130524T000000Z'
const key = signingKey(SECRET, SCOPE)

const signatureOf = (canonical: string) =>
  hmac(key, ['AWS4-HMAC-SHA256', DATE, scopeText(SCOPE), sha256Hex(canonical)].join('\n')).toString('hex')

async function* from(text: string, step: number) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
}

async function decoded(text: string, seed: string, trailing: boolean, step = 1000) {
  const trailers = new Map<string, string>()
  const verifier = new ChunkVerifier(key, DATE, SCOPE, seed)
  let size = 0
  for await (const piece of decodeChunks(from(text, step), { signed: true, trailing }, verifier, trailers))
    size += piece.length
  return { size, trailers: [...trailers] }
}

describe('AWS examples', () => {
  it('signs a GET of an object in the header', () => {
    const headers = {
      host: 'examplebucket.s3.amazonaws.com',
      range: 'bytes=0-9',
      'x-amz-content-sha256': sha256Hex(''),
      'x-amz-date': DATE,
    }
    const query = new URLSearchParams()
    const request = { method: 'GET', path: '/test.txt', query, headers, payload: sha256Hex('') }
    const canonical = canonicalRequest({ ...request, signedHeaders: Object.keys(headers) })
    expect(signatureOf(canonical)).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41')
  })

  it('signs a presigned GET, whatever signature the query already has', () => {
    const query = new URLSearchParams({
      'X-Amz-Signature': 'anything',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `AKIAIOSFODNN7EXAMPLE/${scopeText(SCOPE)}`,
      'X-Amz-Date': DATE,
      'X-Amz-Expires': '86400',
      'X-Amz-SignedHeaders': 'host',
    })
    const headers = { host: 'examplebucket.s3.amazonaws.com' }
    const request = { method: 'GET', path: '/test.txt', query, headers, payload: 'UNSIGNED-PAYLOAD' }
    const canonical = canonicalRequest({ ...request, signedHeaders: ['host'] })
    expect(signatureOf(canonical)).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404')
  })
})

describe('signed chunks', () => {
  const SEED = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9'
  const signatures = [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ]
  const chunk = (data: string, signature = '') =>
    `${data.length.toString(16)};chunk-signature=${signature}\r\n${data ? `${data}\r\n` : ''}`
  const first = chunk('a'.repeat(65_536), signatures[0])
  const second = chunk('a'.repeat(1024), signatures[1])
  const last = chunk('', signatures[2])

  it('accepts the example, cut anywhere', async () => {
    for (const step of [1, 7, 65_000, 100_000])
      expect(await decoded(`${first}${second}${last}\r\n`, SEED, false, step)).toEqual({ size: 66_560, trailers: [] })
  })

  it('refuses a changed byte, a missing chunk, a swapped chunk and a cut-off end', async () => {
    const wrong = { code: 'SignatureDoesNotMatch' }
    await expect(
      decoded(`${first.replace('aa\r\n', 'ab\r\n')}${second}${last}\r\n`, SEED, false),
    ).rejects.toMatchObject(wrong)
    await expect(decoded(`${first}${last}\r\n`, SEED, false)).rejects.toMatchObject(wrong)
    await expect(decoded(`${second}${first}${last}\r\n`, SEED, false)).rejects.toMatchObject(wrong)
    await expect(decoded(`${first}${second}`, SEED, false)).rejects.toMatchObject({ code: 'IncompleteBody' })
    const bare = `400\r\n${'a'.repeat(1024)}\r\n0\r\n\r\n`
    await expect(decoded(bare, SEED, false)).rejects.toMatchObject(wrong)
  })

  it('checks the signature of the trailer', async () => {
    const seed = '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e'
    const body = [
      chunk('a'.repeat(65_536), 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2'),
      chunk('a'.repeat(1024), '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7'),
      chunk('', '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992'),
    ].join('')
    const trailer = (value: string, signature: string) =>
      `x-amz-checksum-crc32c:${value}\r\nx-amz-trailer-signature:${signature}\r\n\r\n`
    const good = 'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435'
    const { trailers } = await decoded(body + trailer('sOO8/Q==', good), seed, true)
    expect(trailers).toEqual([['x-amz-checksum-crc32c', 'sOO8/Q==']])
    for (const bad of [trailer('AAAAAA==', good), trailer('sOO8/Q==', 'f'.repeat(64)), '\r\n'])
      await expect(decoded(body + bad, seed, true)).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' })
  })
})
