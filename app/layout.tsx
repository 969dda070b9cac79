import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { connection } from 'next/server'
import { fontClass } from './fonts.ts'

export const metadata: Metadata = {
  title: { default: 'Conferral', template: '%s · Conferral' },
  description: 'A second opinion for your animal, with your vet, from a specialist hospital.',
  applicationName: 'Conferral',
  referrer: 'strict-origin-when-cross-origin',
  formatDetection: { telephone: false, date: false, address: false, email: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is rendered per request: its scripts carry the nonce of that answer's Content-Security-Policy.
  await connection()
  return (
    <html lang="en" className={fontClass}>
      <body>{children}</body>
    </html>
  )
}
