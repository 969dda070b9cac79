import type { Sniffed } from './sniff.ts'

const type = (mime: string, extension: string, family: Sniffed['family']): Sniffed => ({ mime, extension, family })

/** Decodes a head that may end inside a character; null when it is not text. */
export function decodeText(head: Uint8Array): string | null {
  const [first, second] = head
  const utf16 = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null
  let text: string
  try {
    text = new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(head, { stream: true })
  } catch {
    text = new TextDecoder('windows-1252').decode(head)
    // Any byte reads as Latin text; bytes without a letter's look are something else.
    const odd = text.match(/[^\p{L}\p{N}\p{P}\p{S}\p{Z}\s]/gu)?.length ?? 0
    if (odd > 0) return null
  }
  return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffe]/.test(text) ? null : text.replace(/^\ufeff/, '')
}

/** A table: the same number of separators (at least one) in the first lines, quoted fields left out of the count. */
function delimiter(text: string): string | null {
  const lines = text.split(/\r?\n/).filter(Boolean).slice(0, 12)
  if (lines.length > 1 && text.length >= 100_000) lines.pop()
  if (lines.length < 2) return null
  for (const candidate of ['\t', ';', ',', '|']) {
    const counts = lines.map((line) => line.replaceAll(/"(?:[^"]|"")*"/g, '').split(candidate).length - 1)
    if (counts[0] !== undefined && counts[0] > 0 && counts.every((count) => count === counts[0])) return candidate
  }
  return null
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]\s*("|[[{\]}]|-?\d)/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return text.length >= 100_000
  }
}

/** The type of a file that is text, or null when it is not. Whatever a browser could run is named as such. */
export function textType(head: Uint8Array, name: string): Sniffed | null {
  const text = decodeText(head)
  if (text === null) return null
  const start = text.slice(0, 4_096).trimStart().toLowerCase()
  if (/<svg[\s>]/.test(start) && start.startsWith('<')) return type('image/svg+xml', 'svg', 'markup')
  if (/^(<!--[^]*?-->\s*)*(<!doctype html|<html|<head|<body|<script|<iframe|<h1|<div|<p>|<table)/.test(start)) {
    return type('text/html', 'html', 'markup')
  }
  if (start.startsWith('<?xml') || /^<[a-z][\w:.-]*(\s[^>]*)?>/.test(start))
    return type('application/xml', 'xml', 'markup')
  if (start.startsWith('{\\rtf')) return type('application/rtf', 'rtf', 'document')
  if (start.startsWith('#!')) return type('text/x-script', 'txt', 'program')
  if (isJson(text)) return type('application/json', 'json', 'data')
  const separator = delimiter(text)
  if (/\.tsv$/i.test(name) || (separator === '\t' && !/\.(csv|txt)$/i.test(name))) {
    return type('text/tab-separated-values', 'tsv', 'table')
  }
  if (/\.csv$/i.test(name) || (separator !== null && !/\.(txt|md)$/i.test(name)))
    return type('text/csv', 'csv', 'table')
  return type('text/plain', 'txt', 'text')
}
