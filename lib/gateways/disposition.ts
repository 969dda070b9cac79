import { safeFileName } from '#lib/files/name.ts'

export type Disposition = 'inline' | 'attachment'

// What a browser may show in place. HTML, SVG and XML can carry script and are always handed over as a download.
const SHOWN_IN_PLACE =
  /^(application\/pdf|image\/(jpeg|png|gif|webp|avif|tiff|bmp)|video\/(mp4|webm|quicktime)|text\/(plain|csv))$/

// RFC 5987 attr-char: what stands unescaped in filename*=.
const encodeExtended = (text: string) =>
  encodeURIComponent(text).replaceAll(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/**
 * The Content-Disposition value for a file name that a person chose (RFC 6266): an ASCII form for old clients, and the
 * whole name as UTF-8. Never contains a line break, a quote from the name, or a path.
 */
export function contentDisposition(disposition: Disposition, filename: string): string {
  const name = safeFileName(filename)
  const ascii = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7e]/g, '_')
    .replaceAll(/["\\%;]/g, '_')
  const plain = `${disposition}; filename="${ascii}"`
  return ascii === name ? plain : `${plain}; filename*=UTF-8''${encodeExtended(name)}`
}

/** What to answer with: a type that could run script in a browser becomes an opaque download. */
export function safeDelivery(
  contentType: string,
  wanted: Disposition,
): { contentType: string; disposition: Disposition } {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (SHOWN_IN_PLACE.test(type)) {
    return { contentType: type.startsWith('text/') ? `${type}; charset=utf-8` : type, disposition: wanted }
  }
  const harmless = /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(type) && !/html|xml|svg|javascript|ecmascript/.test(type)
  return { contentType: harmless ? type : 'application/octet-stream', disposition: 'attachment' }
}
