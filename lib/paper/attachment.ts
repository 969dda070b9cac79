import 'server-only'
import { contentDisposition } from '#lib/gateways/disposition.ts'

/** A PDF as a download that no cache keeps. */
export const attachment = (pdf: Buffer, name: string): Response =>
  new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-disposition': contentDisposition('attachment', name),
      'cache-control': 'private, no-store',
    },
  })
